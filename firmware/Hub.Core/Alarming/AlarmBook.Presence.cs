// Check-ins and check-outs in the book of pending alarms, and counts by kind.
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <content>What is raised at the hub's front, and what is told of it there.</content>
public sealed partial class AlarmBook
{
    /// <summary>Priority of a check-in or check-out.</summary>
    public const int PresencePriority = 8;

    private const int KindCount = (int)AlarmKind.Presence + 1;

    private readonly long[] _raised = new long[KindCount];
    private readonly long[] _held = new long[KindCount];

    /// <summary>Presses of the hub's own alarm button that are safe, since the start.</summary>
    public long OwnPressCount { get; private set; }

    /// <summary>Alarms of this kind raised, and presses joined to them, since the start.</summary>
    internal long RaisedCount(AlarmKind kind)
    {
        return _raised[Row(kind)];
    }

    /// <summary>Alarms of this kind that the fleet manager holds, since the start.</summary>
    internal long HeldCount(AlarmKind kind)
    {
        return _held[Row(kind)];
    }

    /// <summary>Raises what a responder did at the hub (HBG-077): evidence, kept and repeated like an alarm.</summary>
    /// <returns>False when there is no place for it.</returns>
    internal bool RaisePresence(int statusCode, long nowMilliseconds)
    {
        PendingAlarm? alarm = _alarms.CountOf(AlarmKind.Presence) < Limits.MaxPendingPresences
            ? TakePlaceAbove(PendingAlarms.PresenceRank)
            : null;
        if (alarm == null)
        {
            return false;
        }

        alarm.Kind = AlarmKind.Presence;
        alarm.DeviceType = DeviceTypes.LocalUnitAndController;
        alarm.StatusCode = statusCode;
        alarm.Priority = PresencePriority;
        Raise(alarm, nowMilliseconds, nowMilliseconds);
        WasJournalled = alarm.IsJournalled;
        return true;
    }

    // A kind that is not known is a person's.
    private static int Row(AlarmKind kind)
    {
        int row = (int)kind;
        return row > 0 && row < KindCount ? row : 0;
    }
}
