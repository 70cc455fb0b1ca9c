// Brings the rules of cases, the store and those who tell responders together, within the caller's transaction.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Audit;
using Fleet.Server.Dispatch;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>
/// Every change of a case goes through here. Responders are told before the case is read for the change, because those
/// who tell them may write into its log themselves.
/// </summary>
internal sealed class CaseCourse
{
    private readonly ChainBook _chains;
    private readonly ITenantLog _log;
    private readonly Func<IDispatching?> _dispatching;
    private readonly IEnumerable<ICaseEnd> _ends;

    /// <param name="chains">The chains.</param>
    /// <param name="log">The municipalities' logs.</param>
    /// <param name="dispatching">
    /// Asked when needed, because those who tell responders move cases too; null tells nobody.
    /// </param>
    /// <param name="ends">Who hears of closed cases.</param>
    public CaseCourse(
        ChainBook chains, ITenantLog log, Func<IDispatching?> dispatching, IEnumerable<ICaseEnd> ends)
    {
        _ends = ends;
        _chains = chains;
        _log = log;
        _dispatching = dispatching;
    }

    /// <summary>Begins a change of a case as read in this transaction.</summary>
    public CaseEdit Edit(StoreSession session, AlarmCaseRow row, long now, bool isNew = false)
    {
        return new CaseEdit(row, _chains.Find(session, row.TenantId, row.Kind), isNew, now);
    }

    /// <summary>Writes a change; under the outbox lock nobody else can have come before.</summary>
    public void Save(StoreSession session, CaseEdit edit, bool announce = true)
    {
        if (edit.Entries.Count > 0 && !CaseStore.Save(session, _log, edit, announce))
        {
            throw new InvalidOperationException("The case changed under the outbox lock.");
        }

        if (edit.Row is { State: CaseState.Closed, ClosedAt: { } closedAt, Outcome: { } outcome } row
            && edit.Entries.Any(static entry => entry.Step == CaseSteps.Closed))
        {
            foreach (ICaseEnd end in _ends)
            {
                end.Closed(
                    session, new EndedCase(row.TenantId, row.CaseId, row.Kind, outcome, closedAt, edit.Now));
            }
        }
    }

    /// <summary>Tells responders of a case and moves it; what came of it is in the case's log either way.</summary>
    public CaseChangeResult Dispatch(
        StoreSession session, ref AlarmCaseRow row, long now, Guid? groupId, Guid? actorId, string? actorName)
    {
        DispatchResult told = Ask(session, Order(row, now) with
        {
            GroupId = groupId,
            ActorId = actorId,
            ActorName = actorName,
        }, static (dispatching, session, order) => dispatching.Begin(session, order));
        CaseEdit edit = EditAgain(session, ref row, now);
        CaseChangeResult result = ResponderRules.Dispatched(edit, told, actorId, actorName);
        if (result == CaseChangeResult.NobodyToTell && actorId is null)
        {
            // No step of the chain was done yet.
            edit.Restart();
        }

        Save(session, edit);
        return result;
    }

    /// <summary>Tells the next responders after a declined case.</summary>
    public void TellNext(StoreSession session, ref AlarmCaseRow row, long now)
    {
        DispatchResult told = Ask(session, Order(row, now), static (dispatching, session, order) =>
            dispatching.Next(session, order));
        CaseEdit edit = EditAgain(session, ref row, now);
        ResponderRules.NextTold(edit, told);
        Save(session, edit);
    }

    /// <summary>Somebody accepted, or the case is closed: whoever else was told hears of it.</summary>
    public void Settle(StoreSession session, AlarmCaseRow row, long now, Guid? acceptedBy)
    {
        if (row.DispatchedAt is not null)
        {
            _dispatching()?.Settle(session, Order(row, now), acceptedBy);
        }
    }

    /// <summary>Does the step of the chain that is due.</summary>
    public void Pass(StoreSession session, AlarmCaseRow row, long now)
    {
        if (row.TestDueAt <= now)
        {
            CaseEdit late = Edit(session, row, now);
            LossRules.PassDue(late);
            Save(session, late);
            return;
        }

        EscalationAction action = _chains.Find(session, row.TenantId, row.Kind).NextStep(row).Action;
        DispatchResult? told = null;
        if (StepRules.TellsResponders(row, action))
        {
            told = Ask(session, Order(row, now), action switch
            {
                EscalationAction.Dispatch => static (dispatching, session, order) => dispatching.Begin(session, order),
                EscalationAction.CallResponders =>
                    static (dispatching, session, order) => dispatching.Call(session, order),
                EscalationAction.RemindResponder =>
                    static (dispatching, session, order) => dispatching.Remind(session, order),
                _ => static (dispatching, session, order) => dispatching.Next(session, order),
            });
            CaseEdit after = EditAgain(session, ref row, now);
            StepRules.Pass(after, action, told);
            Save(session, after);
            return;
        }

        CaseEdit edit = Edit(session, row, now);
        StepRules.Pass(edit, action);
        Save(session, edit);
    }

    private DispatchResult Ask(
        StoreSession session, DispatchOrder order, Func<IDispatching, StoreSession, DispatchOrder, DispatchResult> ask)
    {
        return _dispatching() is { } dispatching
            ? ask(dispatching, session, order)
            : new DispatchResult(null, "", 0, "reason no dispatching");
    }

    private CaseEdit EditAgain(StoreSession session, ref AlarmCaseRow row, long now)
    {
        row = CaseStore.Find(session, row.TenantId, row.CaseId)
            ?? throw new InvalidOperationException("A case is gone.");
        return Edit(session, row, now);
    }

    private static DispatchOrder Order(AlarmCaseRow row, long now)
    {
        return new DispatchOrder(
            row.TenantId,
            row.CaseId,
            row.CaseNumber,
            row.HubRowId,
            row.Kind,
            row.DeviceType,
            row.StatusCode,
            row.Occupants,
            row.Priority,
            now,
            row.GroupId);
    }
}
