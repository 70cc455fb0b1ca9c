// What the page of simulated phones does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Fleet.Server.Console.Live;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Pages;

/// <summary>Stands in for the responders' phones while no provider is configured.</summary>
public sealed partial class PhonesPage
{
    private readonly Dictionary<string, string?> _replies = [];
    private readonly HashSet<Guid> _saidRinging = [];
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<PhoneView>? _phones;
    private IDisposable? _subscription;
    private string _number = "";
    private string _name = "";
    private string _answer = "";
    private string _said = "";
    private int _isWaiting;

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IPhones Phones { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Phones.IsInUse)
        {
            _subscription = Phones.Subscribe(Seat.Actor.TenantId, OnChanged);
            await ReadAsync();
        }
    }

    private static string Title(PhoneView phone) => phone.Name.Length > 0 ? phone.Name : phone.Number;

    private static string ClassOf(PhoneMessage message) =>
        message.IsFromPhone ? "is-from" : message.IsRead ? "is-to" : "is-to is-unread";

    /// <summary>A text with its addresses apart, which alone become links.</summary>
    private static IEnumerable<string> Parts(string text) => Address().Split(text).Where(part => part.Length > 0);

    [GeneratedRegex(@"(https?://[^\s<>""]+)")]
    private static partial Regex Address();

    private string Reply(PhoneView phone) => _replies.GetValueOrDefault(phone.Number) ?? "";

    private void OnChanged()
    {
        if (Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }

    private async Task RefreshAsync()
    {
        Volatile.Write(ref _isWaiting, 0);
        if (!_left.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        _phones = await Phones.ListAsync(Seat.Actor, _left.Token);
        foreach (var phone in _phones)
        {
            foreach (var call in phone.Calls.Where(call => call.State == PhoneCallState.Ringing))
            {
                if (_saidRinging.Add(call.CallId))
                {
                    _said = P["RingsAt", Title(phone)];
                }
            }
        }
    }

    private async Task AddAsync()
    {
        var name = _name.Trim();
        var isDone = await Phones.SetAsync(Seat.Actor, _number, name.Length > 0 ? name : null, null, _left.Token);
        (_answer, _number, _name) = isDone ? ("", "", "") : (P["BadNumber"], _number, _name);
    }

    private async Task SetAsync(PhoneView phone, ChangeEventArgs change)
    {
        if (Enum.TryParse(change.Value as string, out PhoneCondition condition))
        {
            await Phones.SetAsync(Seat.Actor, phone.Number, null, condition, _left.Token);
        }
    }

    private Task SeeAsync(PhoneView phone) => Phones.MarkReadAsync(Seat.Actor, phone.Number, _left.Token);

    private async Task ReplyAsync(PhoneView phone, string text)
    {
        if (text.Trim().Length == 0)
        {
            return;
        }

        var isDone = await Phones.ReplyAsync(Seat.Actor, phone.Number, text, _left.Token);
        _answer = isDone ? "" : P["CantReply"];
        if (isDone)
        {
            _replies[phone.Number] = "";
        }
    }

    private Task AnswerAsync(PhoneCall call) => Phones.AnswerAsync(Seat.Actor, call.CallId, _left.Token);

    private Task PressAsync(PhoneCall call, char digit) =>
        Phones.PressAsync(Seat.Actor, call.CallId, digit, _left.Token);

    private Task HangUpAsync(PhoneCall call) => Phones.HangUpAsync(Seat.Actor, call.CallId, _left.Token);
}
