// Sends pending alarms until the fleet manager holds them.
using Hub.Core.Linking;
using Hub.Protocols.Messages;

namespace Hub.Core.Alarming;

/// <summary>
/// Picks what is due by value and age and publishes it. An alarm whose last sending the broker has not answered on
/// this session is not sent again on it: the transport repeats that itself, and a session that stays silent is made
/// anew, which sends everything at once.
/// </summary>
public sealed class AlarmSender
{
    private readonly PendingAlarms _alarms;
    private readonly UplinkSession _session;
    private readonly HubClock _clock;
    private readonly AlarmMessage _message = new AlarmMessage();

    internal AlarmSender(PendingAlarms alarms, UplinkSession session, HubClock clock)
    {
        _alarms = alarms;
        _session = session;
        _clock = clock;
    }

    /// <summary>Sendings taken by the uplink, since the start.</summary>
    public long SendingCount { get; private set; }

    /// <summary>Alarms of persons sent for the first time since the start.</summary>
    internal long FirstSendingCount { get; private set; }

    /// <summary>A session has begun: everything is due now, and the schedule starts over.</summary>
    internal void OnSessionReady(long nowMilliseconds)
    {
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            alarm.UnansweredPublishId = 0;
            alarm.RoundAttempts = 0;
            alarm.NextSendAtMilliseconds = alarm.HeldUntilMilliseconds > nowMilliseconds
                ? alarm.HeldUntilMilliseconds
                : nowMilliseconds;
        }
    }

    /// <summary>The broker has answered a sending.</summary>
    /// <param name="place">The place in the table.</param>
    /// <param name="publishId">The uplink's id of the sending.</param>
    internal void OnAnswered(int place, int publishId)
    {
        PendingAlarm alarm = _alarms.At(place);
        if (alarm.UnansweredPublishId == publishId)
        {
            alarm.UnansweredPublishId = 0;
        }
    }

    /// <summary>Sends due alarms, most valuable and oldest first.</summary>
    /// <param name="highestRank">0 for alarms of persons only, the last rank for all.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>True when more is due and the uplink may still take it.</returns>
    internal bool SendDue(int highestRank, long nowMilliseconds)
    {
        if (_alarms.Count == 0 || !_session.IsReady)
        {
            return false;
        }

        for (int i = 0; i < Limits.AlarmsPerStep; i++)
        {
            int place = FindDue(highestRank, nowMilliseconds);
            if (place < 0 || !Send(place, nowMilliseconds))
            {
                return false;
            }
        }

        return FindDue(highestRank, nowMilliseconds) >= 0;
    }

    /// <summary>When the next alarm is due, if the session holds; long.MaxValue when none is pending.</summary>
    internal long NextDueAtMilliseconds()
    {
        long next = long.MaxValue;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (alarm.IsInUse && alarm.UnansweredPublishId == 0 && alarm.NextSendAtMilliseconds < next
                && !_alarms.IsBehindOthers(alarm))
            {
                next = alarm.NextSendAtMilliseconds;
            }
        }

        return next;
    }

    /// <summary>Monotonic time of the first sending of the alarm that has waited longest for its acknowledgement;
    /// long.MaxValue when none waits.</summary>
    internal long OldestUnacknowledgedSinceMilliseconds()
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (alarm.IsInUse && alarm.Attempts > 0 && alarm.FirstSentAtMilliseconds < oldest)
            {
                oldest = alarm.FirstSentAtMilliseconds;
            }
        }

        return oldest;
    }

    private int FindDue(int highestRank, long nowMilliseconds)
    {
        int best = -1;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (!alarm.IsInUse || alarm.UnansweredPublishId != 0 || alarm.NextSendAtMilliseconds > nowMilliseconds)
            {
                continue;
            }

            int rank = PendingAlarms.Rank(alarm.Kind);
            if (rank > highestRank || _alarms.IsBehindOthers(alarm))
            {
                continue;
            }

            if (best < 0 || rank < PendingAlarms.Rank(_alarms.At(best).Kind)
                || (rank == PendingAlarms.Rank(_alarms.At(best).Kind) && alarm.Sequence < _alarms.At(best).Sequence))
            {
                best = i;
            }
        }

        return best;
    }

    private bool Send(int place, long nowMilliseconds)
    {
        PendingAlarm alarm = _alarms.At(place);
        _message.BootCount = alarm.BootCount;
        _message.Sequence = alarm.Sequence;
        _message.RaisedUnixMilliseconds = alarm.RaisedUnixMilliseconds;
        _message.AgeMilliseconds = Age(alarm, nowMilliseconds);
        _message.Kind = alarm.Kind;
        _message.TriggerId = alarm.TriggerId;
        _message.DeviceType = alarm.DeviceType;
        _message.StatusCode = alarm.StatusCode;
        _message.Priority = alarm.Priority;
        _message.Attempt = alarm.Attempts + 1;
        _message.PressCount = alarm.PressCount;
        _message.Location = alarm.LocationCode;
        _message.Occupant = alarm.Occupant;
        _message.RuleId = alarm.RuleId;
        _message.Flags = alarm.Recipients;
        bool isPerson = PendingAlarms.IsPerson(alarm.Kind);
        int id = _session.Publish(MessageKind.Alarm, _message, place, isPerson, nowMilliseconds);
        if (id == 0)
        {
            return false;
        }

        SendingCount++;
        alarm.UnansweredPublishId = id;
        alarm.IsSealed = true;
        alarm.Attempts++;
        alarm.RoundAttempts++;
        alarm.NextSendAtMilliseconds = nowMilliseconds + RetrySchedule.DelayAfter(alarm.RoundAttempts);
        if (alarm.Attempts == 1)
        {
            alarm.FirstSentAtMilliseconds = nowMilliseconds;
            FirstSendingCount += isPerson ? 1 : 0;
        }

        return true;
    }

    private long Age(PendingAlarm alarm, long nowMilliseconds)
    {
        // Of an alarm from before the start, whose time nobody knows, this much is sure.
        long age = _clock.UptimeMilliseconds(nowMilliseconds);
        if (alarm.PressedAtMilliseconds != PendingAlarm.NoTime)
        {
            age = nowMilliseconds - alarm.PressedAtMilliseconds;
        }
        else if (alarm.RaisedUnixMilliseconds > 0 && _clock.IsSet)
        {
            age = _clock.UnixMilliseconds(nowMilliseconds) - alarm.RaisedUnixMilliseconds;
        }

        return age < 0 ? 0 : age;
    }
}
