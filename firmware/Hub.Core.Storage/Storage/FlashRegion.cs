// Some of the sectors of a flash part, as if they were a part of their own.
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>Lets two stores share one part; each sees only its own sectors.</summary>
public sealed class FlashRegion : IFlash
{
    private readonly IFlash _flash;
    private readonly int _firstSector;

    /// <summary>Takes sectors of a part.</summary>
    /// <param name="flash">The part.</param>
    /// <param name="firstSector">The first of them.</param>
    /// <param name="sectorCount">How many; what the part does not have is left out.</param>
    public FlashRegion(IFlash flash, int firstSector, int sectorCount)
    {
        _flash = flash;
        _firstSector = firstSector;
        int left = flash.SectorCount - firstSector;
        int count = left < sectorCount ? left : sectorCount;
        SectorCount = count < 0 ? 0 : count;
    }

    /// <inheritdoc/>
    public int SectorSizeBytes
    {
        get { return _flash.SectorSizeBytes; }
    }

    /// <inheritdoc/>
    public int SectorCount { get; }

    /// <inheritdoc/>
    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return IsInside(sector)
            ? _flash.Read(_firstSector + sector, offset, buffer, bufferOffset, count)
            : FlashResult.OutOfRange;
    }

    /// <inheritdoc/>
    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return IsInside(sector)
            ? _flash.Program(_firstSector + sector, offset, buffer, bufferOffset, count)
            : FlashResult.OutOfRange;
    }

    /// <inheritdoc/>
    public FlashResult Erase(int sector)
    {
        return IsInside(sector) ? _flash.Erase(_firstSector + sector) : FlashResult.OutOfRange;
    }

    private bool IsInside(int sector)
    {
        return sector >= 0 && sector < SectorCount;
    }
}
