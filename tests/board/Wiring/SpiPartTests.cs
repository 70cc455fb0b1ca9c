// One selection on the SPI bus: what goes out, what comes back, what is refused.
using System;
using System.Collections.Generic;
using System.Device.Spi;
using System.Linq;
using Hub.Core;
using Hub.Esp32S3;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;

namespace Board.Tests.Wiring;

public sealed class SpiPartTests : ISpiPart
{
    private readonly List<byte[]> _written = [];
    private readonly SpiPart _part;

    public SpiPartTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.RadioSelect, this);
        _part = new SpiPart(PinMap.RadioSelect);
    }

    void ISpiPart.Transfer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        _written.Add(written.ToArray());
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = (byte)(written[i] + 1);
        }
    }

    [Fact]
    public void It_is_opened_on_the_first_bus_at_the_boards_clock()
    {
        SpiConnectionSettings settings = Assert.Single(SpiParts.Devices).ConnectionSettings;

        Assert.Equal(1, settings.BusId);
        Assert.Equal(PinMap.RadioSelect, settings.ChipSelectLine);
        Assert.Equal(BoardLimits.SpiClockHertz, settings.ClockFrequency);
    }

    [Fact]
    public void Only_the_bytes_asked_for_go_out_and_come_back()
    {
        byte[] read = [9, 9, 9, 9];

        _part.Transfer([1, 2, 3, 4], read, 3);

        Assert.Equal([1, 2, 3], Assert.Single(_written));
        Assert.Equal([2, 3, 4, 9], read);
    }

    [Theory]
    [InlineData(0, 4, 4)]
    [InlineData(-1, 4, 4)]
    [InlineData(5, 4, 8)]
    [InlineData(5, 8, 4)]
    [InlineData(BoardLimits.MaxSpiTransferBytes + 1, 5_000, 5_000)]
    public void A_count_beyond_a_buffer_or_the_limit_is_refused(int count, int written, int read)
    {
        Assert.Throws<CheckFailedException>(() => _part.Transfer(new byte[written], new byte[read], count));
        Assert.Empty(_written);
    }

    [Fact]
    public void The_longest_transfer_is_taken()
    {
        byte[] read = new byte[BoardLimits.MaxSpiTransferBytes];

        _part.Transfer(new byte[BoardLimits.MaxSpiTransferBytes], read, BoardLimits.MaxSpiTransferBytes);

        Assert.All(read, b => Assert.Equal(1, b));
    }

    [Fact]
    public void Without_a_chip_the_line_reads_as_ones()
    {
        SpiParts.Disconnect(PinMap.RadioSelect);
        byte[] read = new byte[2];

        _part.Transfer([0, 0], read, 2);

        Assert.Equal([0xFF, 0xFF], read);
    }

    [Fact]
    public void Two_parts_on_one_bus_hear_what_is_theirs()
    {
        var memory = new SpiPart(PinMap.MemorySelect);
        memory.Transfer([7], new byte[1], 1);
        _part.Transfer([8], new byte[1], 1);

        Assert.Equal([8], Assert.Single(_written));
        Assert.Equal(2, SpiParts.Devices.Select(d => d.ConnectionSettings.ChipSelectLine).Distinct().Count());
        Assert.Throws<InvalidOperationException>(() => new SpiPart(PinMap.MemorySelect));
    }
}
