// The CC1101 adapter on a model of the chip: registers, frames both ways, and what goes wrong.
using System;
using System.Linq;
using Hub.Esp32S3;
using Hub.Esp32S3.Radio;
using Hub.Protocols.Radio;

namespace Board.Tests.Radio;

public sealed class Cc1101RadioTests
{
    private static readonly byte[] Frame = new byte[27];

    private readonly RadioBench _bench = new("CC1101");

    private SpiRadio Radio => _bench.Hub.Radio;

    private ModelCc1101 Chip => (ModelCc1101)_bench.Hub.Chip;

    [Fact]
    public void Its_registers_are_those_of_the_physical_layer_with_26_MHz()
    {
        byte[] registers = new Cc1101Settings().Registers;

        // 0x216E86 × 26 MHz / 2^16 = 869.225037 MHz; 9,596 bit/s; 4,761 Hz; 58 kHz.
        Assert.Equal(
            "062e014f35693004050000060021"
            + "6e86f8831322f81407001816"
            + "6c434091876bfb5610e92a001f4100597f3f813509",
            Convert.ToHexStringLower(registers));
        double carrier = ((registers[0x0D] << 16) | (registers[0x0E] << 8) | registers[0x0F]) * 26e6 / 65_536;
        Assert.InRange(carrier, RadioChannel.CarrierHertz - 200, RadioChannel.CarrierHertz + 200);
    }

    [Fact]
    public void It_starts_and_receives()
    {
        Assert.InRange(_bench.Start(), 2, 20);
        Assert.False(Radio.IsChannelBusy);
        Assert.Equal(0, Radio.FaultCount);
        Assert.Equal(0, Chip.ViolationCount);
    }

