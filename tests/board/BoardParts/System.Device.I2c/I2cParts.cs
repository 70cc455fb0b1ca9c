// What is wired to the I²C bus of the scripted board of the running test.
using System.Collections.Generic;
using System.Threading;

namespace System.Device.I2c;

/// <summary>Addresses belong to the test that connected them: tests run side by side, each with a board of its own.
/// </summary>
public static class I2cParts
{
    private static readonly AsyncLocal<Wires?> Current = new();

    /// <summary>Transfers begun since the bus was reset.</summary>
    public static int TransferCount => Bus.TransferCount;

    /// <summary>True: a line is held down; each transfer then takes the driver's whole second.</summary>
    public static bool IsStuck
    {
        get => Bus.IsStuck;
        set => Bus.IsStuck = value;
    }

    /// <summary>True: the driver throws, as it does when it is not in a state to transfer.</summary>
    public static bool Throws
    {
        get => Bus.Throws;
        set => Bus.Throws = value;
    }

    /// <summary>Gives the running test a bus with nothing on it.</summary>
    public static void Reset() => Current.Value = new Wires();

    /// <summary>Wires a chip to the bus; what was at its address is taken off.</summary>
    public static void Connect(int address, II2cPart part) => Bus.Parts[address] = part;

    /// <summary>Takes a chip off: nobody acknowledges its address then.</summary>
    public static void Disconnect(int address) => Bus.Parts.Remove(address);

    internal static I2cTransferResult Transfer(int address, ReadOnlySpan<byte> written, Span<byte> read)
    {
        Wires bus = Bus;
        bus.TransferCount++;
        if (bus.Throws)
        {
            throw new InvalidOperationException();
        }

        // As the ESP32's driver tells it: what failed has transferred nothing, and nothing reaches the reader.
        I2cTransferStatus status = I2cTransferStatus.SlaveAddressNotAcknowledged;
        byte[] answer = new byte[read.Length];
        if (bus.IsStuck)
        {
            status = I2cTransferStatus.ClockStretchTimeout;
        }
        else if (bus.Parts.TryGetValue(address, out II2cPart? part))
        {
            status = part.Transfer(written, answer);
        }

        bool isFull = status == I2cTransferStatus.FullTransfer;
        if (isFull)
        {
            answer.CopyTo(read);
        }

        return new I2cTransferResult(status, isFull ? (uint)(written.Length + read.Length) : 0);
    }

    private static Wires Bus =>
        Current.Value ?? throw new InvalidOperationException("The test has not called I2cParts.Reset.");

    private sealed class Wires
    {
        internal Dictionary<int, II2cPart> Parts { get; } = [];

        internal int TransferCount { get; set; }

        internal bool IsStuck { get; set; }

        internal bool Throws { get; set; }
    }
}
