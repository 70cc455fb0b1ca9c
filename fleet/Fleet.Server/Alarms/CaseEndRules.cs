// How cases end, open again, and go into one another. No clock, no store.
using System;
using System.Globalization;

namespace Fleet.Server.Alarms;

/// <summary>The end of the state machine.</summary>
public static class CaseEndRules
{
    /// <summary>Ends a case, whoever owns it.</summary>
    internal static void End(
        CaseEdit edit, CaseOutcome outcome, CaseCause cause, string note, Guid? actorId, string? actorName)
    {
        AlarmCaseRow row = edit.Row;
        row.State = CaseState.Closed;
        row.PhaseSince = edit.At;
        row.Outcome = outcome;
        row.Cause = cause;
        row.ClosedAt = edit.At;
        row.NextDeadlineAt = null;
        row.TestAskedAt = row.TestDueAt = row.VisitSince = null;
        row.IsSounding = false;
        row.Version++;
        string codes = cause == CaseCause.None
            ? string.Create(CultureInfo.InvariantCulture, $"outcome {(int)outcome}")
            : string.Create(CultureInfo.InvariantCulture, $"outcome {(int)outcome}; cause {(int)cause}");
        edit.Log(CaseSteps.Closed, CaseRules.With(codes, note), actorId, actorName);
    }

    /// <summary>Opens a closed case again; it waits as when it was raised, and its log tells of what was.</summary>
    public static CaseChangeResult Reopen(CaseEdit edit, Guid actorId, string actorName, string reason)
    {
        AlarmCaseRow row = edit.Row;
        if (row.State != CaseState.Closed)
        {
            return CaseChangeResult.NotClosed;
        }

        if (row.ReopenCount >= Limits.Cases.Reopens
            || edit.Now - row.ClosedAt!.Value > Limits.Cases.ReopenDays * 86_400_000L)
        {
            return CaseChangeResult.TooLate;
        }

        row.ReopenCount++;
        row.Outcome = null;
        row.ClosedAt = null;
        row.Cause = CaseCause.None;
        row.MergedInto = null;
        row.OwnerId = null;
        row.OwnerName = null;
        row.ClaimedAt = null;
        row.Speech = SpeechResult.NotTried;
        row.SpokenAt = row.DispatchedAt = row.AcceptedAt = row.OnSiteAt = row.LeftAt = null;
        row.GroupId = row.ResponderId = null;
        row.GroupName = row.ResponderName = null;
        row.ReceiptMethod = ReceiptMethod.None;
        row.Queue = CaseQueue.Operators;
        row.IsDirect = edit.Chain.IsDirect;
        row.IsSounding = true;
        row.Version++;
        edit.Enter(CaseState.Raised);
        string detail = CaseRules.With(CaseRules.Number("count", row.ReopenCount), reason);
        edit.Log(CaseSteps.Reopened, detail, actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>One case goes into another: its presses are added there, and it is closed.</summary>
    public static CaseChangeResult Merge(
        CaseEdit from, CaseEdit into, Guid actorId, string actorName, bool isSupervisor)
    {
        AlarmCaseRow row = from.Row;
        AlarmCaseRow target = into.Row;
        if (row.State == CaseState.Closed)
        {
            return row.MergedInto == target.CaseId ? CaseChangeResult.Done : CaseChangeResult.AlreadyClosed;
        }

        if (row.Kind != target.Kind)
        {
            return CaseChangeResult.KindsDiffer;
        }

        if (target.State == CaseState.Closed)
        {
            return CaseChangeResult.AlreadyClosed;
        }

        CaseChangeResult right = CaseRules.MayChange(row, actorId, isSupervisor);
        if (right is not (CaseChangeResult.Done or CaseChangeResult.NotClaimed))
        {
            return right;
        }

        CaseRules.Add(target, row.PressCount, row.Priority);
        target.Occupants |= row.HubRowId == target.HubRowId ? row.Occupants : 0;
        target.IsSounding |= target.State >= CaseState.Dispatched;
        target.Version++;
        string presses = CaseRules.Number("presses", row.PressCount);
        into.Log(CaseSteps.Absorbed, $"from {row.CaseId}; {presses}", actorId, actorName);
        row.MergedInto = target.CaseId;
        from.Log(CaseSteps.Merged, $"into {target.CaseId}; {presses}", actorId, actorName);
        End(from, CaseOutcome.Merged, CaseCause.None, "", actorId, actorName);
        return CaseChangeResult.Done;
    }
}
