// Mains and battery: told once for each lasting change.
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Power;

public sealed class PowerTests
{
    private const long Second = 1000;

    private static EventMessage[] Events(TestHub hub)
    {
        return [.. hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)
            .Where(e => e.DeviceType == DeviceTypes.PowerSupply)];
    }

    [Fact]
    public void HBG_016_HBG_020_mains_lost_and_returned_are_told_with_their_times()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Source = PowerSource.Battery;
        hub.BatteryPercent = 88;
        hub.Run(60 * Second);
        hub.Source = PowerSource.Mains;
        hub.Run(60 * Second);
        EventMessage[] events = Events(hub);
        Assert.Equal([StatusCodes.PowerFailure, StatusCodes.PowerRestored], events.Select(e => e.StatusCode));
        Assert.Equal(88, events[0].Value);
        Assert.Equal(32 * Second, events[0].UptimeMilliseconds);
        Assert.Equal(hub.Uplink.UnixAtZero + (32 * Second), events[0].HubUnixMilliseconds);
        Assert.Equal(PowerSource.Mains, hub.Status.Power.Source);
    }

    [Fact]
    public void Flickering_mains_are_not_told()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        for (int i = 0; i < 100; i++)
        {
            hub.Source = i % 2 == 0 ? PowerSource.Battery : PowerSource.Mains;
            hub.Step();
            hub.Run(1_500);
        }

        Assert.Empty(Events(hub));
    }

    [Fact]
    public void HBG_021_a_low_battery_is_told_once_and_shown_until_it_has_recovered()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        foreach (int percent in new[] { 21, 20, 19, 21, 20, 25, 29, 18, 30, 29, 21, 20 })
        {
            hub.BatteryPercent = percent;
            hub.Run(11 * Second);
        }

        Assert.Equal(
            [StatusCodes.BatteryLow, StatusCodes.BatteryOk, StatusCodes.BatteryLow],
            Events(hub).Select(e => e.StatusCode));
        hub.Run(120 * Second);
        Assert.Equal(HubFaults.BatteryLow, hub.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat.FaultFlags);
    }

    [Fact]
    public void Unknown_power_and_nonsense_are_said_to_be_unknown()
    {
        TestHub hub = new() { Source = (PowerSource)9, BatteryPercent = 4711 };
        hub.RunTo(30 * Second);
        HeartbeatMessage heartbeat = hub.Uplink.Of(MessageKind.Heartbeat).Single().Heartbeat;
        Assert.Equal(PowerSource.Unknown, heartbeat.PowerSource);
        Assert.Equal(HeartbeatMessage.UnknownBatteryPercent, heartbeat.BatteryPercent);
        Assert.Empty(Events(hub));
    }

    [Fact]
    public void A_start_on_battery_is_told()
    {
        TestHub hub = new() { Source = PowerSource.Battery };
        hub.RunTo(30 * Second);
        Assert.Equal(StatusCodes.PowerFailure, Assert.Single(Events(hub)).StatusCode);
    }
}
