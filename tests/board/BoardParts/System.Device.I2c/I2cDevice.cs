// A part on the I²C bus on the host: bytes to and from whatever a test has connected at its address.
namespace System.Device.I2c;

public class I2cDevice(I2cConnectionSettings settings) : IDisposable
{
    public I2cConnectionSettings ConnectionSettings { get; } = settings;

    public I2cTransferResult Write(SpanByte buffer) =>
        I2cParts.Transfer(ConnectionSettings.DeviceAddress, buffer.AsReadOnlySpan(), []);

    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) =>
        I2cParts.Transfer(
            ConnectionSettings.DeviceAddress, writeBuffer.AsReadOnlySpan(), readBuffer.AsSpan());

    public void Dispose() => GC.SuppressFinalize(this);
}
