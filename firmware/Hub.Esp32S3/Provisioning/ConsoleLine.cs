// The service console on its serial port.
using System;
using System.IO.Ports;
using Hub.Core.Ports;
using Hub.Protocols.Bench;

namespace Hub.Esp32S3.Provisioning;

/// <summary>8N1 without flow control. A port that cannot be opened or fails is a silent one: the hub works without its
/// console.</summary>
public sealed class ConsoleLine : IServiceLine
{
    private readonly SerialPort? _port;

    /// <summary>Opens the port; its pins must have been assigned.</summary>
    /// <param name="portName">For instance COM1.</param>
    public ConsoleLine(string portName)
    {
        try
        {
            SerialPort port = new SerialPort(portName, BenchLimits.Baud, Parity.None, 8, StopBits.One);
            port.ReadBufferSize = BoardLimits.ConsoleDriverBytes;
            port.Open();
            _port = port;
        }
        catch (Exception)
        {
            FailureCount++;
        }
    }

    /// <summary>Calls of the port that failed, since the start.</summary>
    public long FailureCount { get; private set; }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        if (_port == null)
        {
            return 0;
        }

        try
        {
            // Asked for no more than is there, the driver does not wait.
            int there = _port.BytesToRead;
            int wanted = there < count ? there : count;
            return wanted > 0 ? _port.Read(buffer, offset, wanted) : 0;
        }
        catch (Exception)
        {
            FailureCount++;
            return 0;
        }
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (_port == null)
        {
            return count;
        }

        try
        {
            _port.Write(buffer, offset, count);
        }
        catch (Exception)
        {
            FailureCount++;
        }

        return count;
    }
}
