// The FRAM's adapter on a scripted part: commands, pieces, and everything that a part can do wrong.
using System;
using System.Device.Spi;
using System.Linq;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;

namespace Board.Tests.Storage;

public sealed class FramMemoryTests
{
    private readonly ScriptedFram _part = new();
    private readonly FramMemory _memory;
    private readonly byte[] _buffer = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];

    public FramMemoryTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, _part);
        _memory = new FramMemory(new SpiPart(PinMap.MemorySelect));
    }

    [Fact]
    public void What_was_filled_and_programmed_is_read_back_over_the_ends_of_pieces()
    {
        Assert.Equal(FlashResult.Ok, _memory.Fill(1_000, 700, 0xFF));
        Assert.Equal(FlashResult.Ok, _memory.ClearBits(1_000, _buffer, 0, 700));
        byte[] read = new byte[702];
        Assert.Equal(FlashResult.Ok, _memory.Read(1_000, read, 1, 700));

        Assert.Equal(_buffer, read[1..701]);
        Assert.Equal([0, 0], new[] { read[0], read[701] });
        Assert.Equal(_buffer, _part.Bytes[1_000..1_700]);
        Assert.Equal([0, 0], new[] { _part.Bytes[999], _part.Bytes[1_700] });
        Assert.Equal(BoardLimits.FramPieceBytes + 4, _part.LongestTransfer);
        Assert.Equal(0, _part.UnknownCount);
    }

    [Fact]
    public void Programming_clears_bits_and_sets_none()
    {
        _memory.Fill(0, 2, 0xFF);
        _memory.ClearBits(0, [0xF0, 0x3C], 0, 2);
        Assert.Equal(FlashResult.Ok, _memory.ClearBits(0, [0xAA, 0xFF], 0, 2));

        Assert.Equal([0xA0, 0x3C], _part.Bytes[..2]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(BoardLimits.FramBytes - 9, 10)]
    [InlineData(BoardLimits.FramBytes + 1, 0)]
    [InlineData(1, int.MaxValue)]
    public void What_lies_outside_is_refused_and_nothing_is_transferred(int address, int count)
    {
        Assert.Equal(FlashResult.OutOfRange, _memory.Read(address, _buffer, 0, count));
        Assert.Equal(FlashResult.OutOfRange, _memory.ClearBits(address, _buffer, 0, count));
        Assert.Equal(FlashResult.OutOfRange, _memory.Fill(address, count, 0));
        Assert.Equal(0, _part.TransferCount);
    }

    [Fact]
    public void The_last_byte_is_inside()
    {
        Assert.Equal(FlashResult.Ok, _memory.Fill(BoardLimits.FramBytes - 1, 1, 0x5A));
        Assert.Equal(0x5A, _part.Bytes[^1]);
        Assert.Equal(0, _part.Bytes[0]);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void A_part_that_dies_is_noticed_whatever_its_line_is_stuck_at_and_found_when_it_is_back(byte stuck)
    {
        Assert.Equal(FlashResult.Ok, _memory.Fill(0, 8, 0x11));
        _part.Stuck = stuck;

        // What is asked for is just what the dead line says.
        Assert.Equal(FlashResult.Failed, _memory.Fill(0, 8, stuck));
        Assert.Equal(FlashResult.Failed, _memory.ClearBits(0, new byte[8], 0, 8));
        Assert.Equal(FlashResult.Failed, _memory.Read(0, _buffer, 0, 8));
        Assert.False(_memory.Probe());
        Assert.True(_memory.FailureCount >= 3);

        _part.Stuck = null;
        Assert.Equal(FlashResult.Ok, _memory.Read(0, _buffer, 0, 8));
        Assert.Equal(Enumerable.Repeat((byte)0x11, 8), _buffer[..8]);
    }

    [Fact]
    public void A_part_that_dies_between_two_operations_is_not_believed_the_first_time()
    {
        Assert.Equal(FlashResult.Ok, _memory.Fill(0, 8, 0x11));
        _part.Stuck = 0;

        Assert.Equal(FlashResult.Failed, _memory.ClearBits(0, new byte[8], 0, 8));
    }

    [Fact]
    public void Nobody_on_the_bus_and_a_bus_that_throws_are_failures_and_no_exceptions()
    {
        SpiParts.Disconnect(PinMap.MemorySelect);
        Assert.Equal(FlashResult.Failed, _memory.Fill(0, 300, 0xFF));
        Assert.Equal(FlashResult.Failed, _memory.Read(0, _buffer, 0, 300));

        SpiParts.Connect(PinMap.MemorySelect, new Throwing());
        Assert.Equal(FlashResult.Failed, _memory.Fill(0, 300, 0xFF));
        Assert.Equal(FlashResult.Failed, _memory.Read(0, _buffer, 0, 300));
        Assert.Equal(FlashResult.Failed, _memory.ClearBits(0, _buffer, 0, 300));
        Assert.False(_memory.Probe());
    }

    [Fact]
    public void A_wrong_part_is_not_written()
    {
        _part.Identifier[2] = 0x28;

        Assert.Equal(FlashResult.Failed, _memory.Fill(0, 8, 0xFF));
        Assert.Equal(0, _part.WrittenBytes);
        Assert.False(_memory.Probe());
    }

    [Fact]
    public void A_byte_that_does_not_keep_what_is_written_fails_the_operation()
    {
        _part.WornAddress = 400;

        Assert.Equal(FlashResult.Failed, _memory.Fill(0, 500, 0xFF));
        Assert.Equal(FlashResult.Ok, _memory.Fill(0, 400, 0xFF));
    }

    [Fact]
    public void Protection_that_somebody_has_switched_on_is_taken_off()
    {
        _part.Status = 0x8C;

        Assert.Equal(FlashResult.Ok, _memory.Fill(0, 8, 0x42));
        Assert.Equal(0, _part.Status);
    }

    private sealed class Throwing : ISpiPart
    {
        public void Transfer(ReadOnlySpan<byte> written, Span<byte> read) => throw new InvalidOperationException();
    }
}
