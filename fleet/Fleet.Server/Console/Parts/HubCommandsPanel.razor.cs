// What the panel of a hub's commands does.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Commands;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Time;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Parts;

/// <summary>A hub's commands: asks for one, shows all, live.</summary>
public sealed partial class HubCommandsPanel
{
    private static readonly int[] Deadlines = [300, 3_600, 86_400, 604_800];
    private static readonly int[] Phrases = [CommandArguments.SpeakerTest, 21, 22, 24];

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<HubCommandView> _commands = [];
    private ActionDialog _dialog = null!;
    private IDisposable? _subscription;
    private HubCommandKind _kind = HubCommandKind.TestAlarm;
    private string _comment = "";
    private string _answer = "";
    private string _shownHub = "";
    private int _seconds = Limits.Commands.DefaultSeconds;
    private int _phrase = CommandArguments.SpeakerTest;
    private int _number = 1;
    private bool _isAtNight;
    private bool _waits;

    /// <summary>The hub.</summary>
    [Parameter, EditorRequired]
    public string HubId { get; set; } = "";

    [Inject]
    private Seat Seat { get; set; } = null!;

    [Inject]
    private IHubCommands Commands { get; set; } = null!;

    [Inject]
    private ICommandFeed Feed { get; set; } = null!;

    private List<HubCommandKind> Offered =>
        [.. HubCommandRules.All.Where(kind => HubCommandRules.May(Seat.Actor.Role, kind))];

    // What takes the hub away or opens a line into the home is not done by a slip of the hand.
    private bool IsGrave => _kind is HubCommandKind.Reboot or HubCommandKind.DialNumber;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _subscription = Feed.Subscribe(Seat.Actor.TenantId, changed =>
        {
            if (changed == HubId)
            {
                _ = InvokeAsync(ReadAgainAsync);
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shownHub != HubId)
        {
            _shownHub = HubId;
            await ReadAsync();
        }
    }

    private static string StateClass(HubCommandState state) => state switch
    {
        HubCommandState.Done => "is-ok",
        HubCommandState.Refused or HubCommandState.Failed or HubCommandState.Expired => "is-late",
        _ => "",
    };

    private static string StateIcon(HubCommandState state) => state switch
    {
        HubCommandState.Done => "check",
        HubCommandState.Refused or HubCommandState.Failed or HubCommandState.Expired => "warning",
        _ => "clock",
    };

    private async Task ReadAsync()
    {
        _commands = await Commands.ListAsync(
            Seat.Actor, HubId, null, Limits.Console.CommandsShown, _left.Token) ?? [];
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The operator went to another page.
        }
    }

    private void Open(HubCommandKind kind)
    {
        (_kind, _comment, _answer) = (kind, "", "");
        (_seconds, _waits, _isAtNight, _number) = (Limits.Commands.DefaultSeconds, false, false, 1);
        _dialog.Show();
    }

    private async Task<string?> AskAsync()
    {
        string comment = _comment.Trim();
        if (comment.Length is 0 or > Limits.Commands.CommentLength)
        {
            return L[comment.Length == 0 ? "Comment_Missing" : "Comment_Long"];
        }

        if (!HubCommandRules.May(Seat.Actor.Role, _kind))
        {
            return L["Said_NotAllowed"];
        }

        int argument = _kind switch
        {
            HubCommandKind.PlayPhrase => _phrase + (_isAtNight ? CommandArguments.AtNightToo : 0),
            HubCommandKind.DialNumber => _number,
            _ => CommandArguments.DefaultOf(_kind),
        };
        bool waits = _waits && !HubCommandRules.NeedsSomebodyThere(_kind);
        var order = new CommandOrder(_kind, comment, TimeSpan.FromSeconds(_seconds), waits, argument);
        CommandAsk ask = await Commands.AskAsync(Seat.Actor, HubId, order, _left.Token);
        await ReadAsync();
        if (ask.Result != CommandAskResult.Taken)
        {
            return L[$"Said_{ask.Result}"];
        }

        _answer = L["Said_Taken", L[_kind.ToString()]];
        StateHasChanged();
        return null;
    }

    private async Task WithdrawAsync(HubCommandView command)
    {
        WithdrawResult result = await Commands.WithdrawAsync(Seat.Actor, HubId, command.Number, _left.Token);
        _answer = L[$"Withdraw_{result}"];
        await ReadAsync();
    }

    private string StateOf(HubCommandView command)
    {
        string state = L[$"State_{command.State}"];
        if (command.Reason.Length == 0)
        {
            return state;
        }

        // A hub of a later version may have reasons that have no words here yet.
        var known = L["Reason_" + command.Reason.Replace(' ', '_')];
        return $"{state}: {(known.ResourceNotFound ? command.Reason : known.Value)}";
    }

    private string FigureOf(string name, string value)
    {
        bool isNumber = long.TryParse(value, CultureInfo.InvariantCulture, out long number);
        return name switch
        {
            "hubUnixMilliseconds" when isNumber && number > 0 =>
                SwedishTime.DateAndTime(DateTimeOffset.FromUnixTimeMilliseconds(number)),
            "uptimeSeconds" when isNumber =>
                TimeSpan.FromSeconds(number).ToString("d' d 'hh':'mm':'ss", CultureInfo.InvariantCulture),
            "batteryPercent" when number == 255 => "–",
            "lastFault" or "faultBefore" or "earlierFault" when isNumber =>
                number == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{number / 10_000}/{number % 10_000}"),
            _ => value,
        };
    }
}
