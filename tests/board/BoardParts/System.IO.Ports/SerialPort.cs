// A serial port on the host: bytes from and to whatever a test has connected.
using System.Collections.Generic;
using System.Threading;

namespace System.IO.Ports;

public sealed class SerialPort : IDisposable
{
    /// <summary>Only for tests: takes bytes.</summary>
    public delegate void WrittenBytes(ReadOnlySpan<byte> bytes);

    private static readonly AsyncLocal<SerialPort?> Last = new();
    private static readonly AsyncLocal<Dictionary<string, SerialPort>?> Named = new();

    private readonly Queue<byte> _arrived = new();

    public SerialPort(
        string portName,
        int baudRate = 9600,
        Parity parity = Parity.None,
        int dataBits = 8,
        StopBits stopBits = StopBits.One)
    {
        PortName = portName;
        BaudRate = baudRate;
        Last.Value = this;
        if (Named.Value != null)
        {
            Named.Value[portName] = this;
        }
    }

    /// <summary>Only for tests: from here on, ports that the running test makes can be had by their names.</summary>
    public static void Reset() => Named.Value = [];

    /// <summary>Only for tests: the port of this name; null when none has been made.</summary>
    public static SerialPort? Find(string portName) => Named.Value?.GetValueOrDefault(portName);

    /// <summary>Only for tests: the port that the running test has made last.</summary>
    public static SerialPort Made => Last.Value ?? throw new InvalidOperationException("No port has been made.");

    public string PortName { get; }

    public int BaudRate { get; }

    public int BytesToRead => _arrived.Count;

    public Handshake Handshake { get; set; }

    public int ReadBufferSize { get; set; } = 256;

    /// <summary>Only for tests: bytes that were lost because the driver's buffer was full and nobody held the other end
    /// back.</summary>
    public int LostCount { get; private set; }

    /// <summary>Only for tests: takes what the firmware writes.</summary>
    public WrittenBytes? Written { get; set; }

    public bool IsOpen { get; private set; }

    public void Open() => IsOpen = true;

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && _arrived.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    public void Write(byte[] buffer, int offset, int count) =>
        Written?.Invoke(buffer.AsSpan(offset, count));

    /// <summary>Only for tests: the other end sends.</summary>
    public void Arrive(byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            if (_arrived.Count < ReadBufferSize)
            {
                _arrived.Enqueue(value);
            }
            else
            {
                LostCount++;
            }
        }
    }

    public void Dispose() => IsOpen = false;
}
