// Flash that never fails, for tests that are about something else.
using System;
using Hub.Core.Ports;

namespace Board.Tests.Linking;

internal sealed class RamFlash : IFlash
{
    private readonly byte[] _bytes;

    internal RamFlash(int sectorBytes, int sectors)
    {
        SectorSizeBytes = sectorBytes;
        SectorCount = sectors;
        _bytes = new byte[sectorBytes * sectors];
        Array.Fill(_bytes, (byte)0xFF);
    }

    public int SectorSizeBytes { get; }

    public int SectorCount { get; }

    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        Array.Copy(_bytes, (sector * SectorSizeBytes) + offset, buffer, bufferOffset, count);
        return FlashResult.Ok;
    }

    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _bytes[(sector * SectorSizeBytes) + offset + i] &= buffer[bufferOffset + i];
        }

        return FlashResult.Ok;
    }

    public FlashResult Erase(int sector)
    {
        Array.Fill(_bytes, (byte)0xFF, sector * SectorSizeBytes, SectorSizeBytes);
        return FlashResult.Ok;
    }
}
