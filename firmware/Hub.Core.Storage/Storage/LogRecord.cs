// The frame around every record of a log in flash: kind, version, generation, checksum.
using Hub.Protocols.Security;

namespace Hub.Core.Storage;

/// <summary>
/// Writes and reads what all records have in common. A record's size is that of its buffer, one for all records of a
/// log, so that a damaged one never hides the next; <c>firmware/README.md</c> has the layout.
/// </summary>
public static class LogRecord
{
    /// <summary>Kind of the first record of a sector.</summary>
    public const int SectorHeader = 1;

    /// <summary>Kind of the record that says that the copy of all live state into this sector is whole.</summary>
    public const int SnapshotEnd = 6;

    /// <summary>Where the payload begins.</summary>
    public const int PayloadOffset = 6;

    /// <summary>Bytes of the checksum that a record ends with.</summary>
    public const int CrcBytes = 4;

    private const int FlagsOffset = 1;
    private const int GenerationOffset = 2;
    private const int FormatVersion = 0x10;
    private const int SnapshotFlag = 0x01;

    /// <summary>Clears the buffer and sets kind, generation and flags; the caller then puts the payload and seals.
    /// </summary>
    public static void Begin(byte[] record, int kind, uint generation, bool isSnapshot)
    {
        for (int i = 0; i < record.Length; i++)
        {
            record[i] = 0;
        }

        record[0] = (byte)kind;
        record[FlagsOffset] = (byte)(FormatVersion | (isSnapshot ? SnapshotFlag : 0));
        LittleEndian.Put(record, GenerationOffset, generation, 4);
    }

    /// <summary>Puts what a sector begins with into the record that heads it.</summary>
    public static void PutHeader(byte[] record, uint magic, int sector)
    {
        LittleEndian.Put(record, PayloadOffset, magic, 4);
        LittleEndian.Put(record, PayloadOffset + 4, (ulong)sector, 2);
    }

    /// <summary>Writes the checksum.</summary>
    public static void Seal(byte[] record)
    {
        int end = record.Length - CrcBytes;
        LittleEndian.Put(record, end, Crc32.Compute(record, 0, end), CrcBytes);
    }

    /// <summary>What kind of record it is.</summary>
    public static int Kind(byte[] record)
    {
        return record[0];
    }

    /// <summary>Whether it was written when the sector began.</summary>
    public static bool IsSnapshot(byte[] record)
    {
        return (record[FlagsOffset] & SnapshotFlag) != 0;
    }

    /// <summary>The generation of its sector.</summary>
    public static uint Generation(byte[] record)
    {
        return (uint)LittleEndian.Get(record, GenerationOffset, 4);
    }

    /// <summary>Says what a slot holds, without correcting anything.</summary>
    public static SlotCondition Examine(byte[] slot, int highestKind)
    {
        bool isBlank = true;
        for (int i = 0; i < slot.Length && isBlank; i++)
        {
            isBlank = slot[i] == 0xFF;
        }

        if (isBlank)
        {
            return SlotCondition.Blank;
        }

        int end = slot.Length - CrcBytes;
        uint stored = (uint)LittleEndian.Get(slot, end, CrcBytes);
        bool isValid = Crc32.Compute(slot, 0, end) == stored && IsKnown(slot, highestKind);
        return isValid ? SlotCondition.Valid : SlotCondition.Damaged;
    }

    /// <summary>
    /// Puts a single wrong bit right. Only a record of the expected generation is accepted, so that random bytes pass
    /// with a chance below one in 2^54.
    /// </summary>
    /// <returns>True when the buffer now holds a valid record.</returns>
    public static bool TryCorrect(byte[] slot, uint expectedGeneration, int highestKind)
    {
        int end = slot.Length - CrcBytes;
        uint stored = (uint)LittleEndian.Get(slot, end, CrcBytes);
        uint syndrome = Crc32.Compute(slot, 0, end) ^ stored;
        if (syndrome == 0)
        {
            return false;
        }

        if ((syndrome & (syndrome - 1)) == 0)
        {
            // The wrong bit lies in the checksum itself.
            LittleEndian.Put(slot, end, stored ^ syndrome, CrcBytes);
        }
        else
        {
            int bit = Crc32.FindFlippedBit(syndrome, end);
            if (bit < 0)
            {
                return false;
            }

            slot[bit >> 3] ^= (byte)(1 << (bit & 7));
        }

        return Generation(slot) == expectedGeneration && IsKnown(slot, highestKind);
    }

    private static bool IsKnown(byte[] record, int highestKind)
    {
        int kind = record[0];
        return kind >= SectorHeader && kind <= highestKind
            && (record[FlagsOffset] & ~SnapshotFlag) == FormatVersion;
    }
}
