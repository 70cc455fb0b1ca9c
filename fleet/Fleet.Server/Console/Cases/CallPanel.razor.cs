// What the panel of calls does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Console.Parts;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Cases;

/// <summary>The calls of a case.</summary>
public sealed partial class CallPanel
{
    private static readonly IReadOnlyList<CallTone> Tones =
        [CallTone.Louder, CallTone.Softer, CallTone.Listen, CallTone.Speak, CallTone.Duplex, CallTone.ClearDown];

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<CallView> _calls = [];
    private ActionDialog _dialog = null!;
    private CallTarget _target = CallTarget.Number;
    private string _number = "";
    private string? _own;
    private string _answer = "";
    private long _readVersion = -1;
    private bool _isWatching;

    /// <summary>The case.</summary>
    [Parameter, EditorRequired]
    public AlarmCaseView View { get; set; } = null!;

    /// <summary>Who is signed in.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>Whether the person may call: owns the case, which is open.</summary>
    [Parameter]
    public bool MayCall { get; set; }

    /// <summary>Whether calling the home is what should be done now.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>Something was done that changes the case.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private ICalls Calls { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private CallView? Active => _calls.FirstOrDefault(call => call.State != CallState.Ended);

    /// <summary>A call with the home that is over or connected and of which nobody has said what came of it.</summary>
    private CallView? Asked => _calls.FirstOrDefault() is
    {
        Target: CallTarget.Hub or CallTarget.HomePhone,
        Speech: SpeechResult.NotTried,
        State: CallState.Connected or CallState.Ended,
        Result: not (CallResult.OperatorAway or CallResult.Failed),
    } call ? call : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() =>
        _own = await Calls.FindOperatorNumberAsync(Actor, _left.Token);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_readVersion != View.Version)
        {
            _readVersion = View.Version;
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _calls = await Calls.ListAsync(Actor, View.CaseId, CancellationToken.None);
        if (Active is not null && !_isWatching)
        {
            _isWatching = true;
            _ = InvokeAsync(WatchAsync);
        }
    }

    /// <summary>A call goes on outside the case: while one does, it is asked how it stands.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (Active is not null)
            {
                await Task.Delay(TimeSpan.FromSeconds(Limits.Pages.CallWatchSeconds), Clock, _left.Token);
                _calls = await Calls.ListAsync(Actor, View.CaseId, _left.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
        finally
        {
            _isWatching = false;
        }
    }

    private void Ask(CallTarget target)
    {
        (_target, _number) = (target, "");
        _dialog.Show();
    }

    private async Task StartAsync(CallTarget target)
    {
        if (string.IsNullOrWhiteSpace(_own))
        {
            Ask(target);
        }
        else if (await TryStartAsync(target) is { } refusal)
        {
            _answer = refusal;
        }
    }

    private async Task<string?> TryStartAsync(CallTarget target)
    {
        var number = target == CallTarget.Number ? PhoneText.Tidy(_number) : null;
        var order = new CallOrder(target, number, PhoneText.Tidy(_own));
        var change = await Calls.StartAsync(Actor, View.CaseId, order, CancellationToken.None);
        return await TakeAsync(change, "Calls_Ringing");
    }

    private async Task EndAsync(CallView call)
    {
        var change = await Calls.EndAsync(Actor, View.CaseId, call.CallId, CancellationToken.None);
        _answer = await TakeAsync(change, "Calls_Ended") ?? _answer;
    }

    private async Task SendAsync(CallView call, CallTone tone)
    {
        var change = await Calls.SendToneAsync(Actor, View.CaseId, call.CallId, tone, CancellationToken.None);
        _answer = await TakeAsync(change, "Calls_ToneSent") ?? _answer;
    }

    private async Task SayAsync(CallView call, SpeechResult result)
    {
        var change = await Calls.SetSpeechAsync(Actor, View.CaseId, call.CallId, result, CancellationToken.None);
        _answer = await TakeAsync(change, $"Answer_{result}") ?? _answer;
    }

    private async Task<string?> TakeAsync(CallChange change, string done)
    {
        await ReadAsync();
        if (change.Result != CallChangeResult.Done)
        {
            return C[$"CallRefused_{change.Result}"];
        }

        _answer = C[done];
        await OnChanged.InvokeAsync();
        return null;
    }
}
