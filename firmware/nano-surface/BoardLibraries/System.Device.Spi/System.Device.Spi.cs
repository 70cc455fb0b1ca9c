// nanoFramework.System.Device.Spi 1.3 (assembly System.Device.Spi): what the firmware may use.
namespace System.Device.Spi;

public sealed class SpiConnectionSettings
{
    public extern SpiConnectionSettings(int busId, int chipSelectLine = -1);
    public extern int ClockFrequency { get; set; }
}

public class SpiDevice : IDisposable
{
    public extern SpiDevice(SpiConnectionSettings settings);
    public extern void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer);
    public extern void Dispose();
}
