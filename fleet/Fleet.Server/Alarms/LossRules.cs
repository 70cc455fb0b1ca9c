// An unexplained loss: the home is asked for a test alarm, and visited when none comes. No clock, no store.
using System;
using Hub.Protocols.Alarms;

namespace Fleet.Server.Alarms;

/// <summary>
/// A hub that is away, a trigger that is not heard, or a silent test that is missing tells nothing of its cause. First
/// the home is asked for a test alarm; when none has come in time, home care is to visit and make it (HBG-082).
/// </summary>
public static class LossRules
{
    /// <summary>Whether a test alarm would show that what the case is about is over.</summary>
    /// <param name="kind">What the case is about.</param>
    /// <param name="deviceType">SCAIP device type.</param>
    /// <param name="statusCode">SCAIP status code.</param>
    /// <param name="triggerId">The trigger; 0 for the hub.</param>
    public static bool IsLoss(CaseKind kind, int deviceType, int statusCode, long triggerId)
    {
        return kind == CaseKind.Technical && (deviceType, statusCode) switch
        {
            (DeviceTypes.LocalUnitAndController, StatusCodes.Offline) => true,
            (DeviceTypes.CommunicationLinkMonitor, StatusCodes.TimeOut) => true,
            _ => triggerId != 0 && statusCode == StatusCodes.RadioTestTransmissionMissing,
        };
    }

    /// <summary>The owner has asked the home; asking again begins the time anew.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="actorId">The owner.</param>
    /// <param name="actorName">The owner's display name.</param>
    /// <param name="minutes">The time that the home has.</param>
    public static CaseChangeResult Ask(CaseEdit edit, Guid actorId, string actorName, int minutes)
    {
        AlarmCaseRow row = edit.Row;
        CaseChangeResult right = CaseRules.MayChange(row, actorId, isSupervisor: false);
        if (right != CaseChangeResult.Done)
        {
            return right;
        }

        if (!IsLoss(row.Kind, row.DeviceType, row.StatusCode, row.TriggerId))
        {
            return CaseChangeResult.NoLoss;
        }

        if (row.State >= CaseState.Dispatched)
        {
            return CaseChangeResult.AlreadyDispatched;
        }

        row.TestAskedAt = edit.Now;
        row.TestDueAt = edit.Now + (minutes * 60_000L);
        row.VisitSince = null;
        row.IsSounding = false;
        row.Version++;
        edit.Restart();
        edit.Log(CaseSteps.TestAsked, CaseRules.Number("minutes", minutes), actorId, actorName);
        return CaseChangeResult.Done;
    }

    /// <summary>
    /// The one deadline of a case. With its owner it rests until the test is due; without one, the chain goes on.
    /// </summary>
    internal static long DeadlineOf(AlarmCaseRow row, long byChain)
    {
        return row.TestDueAt is not { } due ? byChain
            : row.OwnerId is null || row.IsSounding ? Math.Min(due, byChain)
            : due;
    }

    /// <summary>Whether an alarm is what the home was asked for: of the trigger that was lost, if one was.</summary>
    /// <param name="row">A case that waits for one.</param>
    /// <param name="isTest">True for a test alarm, false for a press.</param>
    /// <param name="triggerId">Where it came from.</param>
    /// <param name="raisedAt">When it was made; what was made before the home was asked proves nothing.</param>
    internal static bool Proves(AlarmCaseRow row, bool isTest, long triggerId, long raisedAt)
    {
        return raisedAt >= row.TestAskedAt && (row.TriggerId == 0 ? isTest : row.TriggerId == triggerId);
    }

    /// <summary>The test came: the condition is cleared as by a heartbeat, and the case waits to be closed.</summary>
    internal static void TakeTest(CaseEdit edit, string detail)
    {
        AlarmCaseRow row = edit.Row;
        bool wasAwaited = row.TestDueAt is not null;
        row.TestAskedAt = row.TestDueAt = row.VisitSince = null;
        row.Version++;
        if (wasAwaited)
        {
            edit.Restart();
        }

        edit.Log(CaseSteps.TestCame, detail);
        _ = CaseRules.SetCondition(edit, isActive: false, "test alarm");
    }

    /// <summary>No test came in time. What has been heard again by itself needs no visit.</summary>
    internal static void PassDue(CaseEdit edit)
    {
        AlarmCaseRow row = edit.Row;
        row.TestDueAt = null;
        row.IsSounding = true;
        row.Version++;
        long waited = Math.Max(0, edit.Now - (row.TestAskedAt ?? edit.Now)) / 60_000;
        if (row.IsConditionActive)
        {
            row.VisitSince = edit.At;
            edit.Log(CaseSteps.VisitNeeded, CaseRules.Number("minutes", waited));
        }
        else
        {
            row.TestAskedAt = null;
            edit.Log(CaseSteps.Reminded, CaseRules.Number("minutes", waited));
        }

        edit.Restart();
    }
}
