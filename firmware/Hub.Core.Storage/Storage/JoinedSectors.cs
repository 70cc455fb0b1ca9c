// Several sectors of a flash part as one, for a document that is longer than a sector.
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>Joins sectors that follow one another; erased from the first on, so a header there goes first.</summary>
public sealed class JoinedSectors : IFlash
{
    private readonly IFlash _flash;
    private readonly int _joined;

    /// <summary>Joins sectors.</summary>
    /// <param name="flash">The part.</param>
    /// <param name="bytes">What a joined sector must hold at least.</param>
    /// <param name="count">How many joined sectors are wanted; fewer when the part is too small.</param>
    public JoinedSectors(IFlash flash, int bytes, int count)
    {
        _flash = flash;
        int joined = 1;
        while (flash.SectorSizeBytes > 0 && joined * flash.SectorSizeBytes < bytes)
        {
            joined++;
        }

        _joined = joined;
        SectorSizeBytes = joined * flash.SectorSizeBytes;
        int there = 0;
        while (there < count && (there + 1) * joined <= flash.SectorCount)
        {
            there++;
        }

        SectorCount = there;
    }

    /// <inheritdoc/>
    public int SectorSizeBytes { get; }

    /// <inheritdoc/>
    public int SectorCount { get; }

    /// <inheritdoc/>
    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return Move(false, sector, offset, buffer, bufferOffset, count);
    }

    /// <inheritdoc/>
    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        return Move(true, sector, offset, buffer, bufferOffset, count);
    }

    /// <inheritdoc/>
    public FlashResult Erase(int sector)
    {
        if (sector < 0 || sector >= SectorCount)
        {
            return FlashResult.OutOfRange;
        }

        for (int i = 0; i < _joined; i++)
        {
            FlashResult result = _flash.Erase((sector * _joined) + i);
            if (result != FlashResult.Ok)
            {
                return result;
            }
        }

        return FlashResult.Ok;
    }

    private FlashResult Move(bool isProgram, int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (sector < 0 || sector >= SectorCount || offset < 0 || count < 0 || count > SectorSizeBytes - offset)
        {
            return FlashResult.OutOfRange;
        }

        int part = sector * _joined;
        int size = _flash.SectorSizeBytes;
        int at = offset;
        while (at >= size)
        {
            at -= size;
            part++;
        }

        while (count > 0)
        {
            int piece = size - at < count ? size - at : count;
            FlashResult result = isProgram
                ? _flash.Program(part, at, buffer, bufferOffset, piece)
                : _flash.Read(part, at, buffer, bufferOffset, piece);
            if (result != FlashResult.Ok)
            {
                return result;
            }

            bufferOffset += piece;
            count -= piece;
            at = 0;
            part++;
        }

        return FlashResult.Ok;
    }
}
