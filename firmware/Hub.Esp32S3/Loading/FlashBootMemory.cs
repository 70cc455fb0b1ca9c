// The boot record in the FRAM, or in a NOR flash in its place.
using Hub.Core.Ports;
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>One sector for each of the two places of the record.</summary>
public sealed class FlashBootMemory : IBootMemory
{
    private readonly IFlash _flash;

    /// <summary>Takes two sectors of at least <see cref="BootRecord.Bytes"/>.</summary>
    public FlashBootMemory(IFlash flash)
    {
        _flash = flash;
    }

    /// <inheritdoc/>
    public bool Read(int copy, byte[] into)
    {
        return _flash.Read(copy, 0, into, 0, BootRecord.Bytes) == FlashResult.Ok;
    }

    /// <inheritdoc/>
    public bool Write(int copy, byte[] record)
    {
        return _flash.Erase(copy) == FlashResult.Ok
            && _flash.Program(copy, 0, record, 0, BootRecord.Bytes) == FlashResult.Ok;
    }
}
