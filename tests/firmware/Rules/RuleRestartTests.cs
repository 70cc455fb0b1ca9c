// What rules still know after a restart, and what they do while the clock is not set.
using System;
using Firmware.Tests.World;
using Hub.Core.Panel;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

public sealed class RuleRestartTests
{
    private const long Second = RuleHome.Second;
    private const long Minute = RuleHome.Minute;
    private const DeviceKind Door = DeviceKind.DoorContact;
    private const DeviceKind Motion = DeviceKind.MotionDetector;

    [Fact]
    public void HUL_011_rules_set_presence_other_rules_ask_for_it_and_it_survives_a_restart()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        RadioDevice motion = home.Add(2, Motion);
        home.Send(set =>
        {
            set.Rule(1, RuleKind.Event, Door, DeviceCause.Closed).Then(RuleActionKind.Presence, (int)RulePresence.Away);
            Rule rule = set.Rule(2, RuleKind.Event, Motion, DeviceCause.Movement).Alarm();
            rule.Presence = RulePresence.Away;
        });
        home.Report(motion, DeviceCause.Movement);
        Assert.Empty(home.RuleAlarms);
        home.Report(door, DeviceCause.Closed);
        home.Hub.Reboot();
        home.Hub.Run(20 * Second);
        Assert.Equal(RulePresence.Away, home.Status.Engine.Presence);
        home.Report(motion, DeviceCause.Movement);
        Assert.Equal(2, Assert.Single(home.RuleAlarms).RuleId);
        home.Hub.Hub.SetAway(false);
        home.Hub.Run(Second);
        Assert.Equal(RulePresence.Home, home.Status.Engine.Presence);
    }

    [Fact]
    public void HUL_011_a_delay_under_way_survives_a_restart_and_ends_when_it_would_have()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set => RuleTemplates.AddWentOut(set));
        home.RunTo(23, 0);
        home.Report(door, DeviceCause.Opened);
        home.RunTo(23, 10);
        home.Hub.Reboot();
        home.Hub.Uplink.UnixAtZero = RuleHome.UnixOf(new DateTime(2026, 6, 1, 23, 12, 0));
        home.RunTo(23, 19);
        Assert.Empty(home.RuleAlarms);
        home.RunTo(23, 21);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal((25, 1u), (alarm.RuleId, alarm.TriggerId));
    }

    [Fact]
    public void HUL_022_activity_seen_before_a_restart_still_counts_and_a_fired_rule_does_not_fire_again()
    {
        RuleHome home = new();
        RadioDevice motion = home.Add(1, Motion);
        home.Send(set => set.Rule(5, RuleKind.Inactivity, Motion, DeviceCause.Movement, 7200).Alarm().Between(6, 10));
        home.RunTo(7, 30, dayOfJune: 2);
        home.Report(motion, DeviceCause.Movement);
        home.RunTo(7, 50, dayOfJune: 2);
        home.Hub.Reboot();
        home.RunTo(9, 29, dayOfJune: 2);
        Assert.Empty(home.RuleAlarms);
        home.RunTo(9, 31, dayOfJune: 2);
        Assert.Single(home.RuleAlarms);
        home.Hub.Reboot();
        home.RunTo(12, 0, dayOfJune: 2);
        Assert.Single(home.RuleAlarms);
    }

    [Fact]
    public void HUL_011_without_a_clock_alarms_of_events_work_and_inactivity_waits()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, Door);
        home.Send(set =>
        {
            RuleTemplates.AddInactivity(set);
            RuleTemplates.AddWentOut(set);
            set.Rule(40, RuleKind.Event, Door, DeviceCause.Opened).Between(22, 6)
                .Then(RuleActionKind.Speak, (int)Phrase.DoorOpen);
        });
        home.Hub.Uplink.TellsTime = false;
        home.Hub.Reboot();
        home.Hub.Run(20 * Second);
        Assert.False(home.Hub.Status.Clock.IsSet);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(21 * Minute);
        Assert.Equal(25, Assert.Single(home.RuleAlarms).RuleId);
        home.Hub.Run(24 * RuleHome.Hour);
        Assert.Single(home.RuleAlarms);
        Assert.Empty(home.Spoken);
    }
}
