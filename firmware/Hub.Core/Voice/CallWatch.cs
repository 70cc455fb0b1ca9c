// Finds out which alarms want a call, and when.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Voice;

/// <summary>
/// A person's alarm and a manual test (HBG-040: an ordinary alarm with all its functions) want a call; technical
/// alarms, silent tests (HBG-039) and presses of a walk test never do. The call is made when the fleet manager holds
/// the alarm, so that whoever answers sees it, and after 30 s in any case: a call may be the only way left.
/// </summary>
internal sealed class CallWatch
{
    private readonly PendingAlarms _alarms;
    private ulong _newest;
    private ulong _waitingFor;
    private long _raisedAtMilliseconds = long.MinValue;

    internal CallWatch(PendingAlarms alarms)
    {
        _alarms = alarms;
    }

    /// <summary>Monotonic time of the newest alarm that wants a call; long.MinValue when there has been none.</summary>
    internal long RaisedAtMilliseconds
    {
        get { return _raisedAtMilliseconds; }
    }

    /// <summary>When an alarm that waits to be held is called about all the same; long.MaxValue when none does.
    /// </summary>
    internal long NextDueAtMilliseconds
    {
        get { return _waitingFor == 0 ? long.MaxValue : _raisedAtMilliseconds + Limits.CallUnheldMilliseconds; }
    }

    /// <summary>Looks for new alarms.</summary>
    internal void Look(long nowMilliseconds)
    {
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (alarm.IsInUse && alarm.Sequence > _newest && IsCalledAbout(alarm)
                && alarm.HeldUntilMilliseconds <= nowMilliseconds)
            {
                _newest = alarm.Sequence;
                _waitingFor = alarm.Sequence;
                _raisedAtMilliseconds = nowMilliseconds;
            }
        }
    }

    /// <summary>Whether a call is to be made now; once for each alarm.</summary>
    internal bool TakeWanted(long nowMilliseconds)
    {
        bool isWanted = _waitingFor != 0
            && (_alarms.Find(_waitingFor) == null
                || nowMilliseconds - _raisedAtMilliseconds >= Limits.CallUnheldMilliseconds);
        _waitingFor = isWanted ? 0 : _waitingFor;
        return isWanted;
    }

    private static bool IsCalledAbout(PendingAlarm alarm)
    {
        return PendingAlarms.IsPerson(alarm.Kind) || (alarm.Kind == AlarmKind.Test && alarm.TriggerId == 0);
    }
}
