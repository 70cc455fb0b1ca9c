// The session: hello, heartbeats at their times, waits between connections, hurry for persons, the will.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class SessionTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    [Fact]
    public void A_session_begins_with_hello_and_a_heartbeat_at_once()
    {
        TestHub hub = new();
        hub.RunTo(10 * Second);
        Assert.Equal([MessageKind.Hello, MessageKind.Heartbeat], hub.Uplink.Published.Take(2).Select(p => p.Kind));
        Assert.Equal(hub.Uplink.Published[0].AtMilliseconds, hub.Uplink.Published[1].AtMilliseconds);

        HelloMessage hello = hub.Uplink.Published[0].Hello;
        Assert.Equal("1.2.3", hello.FirmwareVersion);
        Assert.Equal("test", hello.HardwareModel);
        Assert.Equal(BootReason.PowerOn, hello.BootReason);
        Assert.Equal(1, hello.BootCount);
        Assert.Equal(4, hello.SettingsVersion);
        Assert.Equal(120, hello.HeartbeatIntervalSeconds);
        Assert.Equal(0, hello.HubUnixMilliseconds);
        Assert.Equal(hub.Uplink.Published[0].AtMilliseconds, hello.UptimeMilliseconds);

        HeartbeatMessage heartbeat = hub.Uplink.Published[1].Heartbeat;
        Assert.Equal(BearerKind.Lte, heartbeat.Bearer);
        Assert.Equal(-87, heartbeat.SignalDbm);
        Assert.Equal(PowerSource.Mains, heartbeat.PowerSource);
        Assert.Equal(90, heartbeat.BatteryPercent);
        Assert.Equal(HubFaults.ClockUnset, heartbeat.FaultFlags);
    }

    [Fact]
    public void HBG_018_MFD_010_heartbeats_come_every_120_s_to_the_millisecond_720_a_day()
    {
        TestHub hub = new();
        hub.RunTo(10 * Second);
        hub.Run(24 * 60 * Minute);
        List<long> times = [.. hub.Uplink.Of(MessageKind.Heartbeat).Select(p => p.AtMilliseconds)];
        Assert.Equal(721, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(120 * Second, pair.Second - pair.First));
        Assert.Single(hub.Uplink.Of(MessageKind.Hello));
        HeartbeatMessage later = hub.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat;
        Assert.Equal(0, later.FaultFlags);
        Assert.Equal(hub.Uplink.UnixAtZero + times[^1], later.HubUnixMilliseconds);
        Assert.Equal(times[^1] / 1000, later.UptimeSeconds);
    }

    [Fact]
    public void A_reconnect_brings_hello_and_a_heartbeat_and_a_new_rhythm()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Uplink.Published.Clear();
        hub.Uplink.Drop();
        hub.Run(10 * Second);
        long readyAt = hub.Uplink.ConnectTimes[^1] + hub.Uplink.ConnectMilliseconds;
        Assert.Equal([MessageKind.Hello, MessageKind.Heartbeat], hub.Uplink.Published.Take(2).Select(p => p.Kind));
        hub.RunTo(readyAt + (120 * Second));
        Assert.Equal(readyAt + (120 * Second), hub.Uplink.Of(MessageKind.Heartbeat).Last().AtMilliseconds);
    }

    [Fact]
    public void No_number_comes_twice_in_anything_the_hub_sends_and_wills_have_numbers_of_their_own()
    {
        TestHub hub = new();
        for (int i = 0; i < 30; i++)
        {
            hub.Run(3 * Minute);
            hub.Uplink.Drop();
            if (i % 7 == 0)
            {
                hub.Reboot();
            }
        }

        List<ulong> numbers = [.. hub.Uplink.Published.Select(p => p.Sequence)];
        foreach (byte[] body in hub.Uplink.Wills)
        {
            EventMessage will = new();
            Assert.Equal(MessageError.None, will.Decode(new CborReader(), body, 0, body.Length));
            Assert.Equal(DeviceTypes.CommunicationLinkMonitor, will.DeviceType);
            Assert.Equal(StatusCodes.PrimaryCommunicationLinkFailure, will.StatusCode);
            numbers.Add(will.Sequence);
        }

        Assert.True(hub.Uplink.Wills.Count >= 30);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void Waits_between_failed_connections_grow_to_a_minute_and_differ_from_hub_to_hub()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(60 * Minute);
        List<long> waits = [.. hub.Uplink.ConnectTimes.Zip(hub.Uplink.ConnectTimes.Skip(1), (a, b) => b - a - 200)];
        Assert.InRange(hub.Uplink.ConnectTimes[0], 0, 5_000);
        Assert.InRange(waits[0], 1000, 2000);
        Assert.InRange(waits[1], 2000, 4000);
        Assert.InRange(waits[2], 4000, 8000);
        Assert.All(waits.Skip(5), w => Assert.InRange(w, 30_000, 60_000));
        Assert.True(waits.Skip(5).Distinct().Count() > 20, "the waits must be spread");
    }

    [Fact]
    public void A_press_while_waiting_connects_at_once_and_keeps_the_waits_short_until_somebody_has_it()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Minute);
        int before = hub.Uplink.ConnectTimes.Count;
        long pressedAt = hub.Now;
        hub.Press();
        hub.Run(2 * Minute);
        Assert.InRange(hub.Uplink.ConnectTimes[before] - pressedAt, 0, Limits.MinReconnectMilliseconds);
        List<long> waits = [.. hub.Uplink.ConnectTimes.Skip(before)
            .Zip(hub.Uplink.ConnectTimes.Skip(before + 1), (a, b) => b - a - 200)];
        Assert.All(waits, w => Assert.InRange(w, 1000, Limits.UrgentBackoffMaxMilliseconds));
    }

    [Fact]
    public void A_hub_that_starts_with_a_person_s_alarm_connects_without_any_wait()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(10 * Second);
        hub.Press();
        hub.Reboot();
        hub.Uplink.ConnectTimes.Clear();
        hub.Step();
        Assert.Equal([0L], hub.Uplink.ConnectTimes);
    }

    [Fact]
    public void A_connection_that_never_comes_about_is_given_up_and_tried_again()
    {
        TestHub hub = new();
        hub.Uplink.IsHanging = true;
        hub.RunTo(10 * Minute);
        Assert.InRange(hub.Uplink.ConnectTimes.Count, 4, 8);
        Assert.Empty(hub.RestartRequests);
        hub.Uplink.IsHanging = false;
        hub.Run(3 * Minute);
        Assert.True(hub.Status.Session.IsReady);
    }

    [Fact]
    public void A_session_that_keeps_breaking_is_not_made_anew_in_a_frenzy()
    {
        TestHub hub = new();
        for (int i = 0; i < 600; i++)
        {
            hub.Run(Second);
            hub.Uplink.Drop();
        }

        Assert.True(hub.Uplink.ConnectTimes.Count < 40, $"{hub.Uplink.ConnectTimes.Count} connections in 10 minutes");
    }

    [Fact]
    public void Time_may_jump_forward_by_days_and_each_thing_due_is_done_once()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Uplink.Published.Clear();
        hub.Now += 40L * 24 * 60 * Minute;
        hub.Step();
        Assert.Single(hub.Uplink.Of(MessageKind.Heartbeat));
        Assert.Single(hub.Uplink.Alarms);
        hub.Run(119 * Second);
        Assert.Single(hub.Uplink.Of(MessageKind.Heartbeat));
        hub.Run(Second);
        Assert.Equal(2, hub.Uplink.Of(MessageKind.Heartbeat).Count());
    }

    [Fact]
    public void Time_that_steps_back_stands_still()
    {
        TestHub hub = new();
        hub.RunTo(10 * Minute);
        hub.Uplink.Published.Clear();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(hub.Hub.Step(hub.Now - (i * Minute)) > hub.Now);
            hub.Hub.Step(long.MinValue);
        }

        Assert.Empty(hub.Uplink.Published);
        hub.Run(2 * Minute);
        Assert.Single(hub.Uplink.Of(MessageKind.Heartbeat));
    }

    [Fact]
    public void Setting_the_clock_moves_no_heartbeat_and_no_retry()
    {
        TestHub hub = new();
        hub.RunTo(10 * Second);
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        for (int i = 0; i < 20; i++)
        {
            long unix = 1_750_000_000_000 + (i * 77_777_777L);
            hub.Uplink.Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = unix });
            hub.Run(30 * Second);
        }

        Assert.Equal(17, hub.Uplink.Alarms.Count());
        Assert.Equal(6, hub.Uplink.Of(MessageKind.Heartbeat).Count());
    }
}
