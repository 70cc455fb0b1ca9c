// What the page of one assignment does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Respond;

/// <summary>
/// One assignment. What is read again and again is the list without personal data; the home itself is read when the
/// case has changed, for each look at it is logged.
/// </summary>
public sealed partial class AssignmentPage
{
    private DeskCaseDetails? _details;
    private DeskResult? _refusal;
    private Guid _caseId;
    private string _answer = "";
    private bool _isBusy;
    private bool _isWrong;

    /// <summary>The case's id, from the address.</summary>
    [Parameter]
    public Guid? CaseId { get; set; }

    /// <summary>A one-time link's token, from the address.</summary>
    [Parameter]
    public string? Token { get; set; }

    private DeskCase? Assignment => _details?.Case;

    private Home? Home => _details?.Home;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Seat.Page == ReadAgainAsync)
        {
            (Seat.Page, Seat.ReadBy) = (null, null);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Seat.Page = ReadAgainAsync;
        Take(Token is { } token
            ? await Desk.OpenAsync(Seat.Actor, token, CancellationToken.None)
            : await Desk.FindAsync(Seat.Actor, CaseId ?? Guid.Empty, CancellationToken.None));
    }

    private async Task ReadAgainAsync(IReadOnlySet<Guid> changed)
    {
        if (_details is not { } shown)
        {
            return;
        }

        if (shown.EndsAt <= Clock.GetUtcNow())
        {
            // Its time is over: what was shown leaves the phone (HBG-070, HUL-060).
            Take(new DeskAnswer(DeskResult.Expired, null));
        }
        else if (changed.Contains(_caseId))
        {
            Take(await Desk.FindAsync(Seat.Actor, _caseId, CancellationToken.None));
        }
        else
        {
            var cases = await Desk.ListAsync(Seat.Actor, CancellationToken.None);
            Seat.Waiting = cases.Count(one => one.State == DeskState.Open);
            if (cases.FirstOrDefault(one => one.CaseId == _caseId) != shown.Case)
            {
                Take(await Desk.FindAsync(Seat.Actor, _caseId, CancellationToken.None));
            }
        }

        Seat.ReadBy = _details?.EndsAt;
        StateHasChanged();
    }

    private async Task DoAsync(DeskAct act)
    {
        _isBusy = true;
        try
        {
            var answer = await (act switch
            {
                DeskAct.Accept => Desk.AcceptAsync(Seat.Actor, _caseId, CancellationToken.None),
                DeskAct.Decline => Desk.DeclineAsync(Seat.Actor, _caseId, CancellationToken.None),
                DeskAct.CheckIn => Desk.CheckInAsync(Seat.Actor, _caseId, CancellationToken.None),
                DeskAct.CheckOut => Desk.CheckOutAsync(Seat.Actor, _caseId, CancellationToken.None),
                _ => Desk.MarkWrongAlarmAsync(Seat.Actor, _caseId, CancellationToken.None),
            });
            _isWrong |= act == DeskAct.WrongAlarm && answer.Result == DeskResult.Done;
            _answer = answer.Result == DeskResult.Done ? R[$"Done_{act}"] : R[$"Refused_{answer.Result}"];
            if (answer.Details is not null || answer.Result is DeskResult.Expired or DeskResult.NotFound)
            {
                Take(answer);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Take(DeskAnswer answer)
    {
        (_details, _refusal) = (answer.Details, answer.Details is null ? answer.Result : null);
        if (answer.Details is { } details)
        {
            _caseId = details.Case.CaseId;
            Seat.ReadBy = details.EndsAt;
        }
    }

    private string Where() => Home is { Street.Length: > 0 } home
        ? string.Join(", ", new[] { home.Street, home.Town }.Where(part => part.Length > 0))
        : Assignment is { Area.Length: > 0 } desk ? desk.Area : R["NoArea"];
}
