// Where images lie, for whoever writes them.
using Hub.Loader;
using Hub.Protocols.Updates;

namespace Hub.Updating;

/// <summary>
/// The bytes of the two slots, with room beside each for the envelope and the list of digests of its release. Never
/// throws.
/// </summary>
public interface ISlotWriter : ISlotStore
{
    /// <summary>The most bytes of an image, at most <see cref="LoaderLimits.MaxImageBytes"/>.</summary>
    int SlotBytes { get; }

    /// <summary>Reads what was written.</summary>
    /// <param name="slot">A or B.</param>
    /// <param name="part">The image, or one of the two beside it.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="into">Takes the bytes from its beginning.</param>
    /// <param name="count">How many.</param>
    /// <returns>False when not all of them are there.</returns>
    bool Read(Slot slot, ReleasePart part, int offset, byte[] into, int count);

    /// <summary>Writes a chunk. A power cut may leave anything in the chunk's own place, and nothing elsewhere.
    /// </summary>
    /// <param name="slot">A or B.</param>
    /// <param name="part">The image, or one of the two beside it.</param>
    /// <param name="offset">A multiple of <see cref="UpdateLimits.ChunkBytes"/>.</param>
    /// <param name="from">Holds the bytes from its beginning.</param>
    /// <param name="count">How many, at most a chunk.</param>
    /// <returns>False when they could not be written.</returns>
    bool Write(Slot slot, ReleasePart part, int offset, byte[] from, int count);
}
