// What goes wrong with an SX1262, and what the adapter makes of it.
using System;
using Hub.Esp32S3;
using Hub.Esp32S3.Radio;
using Hub.Protocols.Radio;

namespace Board.Tests.Radio;

public sealed class Sx1262FaultTests
{
    private static readonly byte[] Frame = new byte[27];

    private readonly RadioBench _bench = new();

    private SpiRadio Radio => _bench.Hub.Radio;

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    [InlineData(0x54)]
    public void Without_a_chip_the_channel_is_busy_and_nothing_is_sent_until_one_answers(byte value)
    {
        _bench.Chip.Stuck = value;
        _bench.Run(30_000);
        Assert.True(Radio.IsChannelBusy);
        Assert.False(Send());
        Assert.Empty(_bench.Hub.Received);

        // At once, after 1, 2, 4, 8 s…: no more than six tries in that time.
        Assert.InRange(Radio.FaultCount, 5, 6);
        Assert.Contains(Radio.LastFault, (RadioFault[])[RadioFault.Garbage, RadioFault.State, RadioFault.Chip]);

        _bench.Chip.Stuck = null;
        _bench.Start();
        AssertWorks();
    }

    [Fact]
    public void The_wait_between_tries_has_an_end()
    {
        _bench.Chip.Stuck = 0xFF;
        _bench.Run(600_000);
        long before = Radio.FaultCount;
        _bench.Run(10 * BoardLimits.RadioMaxRetryMilliseconds);

        Assert.InRange(Radio.FaultCount - before, 9, 11);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void A_line_that_breaks_while_it_receives_is_noticed_within_a_tenth_of_a_second(byte value)
    {
        _bench.Start();
        _bench.Chip.Stuck = value;
        Assert.True(Radio.IsChannelBusy);
        _bench.Run(BoardLimits.RadioLookMilliseconds + 1);
        Assert.NotEqual(0, Radio.FaultCount);

        _bench.Chip.Stuck = null;
        _bench.Start();
        AssertWorks();
    }

    [Fact]
    public void A_chip_that_stays_busy_costs_a_bounded_wait_and_is_reset()
    {
        _bench.Start();
        int resets = _bench.Chip.ResetCount;
        _bench.Chip.IsHung = true;
        System.Device.Gpio.BoardPins.Get(Hub.Hardware.PinMap.RadioBusy).Drive(true);
        int transfers = _bench.Chip.TransferCount;
        Assert.False(Send());

        Assert.Equal(RadioFault.Busy, Radio.LastFault);
        Assert.Equal(transfers, _bench.Chip.TransferCount);
        _bench.Run(5_000);
        Assert.InRange(Radio.FaultCount, 2, 5);

        _bench.Chip.IsHung = false;
        System.Device.Gpio.BoardPins.Get(Hub.Hardware.PinMap.RadioBusy).Drive(false);
        _bench.Start();
        Assert.True(_bench.Chip.ResetCount > resets);
        AssertWorks();
    }

    [Fact]
    public void A_chip_that_was_reset_is_set_up_again_within_a_fifth_of_a_second()
    {
        _bench.Start();
        _bench.Run(BoardLimits.RadioCheckMilliseconds);
        _bench.Chip.BrownOut();
        _bench.Run(200);

        Assert.Equal(1, Radio.FaultCount);
        Assert.Equal(RadioFault.State, Radio.LastFault);
        AssertWorks();
    }

    [Fact]
    public void A_chip_reset_while_it_sends_is_noticed_when_the_frame_should_have_ended()
    {
        _bench.Start();
        Assert.True(Send());
        _bench.Run(10);
        _bench.Chip.BrownOut();
        _bench.Run(100);

        Assert.Equal(0, Radio.SentCount);
        Assert.Equal(1, Radio.FaultCount);
        AssertWorks();
    }

    [Fact]
    public void A_sending_that_never_ends_is_ended()
    {
        _bench.Start();
        _bench.Chip.NeverEndsSending = true;
        Assert.True(Send());
        Assert.False(Send());
        _bench.Run(31 + 1 + BoardLimits.RadioSendSlackMilliseconds + BoardLimits.RadioSendLookMilliseconds + 1);
        Assert.Equal(RadioFault.Sending, Radio.LastFault);
        Assert.Equal(0, Radio.SentCount);

        _bench.Chip.NeverEndsSending = false;
        _bench.Run(100);
        AssertWorks();
    }

    [Fact]
    public void Settings_that_have_changed_are_found_and_written_anew()
    {
        _bench.Start();
        _bench.Chip.Forget(0x06C1);
        _bench.Run(BoardLimits.RadioCheckMilliseconds + 200);

        Assert.Equal(RadioFault.Settings, Radio.LastFault);
        AssertWorks();
    }

    [Fact]
    public void An_error_that_the_chip_tells_is_found()
    {
        _bench.Start();
        _bench.Chip.TellsErrors = 0x40;
        _bench.Run(BoardLimits.RadioCheckMilliseconds + 500);
        Assert.Equal(RadioFault.Chip, Radio.LastFault);
        Assert.NotEqual(RadioState.Receiving, Radio.State);

        _bench.Chip.TellsErrors = 0;
        _bench.Start();
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
        Assert.Equal(0, Radio.FaultCount);
    }

    [Fact]
    public void A_line_that_stays_high_without_news_is_a_fault()
    {
        _bench.Start();
        _bench.Chip.IsLineStuck = true;
        _bench.Line.Drive(true);
        _bench.Run(5);

        Assert.Equal(RadioFault.Line, Radio.LastFault);
        Assert.Empty(_bench.Hub.Received);
    }

    [Theory]
    [InlineData(12)]
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
        AssertWorks();
    }

