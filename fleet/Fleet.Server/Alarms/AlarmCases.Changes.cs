// Carries out what a person decided, within one transaction.
using System;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <content>One method per group of actions.</content>
internal sealed partial class AlarmCases
{
    private CaseChangeResult Change(StoreSession session, Actor actor, AlarmCaseRow row, CaseAction action)
    {
        switch (action)
        {
            case DispatchCase dispatch:
                return Dispatch(session, actor, row, dispatch.GroupId);
            case MergeCase merge:
                return Merge(session, actor, row, merge.IntoCaseId!.Value);
            case LinkCase link:
                return Link(session, actor, row, link.OtherCaseId!.Value, isLinked: true);
            case UnlinkCase unlink:
                return Link(session, actor, row, unlink.OtherCaseId!.Value, isLinked: false);
            case ReopenCase reopen:
                return Reopen(session, actor, row, reopen.Reason!.Trim());
            case AcceptByPhone or DeclineByPhone:
                return Answer(session, actor, row, action);
            default:
                CaseEdit edit = _course.Edit(session, row, Now());
                CaseChangeResult result = Decide(session, edit, actor, action);
                if (result == CaseChangeResult.Done)
                {
                    _course.Save(session, edit);
                    SettleIfClosed(session, edit);
                }

                return result;
        }
    }

