// What can be done with a case on its page.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Cases;
using Fleet.Server.Console.Parts;

namespace Fleet.Server.Console.Pages;

public sealed partial class CasePage
{
    private async Task ActAsync(CaseAct act)
    {
        if (!Seat.MayHandleCases)
        {
            _answer = T["Answer_NotAllowed"];
            return;
        }

        switch (act)
        {
            case CaseAct.Claim:
                _answer = await DoAsync(act, new ClaimCase()) ?? _answer;
                break;
            case CaseAct.Spoken:
                _answer = await DoAsync(act, new NoteSpeech(SpeechResult.Spoken)) ?? _answer;
                break;
            case CaseAct.Silent:
                _answer = await DoAsync(act, new NoteSpeech(SpeechResult.Silent)) ?? _answer;
                break;
            case CaseAct.Close:
                await AskOutcomeAsync();
                break;
            default:
                await (_dialogs?.AskAsync(act) ?? Task.CompletedTask);
                break;
        }
    }

    private async Task AskOutcomeAsync()
    {
        if (_view is not { } view)
        {
            return;
        }

        if (view.State == CaseState.Closed)
        {
            _answer = T["Answer_AlreadyClosed", view.CaseNumber];
        }
        else if (IsMine)
        {
            await _dialog.ShowAsync([view]);
        }
        else if (view.OwnerId is null)
        {
            _answer = T["Answer_ClaimFirst", view.CaseNumber];
        }
        else
        {
            _answer = T["Answer_OwnedByAnother", view.CaseNumber, view.OwnerName ?? "?"];
        }
    }

    private async Task CloseAsync(OutcomeGiven given) =>
        _answer = await DoAsync(CaseAct.Close, new CloseCase(given.Outcome, given.Note, given.Cause)) ?? _answer;

    private async Task UnlinkAsync(AlarmCaseView other) =>
        _answer = await DoAsync(CaseAct.Link, new UnlinkCase(other.CaseId)) ?? _answer;

    /// <summary>Makes the change; answers null when it is made, or why not.</summary>
    private async Task<string?> DoAsync(CaseAct act, CaseAction action)
    {
        var asked = _view!;
        var change = await Cases.ChangeAsync(Seat.Actor, CaseId, action, null, CancellationToken.None);
        if (change.Case is { } view)
        {
            Seat.Put(view);
        }

        await ReadAsync();
        var answer = T.Answer(Done(act), change, asked);
        if (change.Result != CaseChangeResult.Done)
        {
            return answer;
        }

        _answer = answer;
        StateHasChanged();
        return null;
    }

    private static string Done(CaseAct act) => act switch
    {
        CaseAct.Claim => "Answer_Claimed",
        CaseAct.Close => "Answer_Closed",
        CaseAct.Release => "Answer_Released",
        CaseAct.Handover => "Answer_HandedOver",
        CaseAct.AskTest => "Answer_TestAsked",
        CaseAct.Dispatch => "Answer_Dispatched",
        CaseAct.Reopen => "Answer_Reopened",
        CaseAct.Merge => "Answer_Merged",
        _ => "Answer_Done",
    };
}
