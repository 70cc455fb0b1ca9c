// The counters of the hub that survive a power cut.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Storage;

/// <summary>What the journal keeps beside alarms. Changed in memory first, then written as one record.</summary>
public sealed class HubState
{
    /// <summary>How many times the hub has started; 0 as long as the journal could not be read.</summary>
    public long BootCount { get; internal set; }

    /// <summary>Sequence numbers below this may have been used; a start continues from here.</summary>
    public ulong SequenceCeiling { get; internal set; }

    /// <summary>When the last silent test alarm was raised, Unix milliseconds; 0 when not known.</summary>
    public long LastSilentTestUnixMilliseconds { get; internal set; }

    /// <summary>Sequence of the last command that had a lasting effect, so that it is not done twice after a restart.
    /// </summary>
    public ulong LastCommandSequence { get; internal set; }

    /// <summary>Alarms given up to make room for more important ones.</summary>
    public long DroppedAlarmCount { get; internal set; }

    /// <summary>Journal records found damaged beyond repair and not explained by a power cut.</summary>
    public long DamagedRecordCount { get; internal set; }

    /// <summary>Code of the check whose failure caused the last restart; 0 when none did.</summary>
    public int FailedCheckCode { get; internal set; }

    /// <summary>Whether a responder is checked in (HBG-051).</summary>
    public bool IsCheckedIn { get; internal set; }

    /// <summary>Whether an alarm of a person has been raised since the last check-out.</summary>
    public bool HasAlarmSinceVisit { get; internal set; }

    /// <summary>Follows an alarm that is raised now, or that the journal brings back in its turn. So the record of the
    /// alarm is the record of what it changes: a cut leaves both or neither.</summary>
    internal void OnRaised(AlarmKind kind, int statusCode)
    {
        if (kind == AlarmKind.Presence)
        {
            IsCheckedIn = statusCode != StatusCodes.InterventionComplete;
            HasAlarmSinceVisit = HasAlarmSinceVisit && IsCheckedIn;
        }
        else if (PendingAlarms.IsPerson(kind))
        {
            HasAlarmSinceVisit = true;
        }
    }

    internal void Clear()
    {
        BootCount = 0;
        SequenceCeiling = 0;
        LastSilentTestUnixMilliseconds = 0;
        LastCommandSequence = 0;
        DroppedAlarmCount = 0;
        DamagedRecordCount = 0;
        FailedCheckCode = 0;
        IsCheckedIn = false;
        HasAlarmSinceVisit = false;
    }
}