    private CaseChangeResult Decide(StoreSession session, CaseEdit edit, Actor actor, CaseAction action)
    {
        Guid id = actor.UserId;
        string name = actor.DisplayName;
        switch (action)
        {
            case ClaimCase:
                return CaseRules.Claim(edit, id, name);
            case ReleaseCase release:
                return CaseRules.Release(edit, id, name, actor.IsSupervisor, Text(release.Note));
            case HandOverCase { Queue: { } queue } handOver:
                return CaseRules.HandOver(edit, id, name, actor.IsSupervisor, queue, Text(handOver.Note));
            case HandOverCase handOver:
                return _colleagues.Find(session, actor.TenantId, handOver.PersonId!.Value) is { } colleague
                    ? CaseRules.HandOver(
                        edit, id, name, actor.IsSupervisor, colleague.UserId, colleague.DisplayName,
                        Text(handOver.Note))
                    : CaseChangeResult.OtherNotFound;
            case NoteSpeech speech:
                return CaseRules.NoteSpeech(edit, speech.Result!.Value, id, name);
            case AskForTest ask:
                return LossRules.Ask(edit, id, name, ask.Minutes ?? Limits.Cases.TestMinutes);
            case CheckInResponder checkIn:
                return ResponderRules.CheckIn(
                    edit, Named(checkIn.Name), checkIn.Method ?? ReceiptMethod.Operator, At(checkIn.At), id, name);
            case CheckOutResponder checkOut:
                return ResponderRules.CheckOut(
                    edit, null, checkOut.Method ?? ReceiptMethod.Operator, At(checkOut.At), id, name);
            case CloseCase when !_closeRules.All(
                rule => rule.MayClose(session, actor.TenantId, edit.Row.CaseId)):
                return CaseChangeResult.NotTested;
            case CloseCase close:
                return CaseRules.Close(edit, id, name, close.Outcome!.Value, close.Cause, Text(close.Note));
            case RemarkCase remark:
                CaseRules.Note(edit, CaseSteps.Remarked, remark.Text!.Trim(), id, name);
                return CaseChangeResult.Done;
            case CallEmergencyServices call:
                CaseRules.Note(edit, CaseSteps.EmergencyCalled, Text(call.Note), id, name);
                return CaseChangeResult.Done;
            case SetOccupants set:
                return SetOccupants(edit, actor, set);
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action.GetType().Name, "No such action.");
        }
    }

    private static CaseChangeResult SetOccupants(CaseEdit edit, Actor actor, SetOccupants set)
    {
        int bits = set.Occupants!.Aggregate(0, static (all, one) => all | (1 << one));
        if (edit.Row.Occupants != bits)
        {
            edit.Row.Occupants = bits;
            string who = set.Occupants!.Count == 0 ? "none" : string.Join(", ", set.Occupants.Order());
            CaseRules.Note(edit, CaseSteps.OccupantsSet, "occupants " + who, actor.UserId, actor.DisplayName);
        }

        return CaseChangeResult.Done;
    }

    private CaseChangeResult Dispatch(StoreSession session, Actor actor, AlarmCaseRow row, Guid? groupId)
    {
        CaseChangeResult may = ResponderRules.MayDispatch(row, actor.UserId);
        return may == CaseChangeResult.Done
            ? _course.Dispatch(session, ref row, Now(), groupId, actor.UserId, actor.DisplayName)
            : may;
    }

    private CaseChangeResult Answer(StoreSession session, Actor actor, AlarmCaseRow row, CaseAction action)
    {
        return action is AcceptByPhone accept
            ? _progress.Accept(
                session,
                row.TenantId,
                row.CaseId,
                Named(accept.Name)! with { GroupId = accept.GroupId },
                "operator",
                Now(),
                actor.UserId)
            : _progress.Decline(
                session, row.TenantId, row.CaseId, Named(((DeclineByPhone)action).Name)!, "operator", Now());
    }

    private CaseChangeResult Reopen(StoreSession session, Actor actor, AlarmCaseRow row, string reason)
    {
        CaseEdit edit = _course.Edit(session, row, Now());
        CaseChangeResult result = CaseEndRules.Reopen(edit, actor.UserId, actor.DisplayName, reason);
        if (result != CaseChangeResult.Done)
        {
            return result;
        }

        AlarmCaseRow? open = row.Kind == CaseKind.Technical
            ? CaseStore.FindOpenFault(session, row.HubRowId, row.TriggerId, row.DeviceType, row.StatusCode)
            : row.HubRowId == 0 ? null : CaseStore.FindOpen(session, row.HubRowId, row.Kind);
        if (open is not null)
        {
            return CaseChangeResult.AnotherIsOpen;
        }

        _course.Save(session, edit);
        if (row.IsDirect)
        {
            _ = _course.Dispatch(session, ref row, edit.Now, null, null, null);
        }

        return result;
    }

    private CaseChangeResult Merge(StoreSession session, Actor actor, AlarmCaseRow row, Guid intoId)
    {
        if (intoId == row.CaseId || CaseStore.Find(session, actor.TenantId, intoId) is not { } target)
        {
            return CaseChangeResult.OtherNotFound;
        }

        CaseEdit from = _course.Edit(session, row, Now());
        CaseEdit into = _course.Edit(session, target, from.Now);
        CaseChangeResult result = CaseEndRules.Merge(
            from, into, actor.UserId, actor.DisplayName, actor.IsSupervisor);
        if (result == CaseChangeResult.Done && from.Entries.Count > 0)
        {
            _course.Save(session, into);
            _course.Save(session, from);
            CaseLinks.Add(session, row.TenantId, row.CaseId, intoId, from.Now);
            SettleIfClosed(session, from);
        }

        return result;
    }

    private CaseChangeResult Link(StoreSession session, Actor actor, AlarmCaseRow row, Guid otherId, bool isLinked)
    {
        if (otherId == row.CaseId || CaseStore.Find(session, actor.TenantId, otherId) is not { } other)
        {
            return CaseChangeResult.OtherNotFound;
        }

        if (isLinked && Math.Max(CaseLinks.Count(session, row.CaseId), CaseLinks.Count(session, otherId))
            >= Limits.Cases.Links)
        {
            return CaseChangeResult.Full;
        }

        bool hasChanged = isLinked
            ? CaseLinks.Add(session, row.TenantId, row.CaseId, otherId, Now())
            : CaseLinks.Remove(session, row.CaseId, otherId);
        if (hasChanged)
        {
            string step = isLinked ? CaseSteps.Linked : CaseSteps.Unlinked;
            foreach ((AlarmCaseRow one, Guid with) in new[] { (row, otherId), (other, row.CaseId) })
            {
                CaseEdit edit = _course.Edit(session, one, Now());
                CaseRules.Note(edit, step, $"with {with}", actor.UserId, actor.DisplayName);
                _course.Save(session, edit);
            }
        }

        return CaseChangeResult.Done;
    }

    private void SettleIfClosed(StoreSession session, CaseEdit edit)
    {
        if (edit.Row.State == CaseState.Closed && edit.Entries.Count > 0
            && edit.Entries[^1].Step == CaseSteps.Closed)
        {
            _course.Settle(session, edit.Row, edit.Now, acceptedBy: null);
        }
    }

    private long Now()
    {
        return _time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    private long At(DateTimeOffset? at)
    {
        return at?.ToUnixTimeMilliseconds() ?? Now();
    }

    private static string Text(string? text)
    {
        return (text ?? "").Trim();
    }

    /// <summary>A responder of whom the operator knows the name only.</summary>
    private static ResponderOnCase? Named(string? name)
    {
        return name is null ? null : new ResponderOnCase(Guid.Empty, name.Trim(), null);
    }
}
