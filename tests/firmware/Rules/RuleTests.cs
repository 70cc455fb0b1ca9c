// What rules do with the events of a home: delays, states, sequences, presence, trial, limits.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

public sealed class RuleTests
{
    private const long Second = RuleHome.Second;
    private const long Minute = RuleHome.Minute;
    private const DeviceKind Door = DeviceKind.DoorContact;
    private const DeviceKind Motion = DeviceKind.MotionDetector;
    private const DeviceKind Bed = DeviceKind.BedMonitor;

    [Fact]
    public void HUL_025_a_door_opened_at_night_and_no_motion_for_20_minutes_raises_an_alarm_of_that_rule()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set => RuleTemplates.AddWentOut(set));
        home.RunTo(23, 0);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run((20 * Minute) - (2 * Second));
        Assert.Empty(home.RuleAlarms);
        home.Hub.Run(3 * Second);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal(25, alarm.RuleId);
        Assert.Equal(1u, alarm.TriggerId);
        Assert.Equal(AlarmKind.Person, alarm.Kind);
        Assert.Equal((DeviceTypes.DoorSensor, StatusCodes.Absent), (alarm.DeviceType, alarm.StatusCode));
        Assert.Contains(home.Events("rule fired"), e => e.Value == 25);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(29, 1)]
    [InlineData(31, 0)]
    [InlineData(600, 0)]
    public void HUL_025_motion_cancels_it_but_not_that_of_who_leaves(int motionAfterSeconds, int alarms)
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        RadioDevice motion = home.Add(2, Motion);
        home.Send(set => RuleTemplates.AddWentOut(set));
        home.RunTo(23, 0);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(motionAfterSeconds * Second);
        home.Report(motion, DeviceCause.Movement);
        home.Hub.Run(30 * Minute);
        Assert.Equal(alarms, home.RuleAlarms.Count);
    }

    [Fact]
    public void HUL_025_what_began_in_the_window_is_followed_to_its_end_and_what_begins_after_it_is_not()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set => RuleTemplates.AddWentOut(set));
        home.RunTo(5, 50, dayOfJune: 2);
        home.Report(door, DeviceCause.Opened);
        home.RunTo(6, 11, dayOfJune: 2);
        Assert.Single(home.RuleAlarms);
        home.Report(door, DeviceCause.Opened);
        home.RunTo(7, 0, dayOfJune: 2);
        Assert.Single(home.RuleAlarms);
    }

    [Fact]
    public void HUL_011_a_window_counts_on_the_weekdays_on_which_it_opens()
    {
        // 1 June 2026 is a Monday; the window of Sunday night ends on Monday morning.
        const int Sunday = 64;
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set => set.Rule(7, RuleKind.Event, Door, DeviceCause.Opened).Alarm().Between(22, 6, Sunday));
        (int Day, int Hour, int Alarms)[] openings = [(6, 23, 0), (7, 5, 0), (7, 23, 1), (8, 5, 2), (8, 7, 2)];
        foreach ((int day, int hour, int alarms) in openings)
        {
            home.RunTo(hour, 0, day);
            home.Report(door, DeviceCause.Opened);
            home.Hub.Run(Second);
            Assert.Equal(alarms, home.RuleAlarms.Count);
        }
    }

    [Fact]
    public void HUL_011_a_bed_left_for_longer_than_its_time_raises_an_alarm_once_and_again_when_left_again()
    {
        RuleHome home = new();
        RadioDevice bed = home.Add(1, Bed);
        home.Send(set => set.Rule(3, RuleKind.State, Bed, DeviceCause.Vacated, 900).Alarm()
            .CancelledBy(Bed, DeviceCause.Occupied).Between(22, 6));
        home.RunTo(21, 50);
        home.Report(bed, DeviceCause.Vacated);
        home.RunTo(22, 14);
        Assert.Empty(home.RuleAlarms);

        // It counts from when the window opens.
        home.RunTo(22, 16);
        Assert.Single(home.RuleAlarms);
        home.RunTo(23, 30);
        home.Report(bed, DeviceCause.Vacated);
        home.RunTo(23, 50);
        Assert.Single(home.RuleAlarms);
        home.Report(bed, DeviceCause.Occupied);
        home.RunTo(2, 0, dayOfJune: 2);
        home.Report(bed, DeviceCause.Vacated);
        home.RunTo(2, 10, dayOfJune: 2);
        home.Report(bed, DeviceCause.Occupied);
        home.RunTo(3, 0, dayOfJune: 2);
        home.Report(bed, DeviceCause.Vacated);
        home.RunTo(3, 16, dayOfJune: 2);
        Assert.Equal(2, home.RuleAlarms.Count);
    }

    [Fact]
    public void HUL_011_a_sequence_fires_only_when_the_second_event_follows_in_time()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        RadioDevice motion = home.Add(2, Motion);
        home.Send(set => set.Rule(4, RuleKind.Sequence, Motion, DeviceCause.Movement, 60)
            .FollowedBy(Door, DeviceCause.Opened).Alarm());
        home.Report(door, DeviceCause.Opened);
        home.Report(motion, DeviceCause.Movement);
        home.Hub.Run(61 * Second);
        home.Report(door, DeviceCause.Opened);
        Assert.Empty(home.RuleAlarms);
        home.Report(motion, DeviceCause.Movement);
        home.Hub.Run(59 * Second);
        home.Report(door, DeviceCause.Opened);
        Assert.Equal(4, Assert.Single(home.RuleAlarms).RuleId);
    }

    [Fact]
    public void HUL_028_light_is_on_from_a_motion_until_20_minutes_after_the_last()
    {
        RuleHome home = new();
        RadioDevice motion = home.Add(1, Motion);
        RadioDevice plug = home.Add(2, DeviceKind.SmartPlug);
        home.Send(set =>
        {
            RuleTemplates.AddLight(set);
            RuleTemplates.AddLightEnd(set);
        });
        home.Report(motion, DeviceCause.Movement);
        home.Hub.Run(Minute);
        Assert.Empty(plug.Orders);
        home.RunTo(21, 0);
        home.Report(motion, DeviceCause.Movement);
        Assert.Equal(OrderKind.SwitchOn, Assert.Single(plug.Orders).Kind);
        home.Report(plug, DeviceCause.SwitchedOn, ReportFlags.Active);
        home.RunTo(21, 15);
        home.Report(motion, DeviceCause.Movement);
        home.RunTo(21, 34);
        Assert.Single(plug.Orders);
        home.RunTo(21, 36);
        Assert.Equal(OrderKind.SwitchOff, plug.Orders.Last().Kind);
        Assert.Empty(home.RuleAlarms);
    }

    [Fact]
    public void HUL_029_medicine_is_reminded_of_at_half_past_and_alarmed_at_eleven_to_staff_and_relatives()
    {
        RuleHome home = new();
        home.Add(1, DeviceKind.PillCabinet);
        home.Send(set => RuleTemplates.AddMedicine(set));
        home.RunTo(10, 29, dayOfJune: 2);
        Assert.Empty(home.Spoken);
        home.RunTo(10, 31, dayOfJune: 2);
        Assert.Equal(Phrase.MedicineTime, Assert.Single(home.Spoken));
        home.RunTo(10, 59, dayOfJune: 2);
        Assert.Empty(home.RuleAlarms);
        home.RunTo(11, 1, dayOfJune: 2);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal((StatusCodes.PillNotTaken, RuleRecipients.RelativeToo), (alarm.StatusCode, alarm.Flags));
        home.RunTo(10, 0, dayOfJune: 3);
        Assert.Single(home.RuleAlarms);
    }

    [Fact]
    public void HUL_029_medicine_taken_at_a_quarter_past_is_enough_for_that_day_and_one_taken_before_ten_is_not()
    {
        RuleHome home = new();
        RadioDevice cabinet = home.Add(1, DeviceKind.PillCabinet);
        home.Send(set => RuleTemplates.AddMedicine(set));
        home.RunTo(10, 15, dayOfJune: 2);
        home.Report(cabinet, DeviceCause.Opened);
        home.RunTo(12, 0, dayOfJune: 2);
        Assert.Empty(home.Spoken);
        home.RunTo(9, 59, dayOfJune: 3);
        home.Report(cabinet, DeviceCause.Opened);
        home.RunTo(10, 31, dayOfJune: 3);
        Assert.Single(home.Spoken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HUL_029_opening_the_cabinet_or_the_cancel_button_ends_the_reminder_for_that_day(bool isOpened)
    {
        RuleHome home = new();
        RadioDevice cabinet = home.Add(1, DeviceKind.PillCabinet);
        home.Send(set => RuleTemplates.AddMedicine(set));
        home.RunTo(10, 40, dayOfJune: 2);
        Assert.Equal(1, home.Hub.Status.Memory.Alarms.PersonCount);
        if (isOpened)
        {
            home.Report(cabinet, DeviceCause.Opened);
        }
        else
        {
            home.Hub.Hub.PressCancelButton();
            home.Hub.Step();
            Assert.Equal(Phrase.Cancelled, home.Spoken.Last());
        }

        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
        home.RunTo(23, 0, dayOfJune: 2);
        Assert.Empty(home.RuleAlarms);
        home.RunTo(11, 1, dayOfJune: 3);
        Assert.Single(home.RuleAlarms);
    }

    [Fact]
    public void HUL_032_a_rule_that_only_speaks_tells_nobody_else()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set => set.Rule(9, RuleKind.State, Door, DeviceCause.Opened, 300)
            .CancelledBy(Door, DeviceCause.Closed).Then(RuleActionKind.Speak, (int)Phrase.DoorOpen));
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(301 * Second);
        Assert.Equal(Phrase.DoorOpen, Assert.Single(home.Spoken));
        Assert.Empty(home.RuleAlarms);
    }

    [Fact]
    public void HUL_045_HUL_112_a_rule_on_trial_logs_and_does_nothing_else()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set =>
        {
            Rule rule = set.Rule(9, RuleKind.Event, Door, DeviceCause.Opened).Alarm().Reminding(20, 60)
                .Then(RuleActionKind.Presence, (int)RulePresence.Away);
            rule.Flags = RuleFlags.Trial;
        });
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(2 * Minute);
        Assert.Equal(9, Assert.Single(home.Events("rule on trial")).Value);
        Assert.Empty(home.RuleAlarms);
        Assert.Empty(home.Spoken);
        Assert.Equal(RulePresence.Home, home.Status.Engine.Presence);
    }

    [Fact]
    public void HUL_011_a_rule_rests_after_it_has_fired_and_events_that_restart_it_put_it_off()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set =>
        {
            set.Rule(1, RuleKind.Event, Door, DeviceCause.Opened).Alarm().CooldownSeconds = 600;
            set.Rule(2, RuleKind.Event, Door, DeviceCause.Opened, 60).Alarm().Flags = RuleFlags.Restarts;
            set.Rule(3, RuleKind.Event, Door, DeviceCause.Opened, 60).Alarm();
        });
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(50 * Second);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(20 * Second);
        Assert.Equal([1, 3], home.RuleAlarms.Select(a => a.RuleId));
        home.Hub.Run(41 * Second);
        Assert.Equal([1, 3, 2], home.RuleAlarms.Select(a => a.RuleId));
        home.Hub.Run(600 * Second);
        home.Report(door, DeviceCause.Opened);
        Assert.Equal(1, home.RuleAlarms[^1].RuleId);
    }

    [Fact]
    public void HUL_011_a_rule_can_be_about_one_device_one_place_or_one_person()
    {
        RuleHome home = new();
        RadioDevice front = home.Add(1, Door);
        RadioDevice back = home.Add(2, Door);
        home.Home.Send(home.Home.Request(PairAction.Assign, back, false).With(LocationCodes.BedRoom, 2));
        home.Send(set =>
        {
            set.Rule(1, RuleKind.Event, Door, DeviceCause.Opened).Alarm().StartAt(0).DeviceId = 1;
            set.Rule(2, RuleKind.Event, Door, DeviceCause.Opened).Alarm().StartAt(0).Location = LocationCodes.BedRoom;
            set.Rule(3, RuleKind.Event, Door, DeviceCause.Opened).Alarm().StartAt(0).Occupant = 2;
        });
        home.Report(front, DeviceCause.Opened);
        Assert.Equal([1], home.RuleAlarms.Select(a => a.RuleId));
        home.Report(back, DeviceCause.Opened);
        Assert.Equal([1, 2, 3], home.RuleAlarms.Select(a => a.RuleId).Order());
        AlarmMessage last = home.RuleAlarms.Single(a => a.RuleId == 3);
        Assert.Equal((LocationCodes.BedRoom, 2), (last.Location, last.Occupant));
    }

    [Fact]
    public void HBG_001_rules_that_all_fire_leave_places_for_presses_and_bound_each_step()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        RadioDevice button = home.Add(2, DeviceKind.PersonalTrigger);
        home.Send(set =>
        {
            for (int id = 1; id <= RuleLimits.MaxRules; id++)
            {
                set.Rule(id, RuleKind.Event, Door, DeviceCause.Opened).Alarm();
            }
        });
        home.Hub.Uplink.HoldsAlarms = false;
        byte[] frame = door.Report(DeviceCause.Opened);
        Assert.True(home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now));
        for (int step = 1; step <= RuleLimits.MaxRules / Limits.RulesFiredPerStep; step++)
        {
            home.Hub.Hub.Step(home.Hub.Now);
            Assert.Equal(step * Limits.RulesFiredPerStep, home.Status.Actions.FiredCount);
        }

        for (int i = 0; i < 5; i++)
        {
            home.Report(door, DeviceCause.Opened);
        }

        Assert.Equal(Limits.MaxPendingRuleAlarms, home.RuleAlarms.Count);
        Assert.Equal(Limits.MaxPendingRuleAlarms, home.Hub.Status.Memory.Alarms.Count);
        Assert.True(home.Home.Press(button));
        home.Hub.Uplink.HoldsAlarms = true;
        home.Hub.Run(10 * Minute);
        Assert.Contains(home.Hub.Uplink.Alarms, a => a.TriggerId == 2 && a.Kind == AlarmKind.Person);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void A_device_that_is_being_tested_starts_no_rule()
    {
        RuleHome home = new();
        home.Send(set => set.Rule(1, RuleKind.Event, Door, DeviceCause.Opened).Alarm());
        RadioDevice door = home.Home.Pair(1, Door);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(Minute);
        Assert.Empty(home.RuleAlarms);
        home.Hub.Run(11 * Minute);
        home.Report(door, DeviceCause.Opened);
        Assert.Single(home.RuleAlarms);
    }
}
