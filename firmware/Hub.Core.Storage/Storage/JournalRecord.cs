// The payloads of the journal's records; firmware/README.md has them as tables.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Storage;

/// <summary>Writes and reads what is the journal's own in its records; <see cref="LogRecord"/> has the rest.</summary>
internal static class JournalRecord
{
    /// <summary>Size of a record, and of a slot.</summary>
    internal const int Bytes = 48;

    /// <summary>"JRNL", in the header of each sector.</summary>
    internal const uint Magic = 0x4C4E524A;

    private const int PayloadOffset = LogRecord.PayloadOffset;

    // Locations end at 999: the bits above, which records from before occupants were told apart hold as 0, are free.
    private const int LocationMask = 0x0FFF;
    private const int OccupantShift = 12;

    // A time ends below 2^45 and a priority at 9, so what records from before rules hold as 0 is free in either.
    private const int RaisedBytes = 6;
    private const int PriorityMask = 0x0F;
    private const int RecipientsShift = 4;

    // Codes of checks end far below 4,095: the bits above are free in the same way.
    private const int CheckCodeMask = 0x0FFF;
    private const int CheckedInFlag = 0x1000;
    private const int AlarmSinceVisitFlag = 0x2000;

    /// <summary>The sequence that PressJoined and AlarmClosed name.</summary>
    internal static ulong Sequence(byte[] slot)
    {
        return LittleEndian.Get(slot, PayloadOffset, 8);
    }

    internal static void PutState(byte[] slot, HubState state)
    {
        LittleEndian.Put(slot, PayloadOffset, (ulong)state.BootCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 4, state.SequenceCeiling, 8);
        LittleEndian.Put(slot, PayloadOffset + 12, (ulong)state.LastSilentTestUnixMilliseconds, 8);
        LittleEndian.Put(slot, PayloadOffset + 20, state.LastCommandSequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 28, (ulong)state.DroppedAlarmCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 32, (ulong)state.DamagedRecordCount, 4);
        int flags = (state.IsCheckedIn ? CheckedInFlag : 0) | (state.HasAlarmSinceVisit ? AlarmSinceVisitFlag : 0);
        LittleEndian.Put(slot, PayloadOffset + 36, (ulong)((state.FailedCheckCode & CheckCodeMask) | flags), 2);
    }

    internal static void GetState(byte[] slot, HubState state)
    {
        state.BootCount = (long)LittleEndian.Get(slot, PayloadOffset, 4);
        state.SequenceCeiling = LittleEndian.Get(slot, PayloadOffset + 4, 8);
        state.LastSilentTestUnixMilliseconds = (long)LittleEndian.Get(slot, PayloadOffset + 12, 8);
        state.LastCommandSequence = LittleEndian.Get(slot, PayloadOffset + 20, 8);
        state.DroppedAlarmCount = (long)LittleEndian.Get(slot, PayloadOffset + 28, 4);
        state.DamagedRecordCount = (long)LittleEndian.Get(slot, PayloadOffset + 32, 4);
        int flags = (int)LittleEndian.Get(slot, PayloadOffset + 36, 2);
        state.FailedCheckCode = flags & CheckCodeMask;
        state.IsCheckedIn = (flags & CheckedInFlag) != 0;
        state.HasAlarmSinceVisit = (flags & AlarmSinceVisitFlag) != 0;
    }

    internal static void PutRaised(byte[] slot, PendingAlarm alarm)
    {
        LittleEndian.Put(slot, PayloadOffset, alarm.Sequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 8, (ulong)alarm.BootCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 12, (ulong)alarm.RaisedUnixMilliseconds, RaisedBytes);
        LittleEndian.Put(slot, PayloadOffset + 18, (ulong)alarm.RuleId, 2);
        LittleEndian.Put(slot, PayloadOffset + 20, alarm.TriggerId, 4);
        LittleEndian.Put(slot, PayloadOffset + 24, alarm.PressToken, 4);
        LittleEndian.Put(slot, PayloadOffset + 28, (ulong)alarm.DeviceType, 2);
        LittleEndian.Put(slot, PayloadOffset + 30, (ulong)alarm.StatusCode, 2);
        int place = alarm.LocationCode | (alarm.Occupant << OccupantShift);
        LittleEndian.Put(slot, PayloadOffset + 32, (ulong)place, 2);
        LittleEndian.Put(slot, PayloadOffset + 34, (ulong)alarm.PressCount, 2);
        LittleEndian.Put(slot, PayloadOffset + 36, (ulong)(int)alarm.Kind, 1);
        int priority = alarm.Priority | (alarm.Recipients << RecipientsShift);
        LittleEndian.Put(slot, PayloadOffset + 37, (ulong)priority, 1);
    }

    internal static void GetRaised(byte[] slot, PendingAlarm alarm)
    {
        alarm.Sequence = LittleEndian.Get(slot, PayloadOffset, 8);
        alarm.BootCount = (long)LittleEndian.Get(slot, PayloadOffset + 8, 4);
        alarm.RaisedUnixMilliseconds = (long)LittleEndian.Get(slot, PayloadOffset + 12, RaisedBytes);
        alarm.RuleId = (int)LittleEndian.Get(slot, PayloadOffset + 18, 2);
        alarm.TriggerId = (uint)LittleEndian.Get(slot, PayloadOffset + 20, 4);
        alarm.PressToken = (uint)LittleEndian.Get(slot, PayloadOffset + 24, 4);
        alarm.DeviceType = (int)LittleEndian.Get(slot, PayloadOffset + 28, 2);
        alarm.StatusCode = (int)LittleEndian.Get(slot, PayloadOffset + 30, 2);
        int place = (int)LittleEndian.Get(slot, PayloadOffset + 32, 2);
        alarm.LocationCode = place & LocationMask;
        alarm.Occupant = place >> OccupantShift;
        alarm.PressCount = (int)LittleEndian.Get(slot, PayloadOffset + 34, 2);
        alarm.Kind = (AlarmKind)(int)LittleEndian.Get(slot, PayloadOffset + 36, 1);
        int priority = (int)LittleEndian.Get(slot, PayloadOffset + 37, 1);
        alarm.Priority = priority & PriorityMask;
        alarm.Recipients = priority >> RecipientsShift;
    }

    internal static void PutJoined(byte[] slot, PendingAlarm alarm)
    {
        LittleEndian.Put(slot, PayloadOffset, alarm.Sequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 8, (ulong)alarm.PressCount, 2);
        LittleEndian.Put(slot, PayloadOffset + 10, alarm.PressToken, 4);
    }

    internal static void GetJoined(byte[] slot, PendingAlarm alarm)
    {
        alarm.PressCount = (int)LittleEndian.Get(slot, PayloadOffset + 8, 2);
        alarm.PressToken = (uint)LittleEndian.Get(slot, PayloadOffset + 10, 4);
    }

    internal static void PutClosed(byte[] slot, ulong sequence, int reason)
    {
        LittleEndian.Put(slot, PayloadOffset, sequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 8, (ulong)reason, 1);
    }

    internal static int GetClosedReason(byte[] slot)
    {
        return slot[PayloadOffset + 8];
    }
}
