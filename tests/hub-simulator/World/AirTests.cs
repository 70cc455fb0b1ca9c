// The air: who hears whom, what spoils a frame, and how long anybody may talk.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Radio;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Simulator.Tests.World;

public sealed class AirTests
{
    private static readonly byte[] Frame = new byte[27];
    private readonly VirtualWorld _world = new(0);
    private readonly Agenda _agenda;
    private readonly Air _air;
    private readonly AirStation _hub;
    private readonly List<(string From, int SignalDbm)> _heard = [];

    public AirTests()
    {
        _agenda = new Agenda(_world);
        _agenda.Hastened = () => _world.At(_agenda.NextAt, Run);
        _air = new Air(_agenda, new SeededRandom(1));
        _hub = Listening("hub", new Spot(0, 0, 0));
    }

    [Fact]
    public void A_frame_arrives_when_its_last_bit_has_and_weaker_the_farther_it_comes()
    {
        AirStation near = _air.Add("near", new Spot(20, 0, 0));
        AirStation far = _air.Add("far", new Spot(0, 1_280, 12));
        Assert.Equal((41, 113), (PathLoss.Db(near.Spot, _hub.Spot), PathLoss.Db(_hub.Spot, far.Spot)));
        Transmission sent = near.Send(Frame)!;
        Assert.Equal(31_667, sent.Microseconds);
        Assert.Equal(32, sent.EndsAt);
        Assert.True(_hub.IsChannelBusy && near.IsSending && !near.IsChannelBusy);
        Assert.Null(near.Send(Frame));
        _world.RunUntil(31);
        Assert.Empty(_heard);
        _world.RunUntil(40);
        Assert.NotNull(far.Send(Frame));
        _world.RunUntil(100);
        Assert.Equal(["near", "far"], _heard.Select(one => one.From));
        Assert.InRange(_heard[0].SignalDbm, -31 - 6, -31);
        Assert.InRange(_heard[1].SignalDbm, -103 - 6, -103);
    }

    [Fact]
    public void Beyond_the_last_decibel_nothing_is_heard()
    {
        AirStation lost = _air.Add("lost", new Spot(0, 1_280, 30));
        Assert.NotNull(lost.Send(Frame));
        _world.RunUntil(100);
        Assert.Empty(_heard);
        Assert.Equal((0, 0), (_air.CollisionCount, _air.LostCount));
    }

    [Fact]
    public void Two_frames_of_equal_strength_spoil_each_other_and_a_much_stronger_one_gets_through()
    {
        AirStation one = _air.Add("one", new Spot(50, 0, 0));
        AirStation other = _air.Add("other", new Spot(-50, 0, 0));
        AirStation close = _air.Add("close", new Spot(10, 0, 0));
        one.Send(Frame);
        _world.RunUntil(20);
        other.Send(Frame);
        _world.RunUntil(100);
        Assert.Empty(_heard);
        Assert.Equal(2, _air.CollisionCount);

        one.Send(Frame);
        _world.RunUntil(120);
        close.Send(Frame);
        _world.RunUntil(200);
        Assert.Equal(["close"], _heard.Select(heard => heard.From));

        one.Send(Frame);
        _world.RunUntil(232);
        other.Send(Frame);
        _world.RunUntil(300);
        Assert.Equal(["close", "one", "other"], _heard.Select(heard => heard.From));
    }

    [Fact]
    public void Who_sends_or_sleeps_or_begins_to_listen_in_the_middle_hears_nothing()
    {
        AirStation one = _air.Add("one", new Spot(50, 0, 0));
        one.Send(Frame);
        _world.RunUntil(10);
        _hub.Send(Frame);
        _world.RunUntil(100);
        Assert.Empty(_heard);

        _hub.StopListening();
        one.Send(Frame);
        _world.RunUntil(110);
        _hub.ListenUntil(long.MaxValue);
        _world.RunUntil(200);
        Assert.Empty(_heard);

        _hub.IsDeaf = true;
        one.Send(Frame);
        _world.RunUntil(300);
        Assert.Empty(_heard);
        _hub.IsDeaf = false;
        one.Send(Frame);
        _world.RunUntil(400);
        Assert.Single(_heard);
    }

    [Fact]
    public void A_jammer_keeps_the_channel_busy_and_spoils_every_frame_that_it_touches()
    {
        AirStation one = _air.Add("one", new Spot(50, 0, 0));
        Jammer jammer = _air.AddJammer(new Spot(60, 0, 0));
        one.Send(Frame);
        _world.RunUntil(10);
        jammer.IsOn = true;
        Assert.True(_hub.IsChannelBusy);
        _world.RunUntil(20);
        jammer.IsOn = false;
        _world.RunUntil(100);
        Assert.Equal((0, 1L), (_heard.Count, _air.JammedCount));

        one.Send(Frame);
        _world.RunUntil(200);
        Assert.Single(_heard);
    }

    [Theory]
    [InlineData(0, 1000, 1000)]
    [InlineData(30, 650, 750)]
    [InlineData(60, 350, 450)]
    public void So_many_in_a_hundred_are_lost(int percent, int fewest, int most)
    {
        AirStation one = _air.Add("one", new Spot(50, 0, 0));
        _air.LossPercent = percent;
        for (int i = 1; i <= 1000; i++)
        {
            one.Send(Frame);
            _world.RunUntil(i * 100);
        }

        Assert.InRange(_heard.Count, fewest, most);
        Assert.Equal(1000, _heard.Count + _air.LostCount);
    }

    [Fact]
    public void The_air_time_of_any_hour_is_counted_not_that_of_an_hour_of_the_clock()
    {
        AirTimeMeter meter = new();
        meter.Add(1_800_000, 2_000_000);
        meter.Add(3_700_000, 1_500_000);
        Assert.Equal(3_500_000, meter.MostMicroseconds);
        Assert.Equal(3_500_000, meter.WithinHourBefore(5_399_999));
        Assert.Equal(1_500_000, meter.WithinHourBefore(5_400_000));
        meter.Add(5_400_000, 1_000);
        Assert.Equal((1_501_000, 3_501_000), (meter.LastHourMicroseconds, meter.TotalMicroseconds));
        Assert.Equal((3_500_000, 3L), (meter.MostMicroseconds, meter.Count));
        Assert.Equal(3_600_000, AirTimeMeter.LimitMicroseconds);
        Assert.Equal(31_667, AirTime.Microseconds(Frame.Length));
    }

    private void Run()
    {
        _agenda.RunDue();
        if (_agenda.NextAt != long.MaxValue)
        {
            _world.At(_agenda.NextAt, Run);
        }
    }

    private AirStation Listening(string name, Spot spot)
    {
        AirStation station = _air.Add(name, spot);
        station.ListenUntil(long.MaxValue);
        station.Received = (sent, signalDbm) => _heard.Add((sent.From.Name, signalDbm));
        return station;
    }
}
