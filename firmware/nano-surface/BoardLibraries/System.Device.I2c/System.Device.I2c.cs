// nanoFramework.System.Device.I2c 1.1 (assembly System.Device.I2c): what the firmware may use.
namespace System.Device.I2c;

public enum I2cTransferStatus
{
    FullTransfer = 1,
    SlaveAddressNotAcknowledged = 4,
}

public struct I2cTransferResult
{
    public extern I2cTransferStatus Status { get; }
}

public sealed class I2cConnectionSettings
{
    public extern I2cConnectionSettings(int busId, int deviceAddress);
}

public class I2cDevice : IDisposable
{
    public extern I2cDevice(I2cConnectionSettings settings);
    public extern I2cTransferResult Write(SpanByte buffer);
    public extern I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer);
    public extern void Dispose();
}
