// What a step of a chain does to a case. No clock, no store.
using System;
using Fleet.Server.Dispatch;

namespace Fleet.Server.Alarms;

/// <summary>
/// A deadline has passed: something is done that other people notice, and a new deadline begins, always.
/// </summary>
public static class StepRules
{
    /// <summary>Does the step.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="action">The step of the chain that was due.</param>
    /// <param name="result">Who was told, for steps that tell responders; null for others.</param>
    public static void Pass(CaseEdit edit, EscalationAction action, DispatchResult? result = null)
    {
        AlarmCaseRow row = edit.Row;
        row.Version++;
        LogPassed(edit, action);
        switch (action)
        {
            case EscalationAction.ToSupervisor:
                ResponderRules.Escalate(edit, CaseQueue.Supervisor);
                break;
            case EscalationAction.ToReserve:
                ResponderRules.Escalate(edit, CaseQueue.Reserve);
                break;
            case EscalationAction.Release when row.State is CaseState.Claimed or CaseState.Spoken:
                edit.Log(CaseSteps.Released, $"owner {row.OwnerId}");
                ResponderRules.Raise(row);
                CaseRules.GiveBack(edit);
                break;
            case EscalationAction.RemindOwner:
                row.IsSounding = true;
                edit.Continue();
                break;
            case EscalationAction.Dispatch when result is not null:
                ResponderRules.Raise(row);
                _ = ResponderRules.Dispatched(edit, result, null, null);
                break;
            case EscalationAction.CallResponders when result is not null:
                Tell(edit, CaseSteps.Called, result);
                break;
            case EscalationAction.NextResponders when result is not null:
                ResponderRules.Raise(row);
                ResponderRules.SetGroup(row, result);
                Tell(edit, CaseSteps.NextTold, result);
                break;
            case EscalationAction.RemindResponder when result is not null:
                Tell(edit, CaseSteps.ResponderReminded, result);
                break;
            case EscalationAction.Redispatch when result is not null && row.State == CaseState.Accepted:
                string from = row.ResponderId is { } id ? $"responder {id}" : "responder by name";
                edit.Log(CaseSteps.Redispatched, from, null, null);
                ResponderRules.LoseResponder(edit);
                ResponderRules.NextTold(edit, result);
                break;
            default:
                ResponderRules.Raise(row);
                edit.Continue();
                break;
        }
    }

    /// <summary>True for steps that tell responders.</summary>
    /// <param name="row">The case: who has left the home is not reminded any more.</param>
    /// <param name="action">The step.</param>
    public static bool TellsResponders(AlarmCaseRow row, EscalationAction action)
    {
        return action switch
        {
            EscalationAction.RemindResponder => row.LeftAt is null,
            EscalationAction.Dispatch => row.State < CaseState.Dispatched,
            EscalationAction.Redispatch => row.State == CaseState.Accepted,
            EscalationAction.CallResponders or EscalationAction.NextResponders => row.State == CaseState.Dispatched,
            _ => false,
        };
    }

    private static void Tell(CaseEdit edit, string step, DispatchResult result)
    {
        if (result.IsAnybodyTold)
        {
            edit.Continue();
            edit.Log(step, ResponderRules.Told(result));
            return;
        }

        edit.Log(CaseSteps.NobodyTold, result.Detail);
        ResponderRules.NobodyHears(edit);
    }

    private static void LogPassed(CaseEdit edit, EscalationAction action)
    {
        AlarmCaseRow row = edit.Row;
        (string since, long from) = row.State switch
        {
            CaseState.Raised => ("unclaimed", row.ReceivedAt),
            CaseState.Claimed or CaseState.Spoken => ("claimed", row.ClaimedAt ?? row.PhaseSince),
            CaseState.Dispatched => ("dispatched", row.DispatchedAt ?? row.PhaseSince),
            CaseState.Accepted => ("accepted", row.AcceptedAt ?? row.PhaseSince),
            _ => ("on site", row.OnSiteAt ?? row.PhaseSince),
        };
        string step = action is EscalationAction.RemindOwner or EscalationAction.RemindResponder
            ? CaseSteps.Reminded
            : CaseSteps.Overdue;
        edit.Log(step, CaseRules.Number(since + " for", Math.Max(0, edit.At - from) / 1_000) + " s");
    }
}
