// Stages of load shedding, what is said of them, and the orderly end.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Power;

public sealed class LoadSheddingTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private readonly LoadRecorder _loads = new();
    private readonly SoundRecorder _speaker = new();
    private readonly TestHub _hub;

    public LoadSheddingTests()
    {
        _hub = new TestHub(ports: ports =>
        {
            ports.Loads = _loads;
            ports.Audio = _speaker;
        });
    }

    [Fact]
    public void HBG_016_stages_come_in_order_and_go_with_the_mains()
    {
        _hub.RunTo(30 * Second);
        Assert.Equal((LoadStage.Full, 100, true), (_hub.Status.Shedding.Stage, _loads.Brightness[^1], SecondBearer));
        _hub.Source = PowerSource.Battery;
        _hub.Run(Minute);
        Assert.Equal(
            (LoadStage.Dimmed, PowerBudget.DimmedLampPercent, true),
            (_hub.Status.Shedding.Stage, _loads.Brightness[^1], SecondBearer));
        _hub.Run(Limits.SecondBearerShedMilliseconds);
        Assert.Equal((LoadStage.Reduced, false), (_hub.Status.Shedding.Stage, SecondBearer));
        _hub.BatteryPercent = Limits.BatteryCriticalPercent;
        _hub.Run(Minute);
        Assert.Equal(LoadStage.LastResort, _hub.Status.Shedding.Stage);
        _hub.Source = PowerSource.Mains;
        _hub.Run(Minute);
        Assert.Equal((LoadStage.Full, 100, true), (_hub.Status.Shedding.Stage, _loads.Brightness[^1], SecondBearer));
        Assert.Equal(3, _loads.Brightness.Count);
        Assert.Equal(3, _loads.SecondBearer.Count);
    }

    [Fact]
    public void HBG_018_heartbeats_keep_their_interval_until_the_last_resort_and_hello_says_when_they_do_not()
    {
        _hub.RunTo(30 * Second);
        _hub.Source = PowerSource.Battery;
        _hub.BatteryPercent = Limits.BatteryCriticalPercent + 1;
        _hub.Run(Hour);
        Assert.Equal([120], Intervals);
        int before = Heartbeats;
        _hub.Run(Hour);
        Assert.Equal(30, Heartbeats - before);
        _hub.BatteryPercent = Limits.BatteryCriticalPercent;
        _hub.Run(Minute);
        Assert.Equal([120, 600], Intervals);
        before = Heartbeats;
        _hub.Run(Hour);
        Assert.Equal(6, Heartbeats - before);
        Assert.Equal(LampColour.White, _hub.LampsNow[Lamp.Service]);
        _hub.Source = PowerSource.Mains;
        _hub.Run(Minute);
        Assert.Equal([120, 600, 120], Intervals);
        before = Heartbeats;
        _hub.Run(Hour);
        Assert.Equal(30, Heartbeats - before);
    }

    [Fact]
    public void HUL_013_alarms_are_never_shed_and_keep_the_second_bearer_on()
    {
        _hub.RunTo(30 * Second);
        _hub.Source = PowerSource.Battery;
        _hub.BatteryPercent = Limits.BatteryCriticalPercent;
        _hub.Run(2 * Limits.SecondBearerShedMilliseconds);
        Assert.False(SecondBearer);
        _hub.Uplink.HoldsAlarms = false;
        _hub.Press();
        _hub.Run(2 * Minute);
        Assert.True(SecondBearer);
        Assert.True(_hub.Uplink.Alarms.Count(a => a.Kind == AlarmKind.Person) >= 4);
        _hub.Uplink.HoldsAlarms = true;
        _hub.Run(2 * Minute);
        Assert.False(SecondBearer);
        _hub.Uplink.IsReachable = false;
        _hub.Uplink.Drop();
        _hub.Run(Limits.SecondBearerReturnMilliseconds + Minute);
        Assert.True(SecondBearer);
    }

    [Fact]
    public void HBG_021_each_state_of_the_battery_is_told_and_said_once_and_left_with_a_margin()
    {
        _hub.RunTo(30 * Second);
        _hub.Source = PowerSource.Battery;
        _hub.Run(10 * Second);
        foreach (int percent in new[] { 20, 21, 20, 10, 12, 14, 10, 15, 14, 11, 10, 16, 29, 30, 20 })
        {
            _hub.BatteryPercent = percent;
            _hub.Run(11 * Second);
        }

        Assert.Equal(
            [
                StatusCodes.PowerFailure, StatusCodes.BatteryLow, StatusCodes.UrgentMaintenanceNeeded,
                StatusCodes.UrgentMaintenanceNeeded, StatusCodes.BatteryOk, StatusCodes.BatteryLow,
            ],
            Supply);
        Assert.Equal(
            [
                Phrase.MainsLost, Phrase.BatteryLow, Phrase.BatteryCritical, Phrase.BatteryCritical,
                Phrase.BatteryLow,
            ],
            _speaker.Spoken);
        _hub.Source = PowerSource.Mains;
        _hub.Run(Minute);
        Assert.Equal(Phrase.MainsReturned, _speaker.Spoken[^1]);
    }

    [Fact]
    public void HBG_016_at_empty_the_hub_tells_stops_in_order_and_starts_when_the_mains_return()
    {
        RunDownTo(Limits.BatteryEmptyPercent);
        _hub.Run(Minute);
        Assert.Equal(StatusCodes.BatteryFailure, Supply.Last());
        Assert.Equal(Phrase.BatteryEmpty, _speaker.Spoken[^1]);
        Assert.Equal(UplinkState.Closed, _hub.Uplink.State);
        Assert.True(_loads.PowerOffCount > 0);
        Assert.All(_hub.LampsNow.Values, colour => Assert.Equal(LampColour.Off, colour));
        Assert.Empty(_hub.RestartRequests);
        int published = _hub.Uplink.Published.Count;
        _hub.Run(Hour);
        Assert.Equal(published, _hub.Uplink.Published.Count);
        _hub.Source = PowerSource.Mains;
        _hub.Run(Minute);
        Assert.Equal(BootReason.PowerOn, _hub.RestartRequests[0]);
    }

    [Fact]
    public void HBG_001_the_hub_does_not_stop_at_empty_while_an_alarm_waits()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.HoldsAlarms = false;
        _hub.Press();
        RunDownTo(0);
        _hub.Run(Hour);
        Assert.Equal(0, _loads.PowerOffCount);
        _hub.Uplink.HoldsAlarms = true;
        _hub.Run(20 * Minute);
        Assert.True(_loads.PowerOffCount > 0);
    }

    [Fact]
    public void HBG_001_a_gauge_that_falls_faster_than_a_battery_can_stops_nothing()
    {
        _hub.RunTo(30 * Second);
        _hub.Source = PowerSource.Battery;
        _hub.Run(Hour);
        _hub.BatteryPercent = 0;
        _hub.Run(Limits.EmptyPlausibleMilliseconds - Minute);
        Assert.Equal(0, _loads.PowerOffCount);
        Assert.Contains(StatusCodes.BatteryFailure, Supply);
    }

    [Fact]
    public void HUL_013_a_brown_out_is_told_as_the_reason_of_the_next_start()
    {
        _hub.RunTo(30 * Second);
        _hub.Reboot(BootReason.BrownOut);
        _hub.Run(30 * Second);
        Assert.Equal(BootReason.BrownOut, _hub.Uplink.Of(MessageKind.Hello).Last().Hello.BootReason);
        EventMessage told = _hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)
            .Last(e => e.StatusCode == StatusCodes.Started);
        Assert.Equal((int)BootReason.BrownOut, told.Value);
    }

    [Fact]
    public void HBG_016_the_estimate_is_the_budget_s_at_first_and_the_measured_fall_s_when_that_is_less()
    {
        _hub.BatteryPercent = 100;
        _hub.RunTo(30 * Second);
        Assert.Equal(ChargeEstimate.Unknown, _hub.Status.Estimate.MinutesLeft);
        _hub.Source = PowerSource.Battery;
        _hub.Run(Minute);
        long load = PowerBudget.LoadMicrowatts(LoadStage.Reduced, 120, _hub.Settings.KeepAliveSeconds);
        long expected = PowerBudget.BatteryMicrowattHours * 97 / 100 * 60 / load;
        Assert.InRange(_hub.Status.Estimate.MinutesLeft, expected - 1, expected + 1);
        Assert.True(expected > 72 * 60);
        _hub.BatteryPercent = 50;
        _hub.Run(Hour);
        Assert.InRange(_hub.Status.Estimate.MinutesLeft, 55, 60);
        _hub.BatteryPercent = 255;
        _hub.Run(Minute);
        Assert.Equal(ChargeEstimate.Unknown, _hub.Status.Estimate.MinutesLeft);
    }

    [Fact]
    public void HUL_141_HUL_149_each_fault_of_the_supply_has_a_colour_of_its_own_on_Power()
    {
        _hub.RunTo(30 * Second);
        Assert.Equal(LampColour.White, _hub.LampsNow[Lamp.Power]);
        _hub.Source = PowerSource.Battery;
        _hub.Run(10 * Second);
        Assert.Equal(LampColour.OrangeBlinking, _hub.LampsNow[Lamp.Power]);
        _hub.BatteryPercent = Limits.BatteryLowPercent;
        _hub.Run(10 * Second);
        Assert.Equal(LampColour.Red, _hub.LampsNow[Lamp.Power]);
        Assert.Equal(LampColour.White, _hub.LampsNow[Lamp.Internet]);
        _hub.Source = PowerSource.Mains;
        _hub.BatteryPercent = Limits.BatteryOkPercent;
        _hub.Run(10 * Second);
        Assert.Equal(LampColour.White, _hub.LampsNow[Lamp.Power]);
    }

    private bool SecondBearer => _loads.SecondBearer[^1];

    private int Heartbeats => _hub.Uplink.Of(MessageKind.Heartbeat).Count();

    private int[] Intervals =>
        [.. _hub.Uplink.Of(MessageKind.Hello).Select(p => p.Hello.HeartbeatIntervalSeconds)];

    private int[] Supply => [.. _hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)
        .Where(e => e.DeviceType == DeviceTypes.PowerSupply).Select(e => e.StatusCode)];

    private void RunDownTo(int percent)
    {
        _hub.RunTo(30 * Second);
        _hub.Source = PowerSource.Battery;
        for (_hub.BatteryPercent = 25; _hub.BatteryPercent > percent; _hub.BatteryPercent--)
        {
            _hub.Run(6 * Minute);
        }

        _hub.Run(10 * Second);
    }
}
