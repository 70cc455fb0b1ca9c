// The device side of the radio: bursts, repeats, counters, joining, orders, and the law's air time.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Simulator.Tests.World;

public sealed class DeviceTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private readonly VirtualWorld _world = new(0);
    private readonly SeededRandom _random = new(3);
    private readonly Agenda _agenda;
    private readonly Air _air;
    private readonly NeighbourHub _hub;
    private readonly List<(DeviceCause Cause, int Flags, int Value, int Number, int Age)> _reports = [];
    private readonly List<Transmission> _sent = [];

    public DeviceTests()
    {
        _agenda = new Agenda(_world);
        _agenda.Hastened = () => _world.At(_agenda.NextAt, Run);
        _air = new Air(_agenda, _random.Fork()) { Sent = _sent.Add };
        _hub = new NeighbourHub(_agenda, _air, _random.Fork(), new Spot(0, 0, 0))
        {
            Reported = (_, report) => _reports.Add(
                (report.Cause, report.Flags, report.Value, report.EventNumber, report.AgeSeconds)),
        };
    }

    [Fact]
    public void A_press_is_acknowledged_at_once_and_the_lamp_says_so()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        button.Push();
        Assert.Equal(DeviceLamp.Sending, button.Lamp);
        _world.RunUntil(500);
        Assert.Equal(DeviceLamp.Green, button.Lamp);
        (DeviceCause cause, int flags, _, _, _) = Assert.Single(_reports);
        Assert.Equal((DeviceCause.Triggered, ReportFlags.FirstSincePowerUp), (cause, flags));
        Assert.Equal(2, _sent.Count);
        Assert.InRange(button.HubSignalDbm, -60, -40);
        Assert.Null(button.Pending);
    }

    [Fact]
    public void An_unanswered_press_is_a_burst_of_equal_frames_then_new_ones_ever_more_seldom()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        _hub.IsOn = false;
        button.Push();
        _world.RunUntil(5_000);
        Assert.Equal(DeviceLamp.Red, button.Lamp);
        Assert.Equal(12, _sent.Count);
        Assert.Single(_sent.Select(one => Convert.ToHexString(one.Frame)).Distinct());
        Assert.All(Gaps(), gap => Assert.InRange(gap, 120, 280));

        _world.RunUntil(110_000);
        Assert.All(Gaps().Skip(11), gap => Assert.InRange(gap, 5_000, 8_000 + 400));
        Assert.Equal(_sent.Count - 11, _sent.Select(one => Convert.ToHexString(one.Frame)).Distinct().Count());
        _world.RunUntil(130_000);
        int quick = _sent.Count;
        _world.RunUntil(6 * Hour);
        Assert.All(Gaps().Skip(quick), gap => Assert.InRange(gap, 50_000, 70_000));
        Assert.InRange(button.Station.Meter.MostMicroseconds, 2_000_000, AirTimeMeter.LimitMicroseconds);

        _hub.IsOn = true;
        _world.RunUntil((6 * Hour) + (2 * Minute));
        Assert.Equal(DeviceLamp.Green, button.Lamp);
        Assert.InRange(Assert.Single(_reports).Age, 6 * 3600, (6 * 3600) + 120);
    }

    [Fact]
    public void However_often_it_is_pressed_it_keeps_to_its_air_time_and_is_heard_when_the_hub_is_back()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        _hub.IsOn = false;
        for (int i = 0; i < 300; i++)
        {
            button.Push();
            _world.RunUntil(_world.NowMilliseconds + 2_000);
        }

        Assert.InRange(button.Station.Meter.MostMicroseconds, 3_000_000, AirTimeMeter.LimitMicroseconds);
        _hub.IsOn = true;
        _world.RunUntil(2 * Hour);
        Assert.Equal(DeviceLamp.Green, button.Lamp);
        Assert.Contains(_reports, report => report.Cause == DeviceCause.Triggered);
        Assert.True(button.Station.Meter.MostMicroseconds <= AirTimeMeter.LimitMicroseconds);
        Assert.NotEqual(0, _reports[0].Flags & ReportFlags.EarlierUnacknowledged);
    }

    [Fact]
    public void It_shows_in_time_that_it_is_there_and_tells_of_its_battery_and_its_case()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        _world.RunUntil(24 * Hour);
        Assert.InRange(_reports.Count(report => report.Cause == DeviceCause.Supervision), 24, 28);
        _reports.Clear();
        button.BatteryPercent = 20;
        _world.RunUntil(_world.NowMilliseconds + Minute);
        Assert.Equal(ReportFlags.BatteryLow, Assert.Single(_reports).Flags);
        button.Report(DeviceCause.Tamper);
        _world.RunUntil(_world.NowMilliseconds + Minute);
        Assert.Equal(ReportFlags.BatteryLow | ReportFlags.Tamper, _reports[1].Flags);
        button.Report(DeviceCause.TamperEnded);
        _world.RunUntil(_world.NowMilliseconds + Minute);
        Assert.Equal((DeviceCause.TamperEnded, ReportFlags.BatteryLow), (_reports[2].Cause, _reports[2].Flags));
    }

    [Fact]
    public void Every_kind_tells_everything_that_it_can_notice()
    {
        int number = 0;
        foreach (DeviceKind kind in DeviceSkills.Kinds)
        {
            SimulatedDevice device = Kit(kind);
            foreach (DeviceCause cause in DeviceSkills.Of(kind))
            {
                _reports.Clear();
                device.Report(cause, -215);
                _world.RunUntil(_world.NowMilliseconds + Minute);
                Assert.Contains(_reports, report => report.Cause == cause && report.Value == -215);
                number++;
            }
        }

        Assert.Equal((17, 32), (DeviceSkills.Kinds.Count, number));
    }

    [Fact]
    public void Its_counters_never_go_back_over_losses_of_power()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        for (int i = 0; i < 200; i++)
        {
            button.Push();
            _world.RunUntil(_world.NowMilliseconds + Minute);
            if (i % 7 == 0)
            {
                button.LosePower();
                _world.RunUntil(_world.NowMilliseconds + 500);
                button.GivePower();
                _world.RunUntil(_world.NowMilliseconds + 500);
            }
        }

        Assert.Equal(0, _hub.RefusedCount);
        Assert.Equal(200, _reports.Count(report => report.Cause == DeviceCause.Triggered));
        Assert.Equal(_reports.Count, _reports.Select(report => report.Number).Distinct().Count());
        Assert.Equal(_reports.Select(report => report.Number).Order(), _reports.Select(report => report.Number));
    }

    [Fact]
    public void A_resync_makes_it_go_on_where_the_hub_wants_it()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        _hub.DemandAtLeast(button.Label.DeviceId, 5_000);
        button.Push();
        _world.RunUntil(2_000);
        Assert.Equal(DeviceLamp.Green, button.Lamp);
        Assert.Equal(1, _hub.RefusedCount);
        Assert.Equal(DeviceCause.Triggered, Assert.Single(_reports).Cause);
    }

    [Fact]
    public void It_joins_with_its_label_only_and_only_while_the_hub_is_open()
    {
        DeviceLabel label = DeviceLabel.Make(77, DeviceKind.DoorContact, _random);
        SimulatedDevice device = new(_agenda, _air, _random.Fork(), label, new Spot(30, 40, 0));
        SimulatedDevice clone = new(
            _agenda, _air, _random.Fork(), DeviceLabel.Make(77, DeviceKind.DoorContact, _random), new Spot(40, 40, 0));
        _hub.Add(label);
        device.StartJoining();
        _world.RunUntil(3 * Minute);
        Assert.False(device.Memory.IsPaired || device.IsJoining);

        _hub.IsOpen = true;
        clone.StartJoining();
        _world.RunUntil(6 * Minute);
        Assert.False(clone.Memory.IsPaired);
        Assert.True(_hub.RefusedCount > 20);
        device.StartJoining();
        _world.RunUntil(7 * Minute);
        Assert.True(device.Memory.IsPaired && !device.IsJoining);
        Assert.Equal(JoinResult.Accepted, device.LastJoinResult);
        Assert.Equal(DeviceCause.Joined, Assert.Single(_reports).Cause);
        device.Report(DeviceCause.Opened);
        _world.RunUntil(8 * Minute);
        Assert.Equal((DeviceCause.Opened, true), (_reports[1].Cause, device.IsActive));
    }

    [Fact]
    public void A_plug_hears_orders_at_any_time_carries_each_out_once_and_reports_it()
    {
        SimulatedDevice plug = Kit(DeviceKind.SmartPlug);
        _world.RunUntil(Hour);
        _reports.Clear();
        _hub.Order(plug.Label.DeviceId, OrderKind.SwitchOn);
        _world.RunUntil(_world.NowMilliseconds + Minute);
        Assert.True(plug.IsActive);
        Assert.Equal(OrderKind.SwitchOn, plug.LastOrder);
        (DeviceCause cause, int flags, _, _, _) = Assert.Single(_reports);
        Assert.Equal((DeviceCause.SwitchedOn, ReportFlags.Active | ReportFlags.FirstSincePowerUp), (cause, flags));
        _hub.Order(plug.Label.DeviceId, OrderKind.SwitchOff);
        _world.RunUntil(_world.NowMilliseconds + Minute);
        Assert.False(plug.IsActive);
    }

    [Fact]
    public void At_60_percent_loss_it_takes_a_moment_longer()
    {
        SimulatedDevice button = Kit(DeviceKind.PersonalTrigger);
        _air.LossPercent = 60;
        for (int i = 0; i < 100; i++)
        {
            button.Push();
            _world.RunUntil(_world.NowMilliseconds + (10 * Minute));
        }

        Assert.Equal(100, _reports.Count(report => report.Cause == DeviceCause.Triggered));
        Assert.True(button.Station.Meter.MostMicroseconds < AirTimeMeter.LimitMicroseconds);
    }

    private void Run()
    {
        _agenda.RunDue();
        if (_agenda.NextAt != long.MaxValue)
        {
            _world.At(_agenda.NextAt, Run);
        }
    }

    private SimulatedDevice Kit(DeviceKind kind)
    {
        DeviceLabel label = DeviceLabel.Make(1000 + (uint)kind, kind, _random);
        SimulatedDevice device = new(_agenda, _air, _random.Fork(), label, new Spot(60, 30 + (int)kind, 0));
        _hub.Add(label, isKit: true);
        device.PairAtFactory(0);
        return device;
    }

    private long[] Gaps() =>
        [.. _sent.Zip(_sent.Skip(1), (first, second) => second.StartsAt - first.StartsAt)];
}
