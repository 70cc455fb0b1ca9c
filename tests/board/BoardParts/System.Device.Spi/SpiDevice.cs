// A part on the SPI bus on the host: bytes to and from whatever a test has connected to its select line.
namespace System.Device.Spi;

public class SpiDevice : IDisposable
{
    public SpiDevice(SpiConnectionSettings settings)
    {
        ConnectionSettings = settings;
        SpiParts.Open(this);
    }

    public SpiConnectionSettings ConnectionSettings { get; }

    /// <summary>Only for tests: whether the firmware has let go of it.</summary>
    public bool IsDisposed { get; private set; }

    public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);

        // The real driver clocks the longer of the two and reads behind the end of the shorter one.
        if (writeBuffer.Length != readBuffer.Length || writeBuffer.IsEmpty)
        {
            throw new ArgumentException("Both buffers must have the same length, at least 1.");
        }

        SpiParts.Transfer(
            ConnectionSettings.ChipSelectLine, writeBuffer.AsReadOnlySpan(), readBuffer.AsSpan());
    }

    public void Dispose()
    {
        IsDisposed = true;
        GC.SuppressFinalize(this);
    }
}
