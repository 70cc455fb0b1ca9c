// A part on the I²C bus: its answers, its silence, and a bus that hangs.
using System.Device.I2c;
using Hub.Core;
using Hub.Esp32S3;
using Hub.Esp32S3.Wiring;

namespace Board.Tests.Wiring;

public sealed class I2cPartTests
{
    private readonly RegisterPart _chip = new();
    private readonly RegisterPart _otherChip = new();
    private readonly I2cBus _bus = new();
    private readonly I2cPart _part;
    private readonly I2cPart _other;
    private readonly byte[] _buffer = new byte[BoardLimits.MaxI2cTransferBytes + 1];

    public I2cPartTests()
    {
        I2cParts.Reset();
        I2cParts.Connect(0x20, _chip);
        I2cParts.Connect(0x21, _otherChip);
        _part = new I2cPart(_bus, 0x20);
        _other = new I2cPart(_bus, 0x21);
    }

    [Fact]
    public void Registers_are_written_and_read_back()
    {
        Assert.True(_part.Write([0x10, 7, 8, 9], 3, 0));
        Assert.True(_part.Read(0x0F, _buffer, 4, 0));

        Assert.Equal([0, 7, 8, 0], _buffer[..4]);
        Assert.True(_part.IsAnswering);
        Assert.Equal(0, _part.FailureCount);
    }

    [Fact]
    public void A_transfer_up_to_the_limit_is_made_and_one_more_byte_is_refused()
    {
        int most = BoardLimits.MaxI2cTransferBytes;

        Assert.True(_part.Read(0, _buffer, most, 0));
        Assert.True(_part.Write(_buffer, most, 0));
        Assert.Throws<CheckFailedException>(() => _part.Read(0, _buffer, most + 1, 0));
        Assert.Throws<CheckFailedException>(() => _part.Write(_buffer, most + 1, 0));
        Assert.Throws<CheckFailedException>(() => _part.Read(0, new byte[1], 2, 0));
        Assert.Throws<CheckFailedException>(() => _part.Write(_buffer, 1, 0));
    }

    [Fact]
    public void An_absent_part_is_asked_less_and_less_often_and_at_once_again_when_it_has_answered()
    {
        I2cParts.Disconnect(0x20);
        int asked = 0;
        for (long now = 0; now < 600_000; now += 100)
        {
            int before = I2cParts.TransferCount;
            Assert.False(_part.Read(0, _buffer, 1, now));
            asked += I2cParts.TransferCount - before;
        }

        // 0.5, 1, 2 … 32 s, then every minute.
        Assert.InRange(asked, 14, 17);
        Assert.Equal(asked, _part.FailureCount);
        Assert.Equal(0, _bus.HangCount);
        Assert.True(_other.Read(0, _buffer, 1, 600_000));

        I2cParts.Connect(0x20, _chip);
        Assert.True(_part.Read(0, _buffer, 1, 700_000));
        I2cParts.Disconnect(0x20);
        Assert.False(_part.Read(0, _buffer, 1, 700_000));
        I2cParts.Connect(0x20, _chip);
        Assert.False(_part.Read(0, _buffer, 1, 700_000 + BoardLimits.I2cRetryMilliseconds - 1));
        Assert.True(_part.Read(0, _buffer, 1, 700_000 + BoardLimits.I2cRetryMilliseconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bus_that_hangs_holds_the_loop_once_in_its_rest_whoever_asks(bool throws)
    {
        I2cParts.IsStuck = !throws;
        I2cParts.Throws = throws;
        for (long now = 0; now < 3_600_000; now += 100)
        {
            Assert.False(_part.Read(0, _buffer, 1, now));
            Assert.False(_other.Write(_buffer, 2, now));
        }

        Assert.InRange(I2cParts.TransferCount, 100, 3_600_000 / BoardLimits.I2cBusRestMilliseconds);
        Assert.Equal(I2cParts.TransferCount, _bus.HangCount);

        I2cParts.IsStuck = false;
        I2cParts.Throws = false;
        Assert.True(_part.Read(0, _buffer, 1, 3_700_000));
        Assert.True(_other.Read(0, _buffer, 1, 3_700_000));
    }

    [Fact]
    public void What_was_not_read_leaves_the_buffer_alone()
    {
        _buffer[0] = 0x77;
        _chip.Ends = I2cTransferStatus.PartialTransfer;

        Assert.False(_part.Read(0, _buffer, 1, 0));
        Assert.Equal(0x77, _buffer[0]);
    }
}
