// The bytes of one journal record; firmware/README.md has them as tables.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Storage;

/// <summary>Writes and reads records of a fixed size, so that a damaged one never hides the next.</summary>
internal static class JournalRecord
{
    /// <summary>Size of a record, and of a slot.</summary>
    internal const int Bytes = 48;

    private const int FlagsOffset = 1;
    private const int GenerationOffset = 2;
    private const int PayloadOffset = 6;
    private const int CrcOffset = 44;
    private const int FormatVersion = 0x10;
    private const int SnapshotFlag = 0x01;

    private const uint Magic = 0x4C4E524A;

    /// <summary>Clears the buffer and sets kind, generation and flags; the caller then puts the payload and seals.
    /// </summary>
    internal static void Begin(byte[] slot, int kind, uint generation, bool isSnapshot)
    {
        for (int i = 0; i < Bytes; i++)
        {
            slot[i] = 0;
        }

        slot[0] = (byte)kind;
        slot[FlagsOffset] = (byte)(FormatVersion | (isSnapshot ? SnapshotFlag : 0));
        LittleEndian.Put(slot, GenerationOffset, generation, 4);
    }

    internal static void Seal(byte[] slot)
    {
        LittleEndian.Put(slot, CrcOffset, Crc32.Compute(slot, 0, CrcOffset), 4);
    }

    internal static int Kind(byte[] slot)
    {
        return slot[0];
    }

    internal static bool IsSnapshot(byte[] slot)
    {
        return (slot[FlagsOffset] & SnapshotFlag) != 0;
    }

    internal static uint Generation(byte[] slot)
    {
        return (uint)LittleEndian.Get(slot, GenerationOffset, 4);
    }

    /// <summary>The sequence that PressJoined and AlarmClosed name.</summary>
    internal static ulong Sequence(byte[] slot)
    {
        return LittleEndian.Get(slot, PayloadOffset, 8);
    }

    internal static void PutHeader(byte[] slot, int sector)
    {
        LittleEndian.Put(slot, PayloadOffset, Magic, 4);
        LittleEndian.Put(slot, PayloadOffset + 4, (ulong)sector, 2);
    }

    internal static void PutState(byte[] slot, HubState state)
    {
        LittleEndian.Put(slot, PayloadOffset, (ulong)state.BootCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 4, state.SequenceCeiling, 8);
        LittleEndian.Put(slot, PayloadOffset + 12, (ulong)state.LastSilentTestUnixMilliseconds, 8);
        LittleEndian.Put(slot, PayloadOffset + 20, state.LastCommandSequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 28, (ulong)state.DroppedAlarmCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 32, (ulong)state.DamagedRecordCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 36, (ulong)state.FailedCheckCode, 2);
    }

    internal static void GetState(byte[] slot, HubState state)
    {
        state.BootCount = (long)LittleEndian.Get(slot, PayloadOffset, 4);
        state.SequenceCeiling = LittleEndian.Get(slot, PayloadOffset + 4, 8);
        state.LastSilentTestUnixMilliseconds = (long)LittleEndian.Get(slot, PayloadOffset + 12, 8);
        state.LastCommandSequence = LittleEndian.Get(slot, PayloadOffset + 20, 8);
        state.DroppedAlarmCount = (long)LittleEndian.Get(slot, PayloadOffset + 28, 4);
        state.DamagedRecordCount = (long)LittleEndian.Get(slot, PayloadOffset + 32, 4);
        state.FailedCheckCode = (int)LittleEndian.Get(slot, PayloadOffset + 36, 2);
    }

