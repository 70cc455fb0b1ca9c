// The slots of a simulated board, as the hub's updates write them.
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Simulator.Hardware;
using Hub.Updating;

namespace Hub.Simulator.Firmware;

/// <summary>Passes everything on.</summary>
public sealed class BoardSlots(IBoardSlots slots) : ISlotWriter
{
    /// <inheritdoc/>
    public int SlotBytes => slots.SlotBytes;

    /// <inheritdoc/>
    public int Length(Slot slot) => slots.Length(slot);

    /// <inheritdoc/>
    public bool Read(Slot slot, int offset, byte[] into) => slots.Read(slot, offset, into);

    /// <inheritdoc/>
    public bool Read(Slot slot, ReleasePart part, int offset, byte[] into, int count) =>
        slots.Read(slot, (int)part, offset, into, count);

    /// <inheritdoc/>
    public bool Write(Slot slot, ReleasePart part, int offset, byte[] from, int count) =>
        slots.Write(slot, (int)part, offset, from, count);
}
