// What one sector of a log holds, seen without trusting it.
namespace Hub.Core.Storage;

/// <summary>The result of looking through a sector.</summary>
internal sealed class SectorSurvey
{
    /// <summary>The highest generation of a valid record; 0 when there is none.</summary>
    internal uint Generation { get; private set; }

    /// <summary>True when the snapshot that a sector begins with is known to be whole: its end is there, or something
    /// that is only written after it.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Slots up to the last one that is not blank.</summary>
    internal int UsedSlots { get; private set; }

    /// <summary>Slots that are neither blank nor valid.</summary>
    internal int DamagedSlots { get; private set; }

    /// <summary>Slots the flash would not read.</summary>
    internal int UnreadableSlots { get; private set; }

    /// <summary>Looks through a sector; only exactly valid records count here.</summary>
    internal void Take(LogSectors sectors, int sector, byte[] buffer)
    {
        Generation = 0;
        IsComplete = false;
        UsedSlots = 0;
        DamagedSlots = 0;
        UnreadableSlots = 0;
        for (int slot = 0; slot < sectors.SlotsPerSector; slot++)
        {
            SlotCondition condition = sectors.Read(sector, slot, buffer);
            if (condition != SlotCondition.Blank)
            {
                UsedSlots = slot + 1;
            }

            DamagedSlots += condition == SlotCondition.Damaged ? 1 : 0;
            UnreadableSlots += condition == SlotCondition.Unreadable ? 1 : 0;
            if (condition == SlotCondition.Valid)
            {
                Count(buffer);
            }
        }
    }

    private void Count(byte[] record)
    {
        uint generation = LogRecord.Generation(record);
        if (generation > Generation)
        {
            Generation = generation;
            IsComplete = false;
        }

        bool isAfterSnapshot = LogRecord.Kind(record) == LogRecord.SnapshotEnd
            || !LogRecord.IsSnapshot(record);
        IsComplete = IsComplete || (generation == Generation && isAfterSnapshot);
    }
}
