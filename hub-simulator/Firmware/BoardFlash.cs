// The hub's port to a flash part of a simulated board.
using Hub.Core.Ports;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

internal sealed class BoardFlash(IBoardFlash flash) : IFlash
{
    public int SectorSizeBytes => flash.SectorSizeBytes;

    public int SectorCount => flash.SectorCount;

    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
        (FlashResult)flash.Read(sector, offset, buffer, bufferOffset, count);

    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
        (FlashResult)flash.Program(sector, offset, buffer, bufferOffset, count);

    public FlashResult Erase(int sector) => (FlashResult)flash.Erase(sector);
}
