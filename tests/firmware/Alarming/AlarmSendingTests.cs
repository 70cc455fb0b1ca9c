// From a press to the fleet manager's acknowledgement, and all the times at which an alarm is sent.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Alarming;

public sealed class AlarmSendingTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHub Connected()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        Assert.True(hub.Status.Session.IsReady);
        return hub;
    }

    [Fact]
    public void HBG_005_a_press_is_journalled_acknowledged_sent_at_once_and_ended_by_the_fleet_manager()
    {
        TestHub hub = Connected();
        uint token = hub.Press(trigger: 7);

        Assert.True(hub.IsAcknowledged(7, token));
        AlarmMessage alarm = Assert.Single(hub.Uplink.Alarms);
        Assert.Equal(hub.Now, hub.Uplink.Of(MessageKind.Alarm).Single().AtMilliseconds);
        Assert.Equal(AlarmKind.Person, alarm.Kind);
        Assert.Equal(7u, alarm.TriggerId);
        Assert.Equal(DeviceTypes.PersonalTrigger, alarm.DeviceType);
        Assert.Equal(StatusCodes.ManualAlarm, alarm.StatusCode);
        Assert.Equal(LocationCodes.BathRoom, alarm.Location);
        Assert.Equal(1, alarm.Attempt);
        Assert.Equal(1, alarm.PressCount);
        Assert.Equal(1, alarm.BootCount);
        Assert.Equal(hub.Uplink.UnixAtZero + hub.Now, alarm.RaisedUnixMilliseconds);
        hub.Step();
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
        hub.Run(30 * Minute);
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void HBG_030_whose_alarm_it_is_is_kept_over_a_restart_and_sent()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Second);
        hub.Press();
        PendingAlarm pending = Enumerable.Range(0, hub.Status.Memory.Alarms.Capacity)
            .Select(hub.Status.Memory.Alarms.At).Single(a => a.IsInUse && a.Kind == AlarmKind.Person);
        pending.Occupant = 2;
        Assert.True(hub.Status.Memory.Journal.WriteRaised(pending));
        Assert.True(hub.Status.Memory.Journal.Compact());

        hub.Reboot();
        hub.Uplink.IsReachable = true;
        hub.RunTo(30 * Second);
        AlarmMessage sent = hub.Uplink.Alarms.Single(a => a.Kind == AlarmKind.Person);
        Assert.Equal(2, sent.Occupant);
        Assert.Equal(LocationCodes.BathRoom, sent.Location);
    }

    [Fact]
    public void Requirements_5_2_an_unacknowledged_alarm_is_sent_at_once_then_16_times_every_30_s_then_every_10_min()
    {
        TestHub hub = Connected();
        hub.Uplink.HoldsAlarms = false;
        long pressedAt = hub.Now;
        hub.Press();
        hub.Run(26 * 60 * Minute);

        List<long> expected = [0];
        for (int i = 1; i <= 16; i++)
        {
            expected.Add(i * 30 * Second);
        }

        while (expected[^1] + (10 * Minute) <= 26 * 60 * Minute)
        {
            expected.Add(expected[^1] + (10 * Minute));
        }

        List<Published> person = [.. hub.Uplink.Of(MessageKind.Alarm).Where(p => p.Alarm.Kind == AlarmKind.Person)];
        Assert.Equal(expected, person.Select(p => p.AtMilliseconds - pressedAt));
        Assert.Single(person.Select(p => p.Alarm.Sequence).Distinct());
        Assert.Equal(Enumerable.Range(1, person.Count), person.Select(p => p.Alarm.Attempt));
        Assert.All(person, p => Assert.Equal(p.AtMilliseconds - pressedAt, p.Alarm.AgeMilliseconds));
    }

    [Fact]
    public void Requirements_5_2_a_reconnect_sends_at_once_and_starts_the_schedule_over()
    {
        TestHub hub = Connected();
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        hub.Run(60 * Minute);
        int before = hub.Uplink.Alarms.Count();
        hub.Uplink.Drop();
        hub.Run(10 * Second);
        long readyAt = hub.Uplink.ConnectTimes[^1] + hub.Uplink.ConnectMilliseconds;
        Published again = hub.Uplink.Of(MessageKind.Alarm).ElementAt(before);
        Assert.Equal(readyAt, again.AtMilliseconds);
        hub.RunTo(readyAt + (16 * 30 * Second));
        Assert.Equal(before + 17, hub.Uplink.Alarms.Count());
        hub.RunTo(readyAt + (16 * 30 * Second) + (10 * Minute) - 1);
        Assert.Equal(before + 17, hub.Uplink.Alarms.Count());
    }

    [Fact]
    public void An_acknowledgement_that_comes_after_a_reconnect_ends_the_alarm_too()
    {
        TestHub hub = Connected();
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        AlarmMessage alarm = hub.Uplink.Alarms.Single();
        hub.Uplink.Drop();
        hub.Run(10 * Second);
        hub.Uplink.Acknowledge(alarm);
        hub.Step();
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void HBG_001_an_alarm_goes_on_after_a_restart_until_it_is_held_and_keeps_its_number()
    {
        TestHub hub = Connected();
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        ulong sequence = hub.Uplink.Alarms.Single().Sequence;
        long raised = hub.Uplink.Alarms.Single().RaisedUnixMilliseconds;
        hub.Run(5 * Minute);
        hub.Uplink.Published.Clear();
        hub.Reboot();
        hub.Run(20 * Second);

        Published first = hub.Uplink.Published[0];
        Assert.Equal(MessageKind.Alarm, first.Kind);
        Assert.Equal(sequence, first.Alarm.Sequence);
        Assert.Equal(1, first.Alarm.BootCount);
        Assert.Equal(raised, first.Alarm.RaisedUnixMilliseconds);
        hub.Run(Minute);
        AlarmMessage later = hub.Uplink.Alarms.Last();
        Assert.Equal(sequence, later.Sequence);
        long unixNow = hub.Uplink.UnixAtZero + hub.Uplink.Of(MessageKind.Alarm).Last().AtMilliseconds;
        Assert.Equal(unixNow - raised, later.AgeMilliseconds);

        hub.Uplink.HoldsAlarms = true;
        hub.Run(Minute);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
        hub.Reboot();
        hub.Run(Minute);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
    }

    [Theory]
    [InlineData(1, 0, AcknowledgementResult.Held)]
    [InlineData(0, 1, AcknowledgementResult.Held)]
    [InlineData(0, -1, AcknowledgementResult.Held)]
    [InlineData(0, 0, AcknowledgementResult.Refused)]
    [InlineData(0, 0, AcknowledgementResult.Failed)]
    [InlineData(0, 0, AcknowledgementResult.Done)]
    [InlineData(0, 0, (AcknowledgementResult)99)]
    public void Only_held_for_the_right_number_and_the_right_boot_ends_an_alarm(
        int sequenceOff,
        int bootOff,
        AcknowledgementResult result)
    {
        TestHub hub = Connected();
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        AlarmMessage alarm = hub.Uplink.Alarms.Single();
        alarm.Sequence += (ulong)sequenceOff;
        alarm.BootCount += bootOff;
        hub.Uplink.HoldResult = result;
        hub.Uplink.Acknowledge(alarm);
        hub.Step();
        Assert.Equal(1, hub.Status.Memory.Alarms.Count);

        // And it is still sent, refused or not.
        int before = hub.Uplink.Alarms.Count();
        hub.Run(10 * Minute);
        Assert.True(hub.Uplink.Alarms.Count() > before);
    }

    [Fact]
    public void A_refused_alarm_goes_on_at_the_slow_pace()
    {
        TestHub hub = Connected();
        hub.Uplink.HoldResult = AcknowledgementResult.Refused;
        hub.Press();
        hub.Run(60 * Minute);
        Assert.Equal(7, hub.Uplink.Alarms.Count());
        Assert.Equal(1, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void Persons_come_first_on_the_wire_then_signs_of_life_then_tests_then_events()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(20 * Second);
        hub.Hub.RequestTestAlarm();
        hub.Step();
        hub.Press(trigger: 1);
        hub.Press(trigger: 2);
        hub.Uplink.IsReachable = true;
        hub.Run(20 * Second);

        MessageKind[] kinds = [.. hub.Uplink.Published.Take(6).Select(p => p.Kind)];
        Assert.Equal(
            [
                MessageKind.Alarm, MessageKind.Alarm, MessageKind.Hello, MessageKind.Heartbeat, MessageKind.Alarm,
                MessageKind.Event,
            ],
            kinds);
        Assert.Equal([1u, 2u], hub.Uplink.Alarms.Take(2).Select(a => a.TriggerId));
        Assert.Equal(AlarmKind.Test, hub.Uplink.Alarms.ElementAt(2).Kind);
    }

    [Fact]
    public void A_person_s_alarm_finds_room_when_everything_else_waits_for_answers()
    {
        TestHub hub = Connected();
        hub.Uplink.Answers = false;
        for (int i = 0; i < 8; i++)
        {
            hub.Source = i % 2 == 0 ? PowerSource.Battery : PowerSource.Mains;
            hub.Run(3 * Second);
        }

        Assert.Equal(Limits.PublishWindow - Limits.PublishWindowReserve, hub.Uplink.Unanswered);
        Assert.True(hub.Status.Session.IsReady);
        hub.Press();
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void When_the_uplink_takes_nothing_for_a_minute_the_session_is_made_anew_and_the_alarm_goes_out()
    {
        TestHub hub = Connected();
        hub.Uplink.Room = 0;
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        int connects = hub.Uplink.ConnectTimes.Count;
        hub.Run(Minute);
        Assert.Equal(connects, hub.Uplink.ConnectTimes.Count);
        hub.Uplink.Room = int.MaxValue;
        hub.Uplink.Published.Clear();
        hub.Uplink.Room = 0;
        hub.Run(2 * Second);
        Assert.Equal(connects + 1, hub.Uplink.ConnectTimes.Count);
        hub.Uplink.Room = int.MaxValue;
        hub.Run(Second);
        Assert.Equal(MessageKind.Alarm, hub.Uplink.Published[0].Kind);
    }

    [Fact]
    public void An_alarm_the_broker_does_not_answer_for_30_s_goes_out_on_a_new_session_and_is_not_piled_up_on_the_old()
    {
        TestHub hub = Connected();
        hub.Uplink.Answers = false;
        hub.Uplink.HoldsAlarms = false;
        long pressedAt = hub.Now;
        hub.Press();
        hub.RunTo(pressedAt + (30 * Second) - 1);
        Assert.Single(hub.Uplink.Alarms);
        int connects = hub.Uplink.ConnectTimes.Count;
        hub.RunTo(pressedAt + (31 * Second));
        Assert.Equal(connects + 1, hub.Uplink.ConnectTimes.Count);
        Assert.Equal(2, hub.Uplink.Alarms.Count());
        hub.Run(10 * Minute);
        Assert.All(
            hub.Uplink.Of(MessageKind.Alarm).GroupBy(p => p.Session), session => Assert.Single(session));
        Assert.True(hub.Uplink.Alarms.Count() > 15);
    }

    [Fact]
    public void Strange_codes_from_the_radio_do_not_keep_an_alarm_from_being_sent()
    {
        TestHub hub = Connected();
        Assert.True(hub.Hub.PressTrigger(9, -4, 100_000, 5_000, 0, hub.Now + 99_999));
        hub.Step();
        AlarmMessage alarm = Assert.Single(hub.Uplink.Alarms);
        Assert.Equal(0, alarm.DeviceType);
        Assert.Equal(0, alarm.StatusCode);
        Assert.Equal(0, alarm.Location);
        Assert.Equal(0, alarm.AgeMilliseconds);
        Assert.False(hub.Hub.PressTrigger(0, 3, 10, 0, 0, hub.Now));
    }
}