    internal static void PutRaised(byte[] slot, PendingAlarm alarm)
    {
        LittleEndian.Put(slot, PayloadOffset, alarm.Sequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 8, (ulong)alarm.BootCount, 4);
        LittleEndian.Put(slot, PayloadOffset + 12, (ulong)alarm.RaisedUnixMilliseconds, 8);
        LittleEndian.Put(slot, PayloadOffset + 20, alarm.TriggerId, 4);
        LittleEndian.Put(slot, PayloadOffset + 24, alarm.PressToken, 4);
        LittleEndian.Put(slot, PayloadOffset + 28, (ulong)alarm.DeviceType, 2);
        LittleEndian.Put(slot, PayloadOffset + 30, (ulong)alarm.StatusCode, 2);
        LittleEndian.Put(slot, PayloadOffset + 32, (ulong)alarm.LocationCode, 2);
        LittleEndian.Put(slot, PayloadOffset + 34, (ulong)alarm.PressCount, 2);
        LittleEndian.Put(slot, PayloadOffset + 36, (ulong)(int)alarm.Kind, 1);
        LittleEndian.Put(slot, PayloadOffset + 37, (ulong)alarm.Priority, 1);
    }

    internal static void GetRaised(byte[] slot, PendingAlarm alarm)
    {
        alarm.Sequence = LittleEndian.Get(slot, PayloadOffset, 8);
        alarm.BootCount = (long)LittleEndian.Get(slot, PayloadOffset + 8, 4);
        alarm.RaisedUnixMilliseconds = (long)LittleEndian.Get(slot, PayloadOffset + 12, 8);
        alarm.TriggerId = (uint)LittleEndian.Get(slot, PayloadOffset + 20, 4);
        alarm.PressToken = (uint)LittleEndian.Get(slot, PayloadOffset + 24, 4);
        alarm.DeviceType = (int)LittleEndian.Get(slot, PayloadOffset + 28, 2);
        alarm.StatusCode = (int)LittleEndian.Get(slot, PayloadOffset + 30, 2);
        alarm.LocationCode = (int)LittleEndian.Get(slot, PayloadOffset + 32, 2);
        alarm.PressCount = (int)LittleEndian.Get(slot, PayloadOffset + 34, 2);
        alarm.Kind = (AlarmKind)(int)LittleEndian.Get(slot, PayloadOffset + 36, 1);
        alarm.Priority = (int)LittleEndian.Get(slot, PayloadOffset + 37, 1);
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

    /// <summary>Says what a slot holds, without correcting anything.</summary>
    internal static SlotCondition Examine(byte[] slot)
    {
        bool isBlank = true;
        for (int i = 0; i < Bytes && isBlank; i++)
        {
            isBlank = slot[i] == 0xFF;
        }

        if (isBlank)
        {
            return SlotCondition.Blank;
        }

        uint stored = (uint)LittleEndian.Get(slot, CrcOffset, 4);
        bool isValid = Crc32.Compute(slot, 0, CrcOffset) == stored && IsKnown(slot);
        return isValid ? SlotCondition.Valid : SlotCondition.Damaged;
    }

    /// <summary>
    /// Puts a single wrong bit right. Only a record of the expected generation is accepted, so that random bytes pass
    /// with a chance below one in 2^55.
    /// </summary>
    /// <returns>True when the buffer now holds a valid record.</returns>
    internal static bool TryCorrect(byte[] slot, uint expectedGeneration)
    {
        uint stored = (uint)LittleEndian.Get(slot, CrcOffset, 4);
        uint syndrome = Crc32.Compute(slot, 0, CrcOffset) ^ stored;
        if (syndrome == 0)
        {
            return false;
        }

        if ((syndrome & (syndrome - 1)) == 0)
        {
            // The wrong bit lies in the checksum itself.
            LittleEndian.Put(slot, CrcOffset, stored ^ syndrome, 4);
        }
        else
        {
            int bit = Crc32.FindFlippedBit(syndrome, CrcOffset);
            if (bit < 0)
            {
                return false;
            }

            slot[bit >> 3] ^= (byte)(1 << (bit & 7));
        }

        return Generation(slot) == expectedGeneration && IsKnown(slot);
    }

    private static bool IsKnown(byte[] slot)
    {
        int kind = slot[0];
        return kind >= RecordKind.SectorHeader && kind <= RecordKind.Highest
            && (slot[FlagsOffset] & ~SnapshotFlag) == FormatVersion;
    }
}
