// The modem's recovery: in bounded time, step by step, ever more seldom, and nothing is lost by it.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class ModemTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static PathHub Started(int paths = 4)
    {
        PathHub home = new(paths: paths);
        home.Hub.RunTo(Minute);
        return home;
    }

    [Fact]
    public void A_hung_modem_is_found_within_40_seconds_and_its_power_cycled()
    {
        for (int offset = 0; offset < 20; offset++)
        {
            PathHub home = Started();
            home.Hub.Run(offset * Second);
            home.Modem.IsHung = true;
            home.Hub.Run(40 * Second);
            Assert.Equal(1, home.Modem.PowerCycleCount);
            Assert.Equal(0, home.Modem.ReattachCount);
        }
    }

    [Fact]
    public void A_hung_modem_and_its_return_are_told()
    {
        PathHub home = Started();
        home.Modem.IsHung = true;
        home.Hub.Run(5 * Minute);
        Assert.Contains(StatusCodes.MobileNetworkConnectionFailure, home.EventCodes);
        Assert.Contains(StatusCodes.MobileNetworkConnectionReestablished, home.EventCodes);
        Assert.False(home.Link.Modem.IsSilent);
    }

    [Fact]
    public void A_modem_without_a_network_is_attached_anew_then_power_cycled_at_growing_intervals()
    {
        PathHub home = Started();
        home.Modem.Network = NetworkState.Searching;
        home.Hub.Run(119 * Second);
        Assert.Equal(0, home.Modem.ReattachCount);
        home.Hub.Run(30 * Second);
        Assert.Equal(1, home.Modem.ReattachCount);
        home.Hub.Run(9 * Minute);
        Assert.InRange(home.Modem.PowerCycleCount, 1, 2);
        home.Modem.IsDead = true;
        home.Hub.Run(24 * Hour);
        int before = home.Modem.PowerCycleCount;
        home.Hub.Run(24 * Hour);
        Assert.InRange(home.Modem.PowerCycleCount - before, 22, 26);
        Assert.Equal(1, home.Modem.ReattachCount);
    }

    [Fact]
    public void The_hub_is_not_restarted_for_its_modem_while_another_path_holds()
    {
        PathHub home = Started();
        home.Modem.IsDead = true;
        home.CutBearer(isLte: true);
        home.Hub.Run(72 * Hour);
        Assert.Empty(home.Hub.RestartRequests);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
    }

    [Fact]
    public void With_no_path_left_the_hub_is_restarted_after_20_minutes_and_then_every_six_hours_and_keeps_its_alarms()
    {
        PathHub home = Started();
        home.Modem.IsDead = true;
        home.KillReceiver(0);
        home.KillReceiver(1);
        home.Hub.Press(trigger: 5);
        home.Hub.Run(19 * Minute);
        Assert.Empty(home.Hub.RestartRequests);
        home.Hub.Run(41 * Minute);
        Assert.Equal(BootReason.LinkRecovery, home.Hub.RestartRequests[0]);
        home.Hub.RestartRequests.Clear();
        Reboot(home);
        home.Hub.Run(5 * Hour);
        Assert.Empty(home.Hub.RestartRequests);
        Assert.Equal(1, home.Hub.Status.Memory.Alarms.PersonCount);
        home.Hub.Run(2 * Hour);
        Assert.NotEmpty(home.Hub.RestartRequests);
        Reboot(home);
        home.RestoreAll();
        home.Hub.Run(5 * Minute);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.Count);
        Assert.Contains(home.Published, p => p.Kind == MessageKind.Alarm && p.Alarm.TriggerId == 5);
    }

    [Fact]
    public void A_modem_that_recovers_by_itself_costs_no_restart()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        home.KillReceiver(1);
        home.Modem.Network = NetworkState.Searching;
        home.Hub.Run(15 * Minute);
        home.Modem.Network = NetworkState.Registered;
        home.Hub.Run(3 * Hour);
        Assert.Empty(home.Hub.RestartRequests);
    }

    [Fact]
    public void HBG_014_roaming_technology_and_network_are_in_the_heartbeat()
    {
        PathHub home = Started();
        home.Modem.IsRoaming = true;
        home.Modem.Technology = RadioTechnology.SecondGeneration;
        home.Modem.NetworkCode = 242_001;
        home.Hub.Run(3 * Minute);
        HeartbeatMessage heartbeat = home.Uplinks[0].Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(RadioTechnology.SecondGeneration, heartbeat.RadioTechnology);
        Assert.Equal(LinkFlags.Roaming, heartbeat.LinkFlags);
        Assert.Equal(242_001, heartbeat.NetworkCode);
        home.Modem.IsHung = true;
        home.Modem.IsDead = true;
        home.Hub.Run(3 * Minute);
        heartbeat = home.Uplinks[0].Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(RadioTechnology.Unknown, heartbeat.RadioTechnology);
        Assert.Equal(0, heartbeat.NetworkCode);
    }

    [Fact]
    public void HUL_014_a_heartbeat_over_another_path_says_so()
    {
        PathHub home = Started();
        home.CutBearer(isLte: false);
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        HeartbeatMessage heartbeat = home.Uplinks[1].Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(LinkFlags.Redundant | LinkFlags.PathFailed, heartbeat.LinkFlags);
    }

    [Fact]
    public void A_modem_that_tells_nonsense_does_no_harm()
    {
        PathHub home = Started();
        home.Modem.NetworkCode = -7;
        home.Modem.Network = (NetworkState)99;
        home.Hub.Run(Hour);
        home.Modem.Network = NetworkState.Registered;
        home.Modem.NetworkCode = int.MaxValue;
        home.Hub.Run(Hour);
        Assert.Equal(0, home.Uplinks[0].Of(MessageKind.Heartbeat).Last().Heartbeat.NetworkCode);
        Assert.Empty(home.Hub.RestartRequests);
    }

    private static void Reboot(PathHub home)
    {
        foreach (FakeUplink uplink in home.Uplinks)
        {
            uplink.PowerOff();
        }

        home.Hub.Reboot(BootReason.LinkRecovery);
    }
}
