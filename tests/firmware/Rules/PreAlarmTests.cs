// A press that is held back so that it can be cancelled: journalled at once, and sent whatever goes wrong.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Panel;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

public sealed class PreAlarmTests
{
    private const long Second = RuleHome.Second;

    private static RuleHome WithDelay(
        DeviceKind kind, int seconds, out RadioDevice device, TestModem? modem = null)
    {
        RuleHome home = new(modem: modem);
        device = home.Add(1, kind);
        home.Send(set =>
        {
            Rule rule = set.Rule(30, RuleKind.Call, kind, DeviceCause.Triggered, seconds).Alarm(priority: 1);
            rule.ActionAt(0).Recipients = RuleRecipients.RelativeToo;
        });
        home.ClearSpoken();
        return home;
    }

    private static int Sent(RuleHome home) => home.Hub.Uplink.Alarms.Count(a => a.Kind == AlarmKind.Person);

    [Fact]
    public void HUL_030_a_press_goes_out_at_once_unless_a_rule_says_otherwise()
    {
        RuleHome home = new();
        RadioDevice button = home.Add(1, DeviceKind.PersonalTrigger);
        home.Home.Press(button);
        Assert.Equal(1, Sent(home));
        home.Send(set => RuleTemplates.AddPress(set));
        home.Home.Press(button);
        Assert.Equal(2, Sent(home));
        Assert.Equal(30, home.RuleAlarms[^1].RuleId);
    }

    [Fact]
    public void HUL_030_a_press_under_pre_alarm_is_journalled_and_acknowledged_at_once_and_sent_after_10_seconds()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 10, out RadioDevice button);
        Assert.True(home.Home.Press(button));
        Assert.True(home.Hub.Status.Memory.Alarms.PersonCount == 1);
        Assert.Equal(Phrase.AlarmSoon, Assert.Single(home.Spoken));
        home.Hub.Run(9 * Second);
        Assert.Equal(0, Sent(home));
        home.Hub.Run(Second);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal((30, RuleRecipients.RelativeToo, 1), (alarm.RuleId, alarm.Flags, alarm.Priority));
        Assert.InRange(alarm.AgeMilliseconds, 9_900, 10_100);
    }

    [Fact]
    public void HUL_030_the_cancel_button_ends_it_for_good_and_the_centre_is_told_that_it_was_cancelled()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 10, out RadioDevice button);
        home.Home.Press(button);
        home.Hub.Run(5 * Second);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(Second);
        Assert.Equal([Phrase.AlarmSoon, Phrase.Cancelled], home.Spoken);
        home.Hub.Reboot();
        home.Hub.Run(60 * Second);
        Assert.Equal(0, Sent(home));
        Assert.Equal(30, Assert.Single(home.Events("alarm cancelled")).Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HUL_030_about_a_press_that_can_still_be_cancelled_nobody_is_called_and_no_short_message_goes(
        bool isConnected)
    {
        TestModem modem = new();
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 60, out RadioDevice button, modem);
        home.Hub.Uplink.IsReachable = isConnected;
        if (!isConnected)
        {
            home.Hub.Uplink.Drop();
        }

        home.Hub.Run(5 * Second);
        home.ClearSpoken();
        home.Home.Press(button);
        home.Hub.Run(58 * Second);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(120 * Second);
        Assert.Empty(modem.Calls.Dialled);
        Assert.Empty(modem.Sent);
        Assert.Equal([Phrase.AlarmSoon, Phrase.Cancelled], home.Spoken);
        home.Home.Press(button);
        home.Hub.Run(180 * Second);
        Assert.NotEmpty(modem.Calls.Dialled);
        Assert.Equal(isConnected, modem.Sent.Count == 0);
    }

    [Fact]
    public void HUL_030_the_cancel_button_comes_too_late_for_an_alarm_that_is_on_its_way()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 10, out RadioDevice button);
        home.Hub.Uplink.HoldsAlarms = false;
        home.Home.Press(button);
        home.Hub.Run(11 * Second);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(60 * Second);
        Assert.Equal(1, home.Hub.Status.Memory.Alarms.PersonCount);
        Assert.True(Sent(home) > 1);
    }

    [Fact]
    public void HUL_030_a_second_press_sends_the_alarm_at_once_and_cancels_nothing()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 10, out RadioDevice button);
        home.Home.Press(button);
        home.Hub.Run(2 * Second);
        home.Home.Press(button);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal(2, alarm.PressCount);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(20 * Second);
        Assert.Single(home.RuleAlarms);
    }

    [Fact]
    public void HUL_030_a_power_cut_during_the_pre_alarm_sends_it_after_the_restart()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 60, out RadioDevice button);
        home.Home.Press(button);
        home.Hub.Run(5 * Second);
        home.Hub.Reboot();
        home.Hub.Run(15 * Second);
        AlarmMessage alarm = Assert.Single(home.RuleAlarms);
        Assert.Equal((30, RuleRecipients.RelativeToo, 1), (alarm.RuleId, alarm.Flags, alarm.Priority));
    }

    [Fact]
    public void HUL_030_a_session_that_begins_meanwhile_does_not_send_it_early()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 60, out RadioDevice button);
        home.Home.Press(button);
        home.Hub.Uplink.Drop();
        home.Hub.Run(50 * Second);
        Assert.True(home.Hub.Status.Session.IsReady);
        Assert.Equal(0, Sent(home));
        home.Hub.Run(10 * Second);
        Assert.Equal(1, Sent(home));
    }

    [Theory]
    [InlineData(DeviceKind.SmokeDetector)]
    [InlineData(DeviceKind.CarbonMonoxideDetector)]
    public void HUL_026_smoke_and_carbon_monoxide_are_never_cancelled_even_where_the_plan_delays_them(DeviceKind kind)
    {
        RuleHome home = WithDelay(kind, 60, out RadioDevice detector);
        home.Home.Press(detector);
        Assert.Empty(home.Spoken);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(59 * Second);
        Assert.Equal(0, Sent(home));
        home.Hub.Run(2 * Second);
        Assert.Equal(1, Sent(home));
    }

    [Fact]
    public void HUL_026_smoke_goes_out_at_once_as_shipped()
    {
        RuleHome home = new();
        RadioDevice detector = home.Add(1, DeviceKind.SmokeDetector);
        home.Home.Press(detector);
        Assert.Equal(1, Sent(home));
        home.Send(RuleTemplates.AddAll);
        home.Home.Press(detector);
        Assert.Equal(26, Assert.Single(home.RuleAlarms).RuleId);
    }

    [Fact]
    public void HUL_030_presses_of_a_trigger_that_an_adapter_hears_are_held_back_alike()
    {
        RuleHome home = WithDelay(DeviceKind.PersonalTrigger, 10, out _);
        Assert.True(home.Hub.Hub.PressTrigger(
            77, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, 0, 5, home.Hub.Now));
        home.Hub.Run(9 * Second);
        Assert.Equal(0, Sent(home));
        home.Hub.Run(2 * Second);
        Assert.Equal(1, Sent(home));
    }

    [Fact]
    public void HUL_029_a_power_cut_between_reminder_and_alarm_sends_the_alarm_after_the_restart_and_once()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, DeviceKind.DoorContact);
        home.Send(set => set.Rule(8, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened, 5).Alarm()
            .Reminding(23, 600));
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(10 * Second);
        Assert.Equal(Phrase.AllRight, home.Spoken.Last());
        Assert.Empty(home.RuleAlarms);
        home.Hub.Reboot();
        home.Hub.Run(1200 * Second);
        Assert.Single(home.RuleAlarms);
    }
}
