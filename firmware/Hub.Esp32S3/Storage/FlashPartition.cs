// Part of the FRAM as flash with sectors.
using Hub.Core;
using Hub.Core.Ports;

namespace Hub.Esp32S3.Storage;

/// <summary>An <see cref="IFlash"/> over a range of the FRAM. Erasing fills a sector with 0xFF, programming only clears
/// bits, so that a store behaves here as on the NOR flash that the board may have instead.</summary>
public sealed class FlashPartition : IFlash
{
    private readonly FramMemory _memory;

    /// <summary>Takes a range.</summary>
    /// <param name="memory">The part.</param>
    /// <param name="firstByte">Where the range begins.</param>
    /// <param name="sectorSizeBytes">Bytes of a sector, 1 and more.</param>
    /// <param name="sectorCount">Its sectors, 1 and more.</param>
    /// <exception cref="CheckFailedException">The range does not lie within the part.</exception>
    public FlashPartition(FramMemory memory, int firstByte, int sectorSizeBytes, int sectorCount)
    {
        Check.That(
            firstByte >= 0 && firstByte <= BoardLimits.FramBytes
                && sectorSizeBytes > 0 && sectorSizeBytes <= BoardLimits.FramBytes
                && sectorCount > 0 && sectorCount <= Limits.MaxSectors
                && (long)sectorSizeBytes * sectorCount <= BoardLimits.FramBytes - firstByte,
            CheckCode.Flash);
        _memory = memory;
        FirstByte = firstByte;
        SectorSizeBytes = sectorSizeBytes;
        SectorCount = sectorCount;
    }

    /// <summary>Where the range begins in the part.</summary>
    public int FirstByte { get; }

    /// <inheritdoc/>
    public int SectorSizeBytes { get; }

    /// <inheritdoc/>
    public int SectorCount { get; }

    /// <inheritdoc/>
    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return IsInside(sector, offset, count)
            ? _memory.Read(AddressOf(sector, offset), buffer, bufferOffset, count)
            : FlashResult.OutOfRange;
    }

    /// <inheritdoc/>
    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return IsInside(sector, offset, count)
            ? _memory.ClearBits(AddressOf(sector, offset), buffer, bufferOffset, count)
            : FlashResult.OutOfRange;
    }

    /// <inheritdoc/>
    public FlashResult Erase(int sector)
    {
        return IsInside(sector, 0, 0)
            ? _memory.Fill(AddressOf(sector, 0), SectorSizeBytes, 0xFF)
            : FlashResult.OutOfRange;
    }

    private int AddressOf(int sector, int offset)
    {
        return FirstByte + (sector * SectorSizeBytes) + offset;
    }

    private bool IsInside(int sector, int offset, int count)
    {
        return sector >= 0 && sector < SectorCount && offset >= 0 && offset <= SectorSizeBytes
            && count >= 0 && count <= SectorSizeBytes - offset;
    }
}