    [Fact]
    public void A_frame_longer_than_any_of_the_protocol_is_not_taken()
    {
        _bench.Start();
        _bench.SendFromAir(new byte[RadioLimits.MaxFrameBytes + 1]);
        _bench.Run(80);
        _bench.SendFromAir(new byte[200]);
        _bench.Run(250);
        Assert.Empty(_bench.Hub.Received);

        foreach (int told in (int[])[0, RadioLimits.MaxFrameBytes + 1, 255])
        {
            _bench.Chip.ToldLength = told;
            _bench.SendFromAir(Frame);
            _bench.Run(60);
        }

        Assert.Equal(3, Radio.SpoiltCount);
        _bench.Chip.ToldLength = null;
        AssertWorks();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(RadioLimits.MaxFrameBytes)]
    public void Frames_up_to_the_longest_come_in_and_go_out(int count)
    {
        byte[] frame = new byte[count];
        new Random(count).NextBytes(frame);
        _bench.Start();
        _bench.SendFromAir(frame);
        _bench.Run(60);
        Assert.Equal(frame, Assert.Single(_bench.Hub.Received).Frame);
        Assert.True(Radio.Send(frame, 0, count, _bench.Milliseconds));
        _bench.Run(60);
        Assert.Equal(1, Radio.SentCount);
    }

    [Theory]
    [InlineData(0, 0, 10)]
    [InlineData(0, RadioLimits.MaxFrameBytes + 1, 60)]
    [InlineData(-1, 5, 10)]
    [InlineData(6, 5, 10)]
    public void What_is_no_frame_is_not_sent(int offset, int count, int size)
    {
        _bench.Start();
        Assert.False(Radio.Send(new byte[size], offset, count, _bench.Milliseconds));
        Assert.False(Radio.Send(null!, 0, 1, _bench.Milliseconds));
        Assert.Empty(_bench.Air.Sent);
        Assert.Equal(0, Radio.FaultCount);
    }

    [Fact]
    public void A_signal_above_the_limit_makes_the_channel_busy_and_one_below_does_not()
    {
        _bench.Start();
        _bench.Air.NoiseDbm = BoardLimits.RadioBusyDbm;
        Assert.True(Radio.IsChannelBusy);
        _bench.Air.NoiseDbm = BoardLimits.RadioBusyDbm - 1;
        Assert.False(Radio.IsChannelBusy);
        Assert.Equal(0, Radio.FaultCount);
    }

    [Fact]
    public void A_frame_on_the_air_while_the_hub_sends_is_lost_and_the_next_one_heard()
    {
        _bench.Start();
        _bench.SendFromAir(Frame);
        _bench.Run(10);
        Assert.True(Send());
        _bench.Run(80);
        Assert.Empty(_bench.Hub.Received);
        Assert.Equal(1, Radio.SentCount);
        AssertWorks();
    }