    [Fact]
    public void Frames_go_out_and_come_in_bit_for_bit()
    {
        _bench.Start();
        byte[] press = Convert.FromHexString("11efcdab0002000000450641a44b1f6b4ab0d50c946bc93cb6ff4f");
        Assert.True(Radio.Send(press, 0, press.Length, _bench.Milliseconds));
        _bench.Run(60);
        Assert.Equal(
            "aaaaaaaa356935691bee0ed031ed873324ea3fd478d4dc48611ecdf8d4f96673b3d1a68848a5",
            Convert.ToHexStringLower(Assert.Single(_bench.Air.Sent).Bytes));
        Assert.Equal(-90, _bench.Air.Sent[0].LevelDbm);
        Assert.Equal(1, Radio.SentCount);

        _bench.SendFromAir(press, level: -101);
        _bench.Run(60);
        (byte[] frame, int level, _) = Assert.Single(_bench.Hub.Received);
        Assert.Equal(press, frame);
        Assert.Equal(-101, level);
        Assert.Equal(0, Chip.ViolationCount);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    [InlineData(0x54)]
    public void Without_a_chip_nothing_is_sent_until_one_answers(byte value)
    {
        Chip.Stuck = value;
        _bench.Run(30_000);
        Assert.True(Radio.IsChannelBusy);
        Assert.False(Send());
        Assert.Empty(_bench.Hub.Received);
        Assert.InRange(Radio.FaultCount, 5, 6);

        Chip.Stuck = null;
        _bench.Start();
        AssertWorks();
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void A_line_that_breaks_is_noticed_in_receiving_and_in_sending(byte value)
    {
        _bench.Start();
        Chip.Stuck = value;
        _bench.Run(2 * BoardLimits.RadioLookMilliseconds);
        Assert.NotEqual(0, Radio.FaultCount);
        Chip.Stuck = null;
        _bench.Start();

        Assert.True(Send());
        Chip.Stuck = value;
        _bench.Run(100);
        Assert.Equal(0, Radio.SentCount);
        Chip.Stuck = null;
        _bench.Start();
        AssertWorks();
    }

    [Fact]
    public void A_chip_that_was_reset_is_set_up_again()
    {
        _bench.Start();
        _bench.Run(BoardLimits.RadioCheckMilliseconds);
        Chip.BrownOut();
        _bench.Run(150);
        Assert.Equal(1, Radio.FaultCount);
        _bench.Run(1_000);
        AssertWorks();
    }

    [Fact]
    public void A_sending_that_never_ends_is_ended()
    {
        _bench.Start();
        Chip.NeverEndsSending = true;
        Assert.True(Send());
        _bench.Run(100);
        Assert.Equal(RadioFault.Sending, Radio.LastFault);
        Assert.Equal(0, Radio.SentCount);
        Chip.NeverEndsSending = false;
        _bench.Run(100);
        AssertWorks();
    }

    [Fact]
    public void Registers_that_have_changed_are_found_and_written_anew()
    {
        _bench.Start();
        Chip.Registers[0x0F] ^= 1;
        _bench.Run(BoardLimits.RadioCheckMilliseconds + 200);
        Assert.Equal(RadioFault.Settings, Radio.LastFault);
        AssertWorks();
    }

    [Fact]
    public void A_synthesiser_without_lock_is_found()
    {
        Chip.IsUnlocked = true;
        _bench.Run(500);
        Assert.Equal(RadioFault.Chip, Radio.LastFault);
        Chip.IsUnlocked = false;
        _bench.Start();
        AssertWorks();
    }

    [Fact]
    public void A_FIFO_that_ran_over_is_emptied()
    {
        _bench.Start();
        Chip.Overrun();
        _bench.Run(2 * BoardLimits.RadioLookMilliseconds);
        Assert.Equal(1, Radio.SpoiltCount);
        Assert.Equal(0, Radio.FaultCount);
        AssertWorks();
    }

    [Fact]
    public void A_lost_edge_costs_a_tenth_of_a_second_at_most()
    {
        _bench.Start();
        _bench.Line.LosesEdges = true;
        _bench.SendFromAir(Frame);
        _bench.Run(32 + BoardLimits.RadioLookMilliseconds);
        Assert.Single(_bench.Hub.Received);
    }

    [Fact]
    public void A_line_that_stays_high_is_a_fault()
    {
        _bench.Start();
        Chip.IsLineStuck = true;
        _bench.Line.Drive(true);
        _bench.Run(5);
        Assert.NotEqual(RadioFault.None, Radio.LastFault);
        Assert.Empty(_bench.Hub.Received);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(36)]
    public void A_frame_with_a_wrong_bit_is_counted_and_dropped(int at)
    {
        _bench.Start();
        _bench.SendFromAir(Frame, change: bytes =>
        {
            bytes[at] ^= 0x10;
            return bytes;
        });
        _bench.Run(60);
        Assert.Empty(_bench.Hub.Received);
        Assert.Equal(1, Radio.SpoiltCount);
        AssertWorks();
    }

    [Fact]
    public void A_frame_longer_than_any_of_the_protocol_is_not_taken()
    {
        _bench.Start();
        _bench.SendFromAir(new byte[RadioLimits.MaxFrameBytes + 1]);
        _bench.Run(200);
        Assert.Empty(_bench.Hub.Received);
        Assert.Equal(0, Radio.FaultCount);
        AssertWorks();
    }

    [Fact]
    public void Of_two_frames_back_to_back_the_first_is_heard_and_the_next_one_after_them()
    {
        _bench.Start();
        _bench.SendFromAir(Frame);
        _bench.World.RunUntil(_bench.World.NowMilliseconds + 32);
        _bench.SendFromAir(new byte[30]);
        _bench.Run(100);
        Assert.Equal(Frame, Assert.Single(_bench.Hub.Received).Frame);
        Assert.Equal(0, Radio.FaultCount);
        AssertWorks();
    }

    [Fact]
    public void A_frame_that_is_being_received_makes_the_channel_busy_however_weak_it_is()
    {
        _bench.Start();
        _bench.SendFromAir(Frame, level: -109);
        _bench.Run(5);
        Assert.False(Radio.IsChannelBusy);
        _bench.Run(5);
        Assert.True(Radio.IsChannelBusy);
        _bench.Run(60);
        Assert.False(Radio.IsChannelBusy);
    }

    [Fact]
    public void A_signal_above_the_limit_makes_the_channel_busy_and_one_below_does_not()
    {
        _bench.Start();
        _bench.Air.NoiseDbm = BoardLimits.RadioBusyDbm;
        Assert.True(Radio.IsChannelBusy);
        _bench.Air.NoiseDbm = BoardLimits.RadioBusyDbm - 1;
        Assert.False(Radio.IsChannelBusy);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(RadioLimits.MaxFrameBytes)]
    public void Frames_up_to_the_longest_come_in_and_go_out(int count)
    {
        byte[] frame = [.. Enumerable.Range(0, count).Select(i => (byte)(255 - i))];
        _bench.Start();
        _bench.SendFromAir(frame);
        _bench.Run(60);
        Assert.Equal(frame, Assert.Single(_bench.Hub.Received).Frame);
        Assert.True(Radio.Send(frame, 0, count, _bench.Milliseconds));
        _bench.Run(70);
        Assert.Equal(1, Radio.SentCount);
    }

    private bool Send() => Radio.Send(Frame, 0, Frame.Length, _bench.Milliseconds);

    private void AssertWorks()
    {
        Assert.Equal(RadioState.Receiving, Radio.State);
        int received = _bench.Hub.Received.Count;
        long sent = Radio.SentCount;
        _bench.SendFromAir(Frame);
        _bench.Run(60);
        Assert.Equal(received + 1, _bench.Hub.Received.Count);
        Assert.True(Send());
        _bench.Run(60);
        Assert.Equal(sent + 1, Radio.SentCount);
        Assert.Equal(0, Chip.ViolationCount);
    }
}
