// What a transfer on the I²C bus gave.
namespace System.Device.I2c;

public readonly struct I2cTransferResult(I2cTransferStatus status, uint bytesTransferred)
{
    public I2cTransferStatus Status { get; } = status;

    public uint BytesTransferred { get; } = bytesTransferred;
}
