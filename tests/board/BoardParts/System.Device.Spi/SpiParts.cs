// What is wired to the SPI bus of the scripted board of the running test.
using System.Collections.Generic;
using System.Threading;

namespace System.Device.Spi;

/// <summary>Select lines belong to the test that connected them: tests run side by side, each with a board of its own.
/// </summary>
public static class SpiParts
{
    private static readonly AsyncLocal<Dictionary<int, ISpiPart>?> Connected = new();
    private static readonly AsyncLocal<List<SpiDevice>?> Opened = new();
    private static readonly AsyncLocal<Tally?> Allocated = new();

    /// <summary>What the running test's firmware has opened, in order.</summary>
    public static IReadOnlyList<SpiDevice> Devices => Opened.Value ?? [];

    /// <summary>Gives the running test a bus with nothing on it.</summary>
    public static void Reset()
    {
        Connected.Value = [];
        Opened.Value = [];
        Allocated.Value = new Tally();
    }

    /// <summary>Wires a chip to a select line; what was there is taken off.</summary>
    public static void Connect(int chipSelectLine, ISpiPart part) => Parts[chipSelectLine] = part;

    /// <summary>Takes a chip off: nobody answers then.</summary>
    public static void Disconnect(int chipSelectLine) => Parts.Remove(chipSelectLine);

    internal static void Open(SpiDevice device)
    {
        List<SpiDevice> opened = Opened.Value ?? throw NotReset();
        if (opened.Exists(d => !d.IsDisposed
            && d.ConnectionSettings.BusId == device.ConnectionSettings.BusId
            && d.ConnectionSettings.ChipSelectLine == device.ConnectionSettings.ChipSelectLine))
        {
            throw new InvalidOperationException(
                $"Select line {device.ConnectionSettings.ChipSelectLine} is in use already.");
        }

        opened.Add(device);
    }

    internal static void Transfer(int chipSelectLine, ReadOnlySpan<byte> written, Span<byte> read)
    {
        // Firmware may give one array for both; a chip sees what was in it before. What the double allocates is told.
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] copy = written.ToArray();
        read.Fill(0xFF);
        if (Parts.TryGetValue(chipSelectLine, out ISpiPart? part))
        {
            part.Transfer(copy, read);
        }

        Allocated.Value!.Bytes += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes that the parts on the bus have allocated themselves, since <see cref="Reset"/>.</summary>
    public static long AllocatedBytes => Allocated.Value?.Bytes ?? 0;

    private static Dictionary<int, ISpiPart> Parts => Connected.Value ?? throw NotReset();

    private sealed class Tally
    {
        internal long Bytes;
    }

    private static InvalidOperationException NotReset() => new("The test has not called SpiParts.Reset.");
}
