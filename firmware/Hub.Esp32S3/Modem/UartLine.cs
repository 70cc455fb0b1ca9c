// The modem's line over the controller's serial port.
using System.IO.Ports;

namespace Hub.Esp32S3.Modem;

/// <summary>8N1 with RTS and CTS: without them a burst while the loop is busy would lose bytes.</summary>
public sealed class UartLine : ISerialLine
{
    private readonly SerialPort _port;

    /// <summary>Opens the port; its pins must have been assigned.</summary>
    /// <param name="portName">For instance COM2.</param>
    public UartLine(string portName)
    {
        _port = new SerialPort(portName, BoardLimits.ModemBaud, Parity.None, 8, StopBits.One);
        _port.Handshake = Handshake.RequestToSend;
        _port.ReadBufferSize = BoardLimits.ModemDriverBytes;
        _port.Open();
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int count)
    {
        // Asked for no more than is there, the driver does not wait.
        int there = _port.BytesToRead;
        int wanted = there < count ? there : count;
        return wanted > 0 ? _port.Read(buffer, 0, wanted) : 0;
    }

    /// <inheritdoc/>
    public void Write(byte[] buffer, int offset, int count)
    {
        _port.Write(buffer, offset, count);
    }
}
