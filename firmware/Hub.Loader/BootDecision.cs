// One decision of the loader, as the boot record keeps it.
namespace Hub.Loader;

/// <summary>What was decided of a slot; one row for each slot, reason and version.</summary>
public sealed class BootDecision
{
    internal const int Bytes = 12;
    private const int MaxRepeats = 65_535;

    /// <summary>The slot it is about.</summary>
    public Slot Slot { get; private set; }

    /// <summary>What was decided, and why.</summary>
    public SlotReason Reason { get; private set; }

    /// <summary>How often, up to 65,535.</summary>
    public int Count { get; private set; }

    /// <summary>Version of the image that the slot is to have.</summary>
    public uint Version { get; private set; }

    /// <summary>The loader's start in which it was decided last, counted as <see cref="BootRecord.Starts"/>.</summary>
    public uint AtStart { get; private set; }

    internal bool Is(Slot slot, SlotReason reason, uint version)
    {
        return Slot == slot && Reason == reason && Version == version;
    }

    internal void Set(Slot slot, SlotReason reason, uint version)
    {
        Slot = slot;
        Reason = reason;
        Version = version;
        Count = 0;
    }

    internal void Repeat(uint atStart)
    {
        AtStart = atStart;
        Count = Count < MaxRepeats ? Count + 1 : MaxRepeats;
    }

    internal void WriteTo(byte[] buffer, int offset)
    {
        buffer[offset] = (byte)Slot;
        buffer[offset + 1] = (byte)Reason;
        RecordBytes.Put(buffer, offset + 2, (uint)Count, 2);
        RecordBytes.Put(buffer, offset + 4, Version, 4);
        RecordBytes.Put(buffer, offset + 8, AtStart, 4);
    }

    internal void ReadFrom(byte[] buffer, int offset)
    {
        Slot = (Slot)buffer[offset];
        Reason = (SlotReason)buffer[offset + 1];
        Count = (int)RecordBytes.Get(buffer, offset + 2, 2);
        Version = RecordBytes.Get(buffer, offset + 4, 4);
        AtStart = RecordBytes.Get(buffer, offset + 8, 4);
    }
}