    [Fact]
    public void A_received_frame_that_waits_is_taken_before_the_hub_sends()
    {
        _bench.Start();
        _bench.Line.LosesEdges = true;
        _bench.SendFromAir(Frame);
        _bench.World.RunUntil(_bench.World.NowMilliseconds + 33);
        Assert.True(Send());

        Assert.Single(_bench.Hub.Received);
    }

    [Fact]
    public void Of_two_frames_back_to_back_both_are_heard_when_the_loop_is_in_time_and_the_last_when_it_is_not()
    {
        byte[] second = [.. Frame];
        second[5] = 1;
        _bench.Start();
        _bench.SendFromAir(Frame);
        _bench.Run(32);
        _bench.SendFromAir(second);
        _bench.Run(60);
        Assert.Equal([Frame, second], _bench.Hub.Received.ConvertAll(r => r.Frame));

        // A loop that is not there for 70 ms.
        _bench.SendFromAir(Frame);
        _bench.World.RunUntil(_bench.World.NowMilliseconds + 33);
        _bench.SendFromAir(second);
        _bench.World.RunUntil(_bench.World.NowMilliseconds + 33);
        _bench.Run(1);
        Assert.Equal(second, _bench.Hub.Received[^1].Frame);
        Assert.Equal(3, _bench.Hub.Received.Count);
    }

    [Fact]
    public void Twenty_frames_run_round_the_chips_buffer()
    {
        _bench.Start();
        for (int i = 0; i < 20; i++)
        {
            byte[] frame = new byte[40];
            frame[0] = (byte)i;
            _bench.SendFromAir(frame);
            _bench.Run(60);
            Assert.Equal(frame, _bench.Hub.Received[i].Frame);
        }
    }

    [Fact]
    public void A_carrier_that_is_off_by_ten_parts_in_a_million_and_the_hubs_two_is_heard()
    {
        const int Off = RadioChannel.MaxOffsetHertz + (2 * RadioChannel.CarrierHertz / 1_000_000);
        _bench.Start();
        foreach (int off in (int[])[-Off, Off])
        {
            _bench.SendFromAir(Frame, off);
            _bench.Run(60);
        }

        Assert.Equal(2, _bench.Hub.Received.Count);
        _bench.SendFromAir(Frame, 20_000);
        _bench.Run(60);
        Assert.Equal(2, _bench.Hub.Received.Count);
    }

    [Fact]
    public void A_frame_that_nobody_takes_is_counted()
    {
        _bench.Start();
        _bench.Hub.IsTaking = false;
        _bench.SendFromAir(Frame);
        _bench.Run(60);
        _bench.Hub.Radio.Received = null;
        _bench.SendFromAir(Frame);
        _bench.Run(60);

        Assert.Equal(2, Radio.DroppedCount);
    }

    [Fact]
    public void Listening_and_frames_allocate_nothing()
    {
        _bench.Start();
        long now = _bench.Milliseconds;
        bool wasBusy = Radio.IsChannelBusy;
        long allocated = AllocatedBytes(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                wasBusy |= Radio.IsChannelBusy;
                now += BoardLimits.RadioLookMilliseconds;
                Radio.Poll(now);
            }
        });

        Assert.False(wasBusy);
        Assert.Equal(0, Radio.FaultCount);
        Assert.Equal(0, allocated);
    }

    // Only what the adapter's own thread allocates, without the model's share.
    private static long AllocatedBytes(Action action)
    {
        action();
        long parts = System.Device.Spi.SpiParts.AllocatedBytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before - (System.Device.Spi.SpiParts.AllocatedBytes - parts);
    }

    private bool Send() => Radio.Send(Frame, 0, Frame.Length, _bench.Milliseconds);

    private void AssertWorks()
    {
        Assert.Equal(RadioState.Receiving, Radio.State);
        Assert.False(Radio.IsChannelBusy);
        int received = _bench.Hub.Received.Count;
        long sent = Radio.SentCount;
        _bench.SendFromAir(Frame);
        _bench.Run(60);
        Assert.Equal(received + 1, _bench.Hub.Received.Count);
        Assert.True(Send());
        _bench.Run(60);
        Assert.Equal(sent + 1, Radio.SentCount);
    }
}
