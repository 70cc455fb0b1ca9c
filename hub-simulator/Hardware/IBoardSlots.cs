// The slots of a simulated board.
using Hub.Loader;

namespace Hub.Simulator.Hardware;

/// <summary>The two slots and the boot record. Never throws.</summary>
public interface IBoardSlots : ISlotStore, IBootMemory, IImageDigest, IBootWatchdog
{
    /// <summary>The most bytes of an image.</summary>
    int SlotBytes { get; }

    /// <summary>Reads what was written for a slot.</summary>
    /// <param name="slot">A or B.</param>
    /// <param name="part">The number of the part of a release: 1 envelope, 2 list of digests, 3 image.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="into">Takes the bytes from its beginning.</param>
    /// <param name="count">How many.</param>
    /// <returns>False when not all of them are there.</returns>
    bool Read(Slot slot, int part, int offset, byte[] into, int count);

    /// <summary>Writes a chunk.</summary>
    /// <param name="slot">A or B.</param>
    /// <param name="part">As <see cref="Read(Slot, int, int, byte[], int)"/>.</param>
    /// <param name="offset">A multiple of a chunk.</param>
    /// <param name="from">Holds the bytes from its beginning.</param>
    /// <param name="count">How many, at most a chunk.</param>
    /// <returns>False when they could not be written.</returns>
    bool Write(Slot slot, int part, int offset, byte[] from, int count);
}
