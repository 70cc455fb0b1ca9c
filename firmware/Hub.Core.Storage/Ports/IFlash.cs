// The small NOR flash or FRAM that holds the journal or the device store.
namespace Hub.Core.Ports;

/// <summary>
/// Storage that survives a power cut, in sectors of equal size. NOR rules hold: <see cref="Erase"/> sets every bit of
/// a sector, <see cref="Program"/> can only clear bits. A part without that limit (FRAM) fits too, when its adapter
/// fills a sector with 0xFF on <see cref="Erase"/>.
/// </summary>
/// <remarks>
/// A log never programs a byte twice between two erasures, never relies on the order of bytes within one
/// program, and assumes only that a cut leaves bytes outside the operation's own range untouched.
/// All operations are synchronous; a port that must wait for the part does so itself, with a limit.
/// </remarks>
public interface IFlash
{
    /// <summary>Size of a sector in bytes, at least <see cref="StorageLimits.MinSectorBytes"/> for the journal and
    /// four times that for the device store; smaller ones are joined.</summary>
    int SectorSizeBytes { get; }

    /// <summary>
    /// Number of sectors, at least <see cref="StorageLimits.MinSectors"/>; at most <see
    /// cref="StorageLimits.MaxSectors"/> are used.
    /// </summary>
    int SectorCount { get; }

    /// <summary>Reads <paramref name="count"/> bytes at <paramref name="offset"/> of a sector.</summary>
    FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count);

    /// <summary>Clears the bits that are 0 in the buffer; other bits keep their value.</summary>
    FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count);

    /// <summary>Sets every byte of the sector to 0xFF.</summary>
    FlashResult Erase(int sector);
}
