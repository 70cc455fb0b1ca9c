// Flash that fails: the alarm still goes out, the fault shows, and nothing is promised that cannot be kept.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Alarming;

public sealed class JournalFaultTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    [Fact]
    public void A_press_on_dead_flash_is_sent_and_acknowledged_to_its_trigger_only_when_the_fleet_manager_holds_it()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Flash.IsDead = true;
        hub.Uplink.HoldsAlarms = false;
        uint token = hub.Press(trigger: 5);

        AlarmMessage alarm = Assert.Single(hub.Uplink.Alarms);
        Assert.False(hub.IsAcknowledged(5, token));
        hub.Press(trigger: 5, token: token);
        Assert.False(hub.IsAcknowledged(5, token));
        Assert.Single(hub.Uplink.Alarms);
        hub.Uplink.Acknowledge(alarm);
        hub.Step();
        Assert.True(hub.IsAcknowledged(5, token));
    }

    [Fact]
    public void The_fault_shows_in_the_next_heartbeat_and_on_the_lamp_Service_and_clears_when_the_flash_recovers()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
        hub.Flash.IsDead = true;
        hub.Uplink.HoldsAlarms = false;
        uint token = hub.Press(trigger: 5);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);
        hub.Run(2 * Minute);
        HeartbeatMessage heartbeat = hub.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(HubFaults.Journal, heartbeat.FaultFlags);

        hub.Flash.IsDead = false;
        hub.Run(Minute);
        Assert.True(hub.IsAcknowledged(5, token));
        hub.Uplink.HoldsAlarms = true;
        hub.Run(10 * Minute);
        heartbeat = hub.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(0, heartbeat.FaultFlags);
        Assert.Equal(LampColour.White, hub.LampsNow[Lamp.Service]);
    }

    [Fact]
    public void What_was_pressed_on_dead_flash_survives_a_restart_once_the_flash_has_recovered()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Second);
        hub.Flash.IsDead = true;
        hub.Press(trigger: 5);
        hub.Press(trigger: 5);
        hub.Press(trigger: 6);
        hub.Flash.IsDead = false;
        hub.Run(2 * Minute);
        hub.Reboot();
        hub.Uplink.IsReachable = true;
        hub.Run(30 * Second);
        Assert.Equal([2, 1], hub.Uplink.Alarms.Take(2).Select(a => a.PressCount));
    }

    [Fact]
    public void A_joined_press_that_could_not_be_journalled_is_not_acknowledged_to_its_trigger()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Second);
        uint first = hub.Press(trigger: 5);
        hub.Flash.IsDead = true;
        uint second = hub.Press(trigger: 5);
        Assert.True(hub.IsAcknowledged(5, first));
        Assert.False(hub.IsAcknowledged(5, second));
        hub.Press(trigger: 5, token: second);
        Assert.False(hub.IsAcknowledged(5, second));
        hub.Flash.IsDead = false;
        hub.Run(2 * Minute);
        Assert.True(hub.IsAcknowledged(5, second));
    }

    [Fact]
    public void A_hub_whose_flash_is_dead_from_the_start_still_reports_and_sends_alarms_with_numbers_of_their_own()
    {
        TestHub hub = new();
        hub.Flash.IsDead = true;
        hub.RunTo(30 * Second);
        hub.Press(trigger: 5);
        Published alarm = Assert.Single(hub.Uplink.Of(MessageKind.Alarm));
        Assert.True(alarm.Sequence >= 1UL << 52);
        Assert.True(alarm.Sequence < 1UL << 53);
        Assert.Equal(0, alarm.Alarm.BootCount);
        HeartbeatMessage heartbeat = hub.Uplink.Of(MessageKind.Heartbeat).First().Heartbeat;
        Assert.Equal(HubFaults.Journal, heartbeat.FaultFlags & HubFaults.Journal);
        Assert.Equal(
            hub.Uplink.Published.Count, hub.Uplink.Published.Select(p => p.Sequence).Distinct().Count());
    }

    [Fact]
    public void A_flash_that_cannot_be_read_at_the_start_is_not_overwritten_and_is_read_when_it_can_be()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Second);
        hub.Press(trigger: 5);
        byte[] before = [.. hub.Flash.Sector(0), .. hub.Flash.Sector(1)];
        hub.Flash.IsUnreadable = true;
        hub.Reboot();
        hub.Run(30 * Second);
        uint token = hub.Press(trigger: 6);
        Assert.False(hub.IsAcknowledged(6, token));
        byte[] after = [.. hub.Flash.Sector(0), .. hub.Flash.Sector(1)];
        Assert.Equal(before, after);

        hub.Flash.IsUnreadable = false;
        hub.Run(2 * Minute);
        Assert.True(hub.IsAcknowledged(6, token));
        Assert.Equal(2, hub.Status.Memory.Alarms.Count);
        Assert.Equal(2, hub.Status.Memory.State.BootCount);
        hub.Reboot();
        hub.Uplink.IsReachable = true;
        hub.Run(30 * Second);
        Assert.Equal([5u, 6u], hub.Uplink.Alarms.Select(a => a.TriggerId).Distinct().Order());
    }

    [Fact]
    public void With_one_dead_sector_of_three_the_journal_goes_round_it()
    {
        NorFlash flash = new(sectorCount: 3);
        flash.DeadSectors.Add(1);
        TestHub hub = new(flash: flash);
        hub.RunTo(30 * Second);
        for (int i = 0; i < 300; i++)
        {
            uint token = hub.Press(trigger: 5);
            Assert.True(hub.IsAcknowledged(5, token));
            hub.Run(100);
        }

        Assert.False(hub.Status.Memory.Journal.IsFaulty);
        Assert.Equal(0, flash.EraseCounts[1]);
        Assert.True(flash.EraseCounts[0] > 1 && flash.EraseCounts[2] > 1);
    }
}
