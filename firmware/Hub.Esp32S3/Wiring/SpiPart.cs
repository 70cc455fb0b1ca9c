// A part on SPI bus 1: one selection, bytes both ways.
using System;
using System.Device.Spi;
using Hub.Core;

namespace Hub.Esp32S3.Wiring;

/// <summary>
/// A part behind a select line (low selects), mode 0, highest bit first, at
/// <see cref="BoardLimits.SpiClockHertz"/>. Only for the loop: the driver keeps one transfer at a time.
/// </summary>
public sealed class SpiPart : IDisposable
{
    private const int Bus = 1;

    private readonly SpiDevice _device;

    /// <summary>Opens the part. The bus must have its pins (<see cref="BusPins"/>).</summary>
    /// <param name="selectPin">The pin that selects it.</param>
    public SpiPart(int selectPin)
    {
        SpiConnectionSettings settings = new SpiConnectionSettings(Bus, selectPin);
        settings.ClockFrequency = BoardLimits.SpiClockHertz;
        _device = new SpiDevice(settings);
    }

    /// <summary>Opens the part.</summary>
    /// <param name="selectPin">The pin that selects it.</param>
    /// <returns>Null when the bus or the pin cannot be had.</returns>
    public static SpiPart? TryOpen(int selectPin)
    {
        try
        {
            return new SpiPart(selectPin);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Lets go of the part, so that it can be opened anew.</summary>
    public void Dispose()
    {
        _device.Dispose();
    }

    /// <summary>Selects the part, clocks bytes out and in at once, lets go of it.</summary>
    /// <param name="written">Its first <paramref name="count"/> bytes go out.</param>
    /// <param name="read">Its first <paramref name="count"/> bytes are what comes back meanwhile; another array than
    /// <paramref name="written"/>.</param>
    /// <param name="count">Bytes, 1 to <see cref="BoardLimits.MaxSpiTransferBytes"/>.</param>
    /// <exception cref="CheckFailedException"><paramref name="count"/> is out of range or an array too short.
    /// </exception>
    public void Transfer(byte[] written, byte[] read, int count)
    {
        Check.That(
            count > 0 && count <= BoardLimits.MaxSpiTransferBytes && count <= written.Length && count <= read.Length,
            CheckCode.BusTransfer);

        // Both of one length: the driver clocks the longer one and would go behind the end of the other.
        _device.TransferFullDuplex(new SpanByte(written, 0, count), new SpanByte(read, 0, count));
    }
}
