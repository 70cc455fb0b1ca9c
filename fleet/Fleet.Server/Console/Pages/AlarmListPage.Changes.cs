// How the alarm list claims and closes.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Parts;

namespace Fleet.Server.Console.Pages;

public sealed partial class AlarmListPage
{
    private async Task ClaimAsync(AlarmCaseView view)
    {
        if (!Seat.MayHandleCases)
        {
            _answer = T["Answer_NotAllowed"];
            return;
        }

        var change = await Cases.ClaimAsync(Seat.Actor, view.CaseId, CancellationToken.None);
        Take(change);
        _answer = T.Answer("Answer_Claimed", change, view);
    }

    private async Task AskOutcomeAsync(AlarmCaseView view)
    {
        if (!Seat.MayHandleCases)
        {
            _answer = T["Answer_NotAllowed"];
        }
        else if (view.State == CaseState.Raised)
        {
            _answer = T["Answer_ClaimFirst", view.CaseNumber];
        }
        else if (view.State == CaseState.Closed)
        {
            _answer = T["Answer_AlreadyClosed", view.CaseNumber];
        }
        else if (view.OwnerId != Seat.Actor.UserId)
        {
            _answer = T["Answer_OwnedByAnother", view.CaseNumber, view.OwnerName ?? "?"];
        }
        else
        {
            await _dialog.ShowAsync([view]);
        }
    }

    private Task AskOutcomeAsync(IReadOnlyList<AlarmCaseView> views) => _dialog.ShowAsync(views);

    private async Task ClaimChosenAsync(CaseKind kind)
    {
        var done = 0;
        var chosen = Chosen(kind);
        foreach (var view in chosen)
        {
            var change = await Cases.ClaimAsync(Seat.Actor, view.CaseId, CancellationToken.None);
            Take(change);
            done += change.Result == CaseChangeResult.Done ? 1 : 0;
        }

        _answer = T["Answer_ClaimedMany", done, chosen.Count];
    }

    private async Task CloseAsync(OutcomeGiven given)
    {
        var done = 0;
        foreach (var view in given.Cases)
        {
            if (view.State == CaseState.Raised && given.Cases.Count > 1 && view.Kind != CaseKind.Person)
            {
                Take(await Cases.ClaimAsync(Seat.Actor, view.CaseId, CancellationToken.None));
            }

            var change = await Cases.ChangeAsync(
                Seat.Actor, view.CaseId, new CloseCase(given.Outcome, given.Note, given.Cause), null,
                CancellationToken.None);
            Take(change);
            done += change.Result == CaseChangeResult.Done ? 1 : 0;
            _answer = T.Answer("Answer_Closed", change, view);
        }

        if (given.Cases.Count > 1)
        {
            _answer = T["Answer_ClosedMany", done, given.Cases.Count];
        }

        _chosen.ExceptWith(given.Cases.Select(view => view.CaseId));
    }

    private void Take(CaseChange change)
    {
        if (change.Case is { } view)
        {
            Seat.Put(view);
        }
    }
}
