// A flash part, as firmware of any build reaches it.
using Hub.Core.Ports;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World.Slots;

internal sealed class FlashSocket(IFlash flash) : IBoardFlash
{
    public int SectorSizeBytes => flash.SectorSizeBytes;

    public int SectorCount => flash.SectorCount;

    public int Read(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
        (int)flash.Read(sector, offset, buffer, bufferOffset, count);

    public int Program(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
        (int)flash.Program(sector, offset, buffer, bufferOffset, count);

    public int Erase(int sector) => (int)flash.Erase(sector);
}
