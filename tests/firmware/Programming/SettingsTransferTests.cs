// How settings reach the hub: proved, checked as a whole, tried, kept, and gone back on when they do not hold.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;

namespace Firmware.Tests.Programming;

public sealed class SettingsTransferTests
{
    private const long Second = SettingsHome.Second;
    private const long Minute = SettingsHome.Minute;

    private static readonly ReceiverAddress Nowhere = new("nowhere.example", 1);

    private static SettingsHome Started(int receivers = 1, NorFlash? flash = null)
    {
        SettingsHome home = new(flash, receivers);
        home.Hub.Run(10 * Second);
        return home;
    }

    private static HomeSettings Interval(uint version, int seconds) => SettingsHome.Settings(
        version, told => told.Set(SettingKeys.HeartbeatIntervalSeconds, seconds));

    private static HomeSettings To(uint version, params ReceiverAddress[] receivers) =>
        SettingsHome.Settings(version, told => told.Set(receivers));

    [Fact]
    public void HBG_017_settings_are_tried_proved_by_a_test_alarm_and_then_in_force_for_good()
    {
        SettingsHome home = Started();
        int tests = home.Uplink.Alarms.Count();
        home.Send(Interval(1, 60));
        home.Hub.Run(5 * Second);
        Assert.Equal(AcknowledgementResult.Done, home.LastAnswer!.Result);
        Assert.Equal(
            [(SettingsPhase.Trial, 1, ""), (SettingsPhase.InForce, 1, "")], home.Phases);
        AlarmMessage test = home.Uplink.Alarms.Skip(tests).First();
        Assert.Equal(AlarmKind.SilentTest, test.Kind);
        Assert.Equal((60, 1u), (home.Status.Settings.HeartbeatIntervalSeconds, home.Status.Settings.Version));
        home.Hub.Run(3 * Minute);
        Assert.Equal(1, home.Uplink.Of(MessageKind.Heartbeat).Last().Heartbeat.SettingsVersion);
        Assert.Equal(60, home.Uplink.Of(MessageKind.Hello).Last().Hello.HeartbeatIntervalSeconds);
        long[] beats = [.. home.Uplink.Of(MessageKind.Heartbeat).TakeLast(3).Select(p => p.AtMilliseconds)];
        Assert.Equal((60 * Second, 60 * Second), (beats[1] - beats[0], beats[2] - beats[1]));
    }

    [Fact]
    public void HBG_017_settings_survive_a_restart_and_a_hub_is_told_them_once()
    {
        SettingsHome home = Started();
        home.Send(Interval(1, 60));
        home.Hub.Run(5 * Second);
        home.Reboot();
        home.Hub.Run(10 * Second);
        Assert.Equal((60, 1u), (home.Status.Settings.HeartbeatIntervalSeconds, home.Status.Settings.Version));
        home.Send(Interval(1, 60));
        home.Hub.Run(Second);
        Assert.Equal(AcknowledgementResult.Done, home.LastAnswer!.Result);
        Assert.Equal((0L, SettingsPhase.InForce),
            (home.Status.SettingsTransfer.ConfirmedCount, home.Told[^1].Phase));
    }

    [Fact]
    public void HBG_017_a_receiver_that_is_not_there_is_gone_back_on_after_ten_minutes()
    {
        SettingsHome home = Started();
        long sentAt = home.Hub.Now;
        home.Send(To(1, Nowhere));
        home.Hub.Run(9 * Minute);
        Assert.True(home.Status.SettingsTransfer.IsOnTrial);
        Assert.False(home.Status.Session.IsReady);
        home.Hub.Run(2 * Minute);
        Assert.False(home.Status.SettingsTransfer.IsOnTrial);
        Assert.True(home.Status.Session.IsReady);
        Assert.True(home.Addresses[0].IsSameAs(SettingsHome.Provisioned(0)));
        SettingsStateMessage told = home.Told[^1];
        Assert.Equal(
            (SettingsPhase.Reverted, 1L, 0L, "not proved in time"),
            (told.Phase, told.DocumentVersion, told.SettingsVersion, told.Reason));
        Assert.InRange(
            home.Uplink.Of(MessageKind.SettingsState).Last().AtMilliseconds - sentAt,
            Limits.SettingsTrialMilliseconds, Limits.SettingsTrialMilliseconds + (10 * Second));

        // Sent again, by whomever, it does not take the hub from its link once more.
        home.Send(To(1, Nowhere));
        home.Hub.Run(Minute);
        Assert.Equal("reverted before", home.LastRefusal);
        Assert.True(home.Status.Session.IsReady && !home.Status.SettingsTransfer.IsOnTrial);
        home.Send(Interval(2, 60));
        home.Hub.Run(5 * Second);
        Assert.Equal(2u, home.Status.Settings.Version);
    }

    [Fact]
    public void HBG_017_another_receiver_is_proved_over_a_new_connection()
    {
        SettingsHome home = Started();
        ReceiverAddress other = new("other.example", 8884);
        home.Known.Add(other);
        int sessions = (int)home.Status.Session.SessionCount;
        home.Send(To(1, other));
        home.Hub.Run(10 * Second);
        Assert.Equal(SettingsPhase.InForce, home.Told[^1].Phase);
        Assert.True(home.Addresses[0].IsSameAs(other));
        Assert.Equal(sessions + 1, home.Status.Session.SessionCount);
        home.Reboot();
        home.Hub.Step();
        Assert.True(home.Addresses[0].IsSameAs(other), "the hub must connect there from the first try on");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void HBG_017_of_two_receivers_each_that_changes_is_proved_not_only_the_one_in_use(int wrong)
    {
        SettingsHome home = Started(receivers: 2);
        ReceiverAddress[] told = [SettingsHome.Provisioned(0), SettingsHome.Provisioned(1)];
        told[wrong] = Nowhere;
        home.Send(To(1, told));
        home.Hub.Run(9 * Minute);
        Assert.True(home.Status.Session.IsReady);
        Assert.True(home.Status.SettingsTransfer.IsOnTrial);
        home.Hub.Run(2 * Minute);
        Assert.Equal((SettingsPhase.Reverted, "not proved in time"), (home.Told[^1].Phase, home.Told[^1].Reason));
        ReceiverAddress other = new("other.example", 8884);
        home.Known.Add(other);
        told[wrong] = other;
        home.Send(To(2, told));
        home.Hub.Run(2 * Minute);
        Assert.Equal((SettingsPhase.InForce, 2L), (home.Told[^1].Phase, home.Told[^1].DocumentVersion));
    }

    [Fact]
    public void HBG_017_a_receiver_that_takes_everything_and_holds_nothing_is_no_proof()
    {
        SettingsHome home = Started();
        ReceiverAddress other = new("other.example", 8884);
        home.Known.Add(other);
        home.Uplink.HoldsAlarms = false;
        home.Send(To(1, other));
        home.Hub.Run(9 * Minute);
        Assert.True(home.Status.Session.IsReady && home.Status.SettingsTransfer.IsOnTrial);
        home.Hub.Run(2 * Minute);
        Assert.Equal(SettingsPhase.Reverted, home.Told[^1].Phase);
    }

    [Fact]
    public void HBG_017_what_is_not_authentic_old_for_another_hub_or_at_fault_is_refused_with_the_reason()
    {
        SettingsHome home = Started();
        home.Send(Interval(5, 60));
        home.Hub.Run(5 * Second);
        List<(System.Action Send, string Reason)> cases =
        [
            (() => home.Send(Interval(6, 90), new byte[32]), "not authentic"),
            (() => home.Send(Interval(6, 90), version: 7), "version: contradiction"),
            (() => home.Send(Interval(4, 90)), "old version"),
            (() => home.Send(Interval(5, 90)), "old version"),
            (() => home.Send(SettingsHome.Settings(6, hubId: "00c0ffee00c0ffef")), "another hub"),
            (() => home.Send(Interval(6, 9)), "heartbeatIntervalSeconds: out of range"),
            (() => home.Send(To(6, Nowhere, SettingsHome.Provisioned(0))), "no such receiver"),
            (() => home.SendParts(home.Parts(new byte[SettingsLimits.MaxDocumentBytes + 1], 6).Take(1)),
                "part out of place"),
            (() => home.SendParts(home.Parts([0xA0], 6, kind: DocumentSeal.RulesKind)), "not authentic"),
            (() => home.SendParts(home.Parts([0xA0], 6)), "settings: missing"),
        ];
        foreach ((System.Action send, string reason) in cases)
        {
            send();
            home.Hub.Run(2 * Second);
            Assert.Equal(reason, home.LastRefusal);
            Assert.Equal((60, 5u), (home.Status.Settings.HeartbeatIntervalSeconds, home.Status.Settings.Version));
        }

        SettingsHome keyless = new(hasKey: false);
        keyless.Hub.Run(10 * Second);
        keyless.Send(Interval(1, 60));
        keyless.Hub.Run(Second);
        Assert.Equal("takes no settings", keyless.LastRefusal);
    }

    [Fact]
    public void HBG_017_an_alarm_under_way_postpones_the_trial_until_it_is_over()
    {
        SettingsHome home = Started();
        home.Uplink.HoldsAlarms = false;
        home.Hub.Press();
        home.Send(Interval(1, 60));
        home.Hub.Run(30 * Second);
        Assert.Equal([(SettingsPhase.Postponed, 1, "alarm in progress")], home.Phases);
        Assert.Equal(120, home.Status.Settings.HeartbeatIntervalSeconds);
        home.Uplink.HoldsAlarms = true;
        home.Hub.Run(Minute);
        Assert.Equal(
            [SettingsPhase.Postponed, SettingsPhase.Trial, SettingsPhase.InForce],
            home.Phases.Select(phase => phase.Phase));
    }

    [Fact]
    public void HBG_017_a_call_for_help_ends_a_trial_that_has_no_session_and_is_heard_at_once()
    {
        SettingsHome home = Started();
        home.Send(To(1, Nowhere));
        home.Hub.Run(Minute);
        Assert.False(home.Status.Session.IsReady);
        long pressedAt = home.Hub.Now;
        home.Hub.Press();
        home.Hub.Run(5 * Second);
        Published alarm = home.Uplink.Of(MessageKind.Alarm).Last(p => p.Alarm.Kind == AlarmKind.Person);
        Assert.InRange(alarm.AtMilliseconds - pressedAt, 0, 3 * Second);
        Assert.Equal((SettingsPhase.Reverted, "alarm not carried"), (home.Told[^1].Phase, home.Told[^1].Reason));
        Assert.Equal(0, home.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_017_a_call_for_help_ends_a_trial_whose_receiver_holds_nothing()
    {
        SettingsHome home = Started();
        ReceiverAddress other = new("other.example", 8884);
        home.Known.Add(other);
        home.Uplink.HoldsAlarms = false;
        home.Send(To(1, other));
        home.Hub.Run(Minute);
        home.Hub.Press();
        home.Hub.Run(Limits.SettingsTrialCallMilliseconds + (2 * Second));
        Assert.True(home.Addresses[0].IsSameAs(SettingsHome.Provisioned(0)));
        Assert.Equal("alarm not carried", home.Status.SettingsTransfer.LastReason);
    }

    [Fact]
    public void HBG_017_a_restart_during_a_trial_leaves_the_old_settings()
    {
        SettingsHome home = Started();
        home.Send(To(1, Nowhere));
        home.Hub.Run(Minute);
        home.Reboot();
        home.Hub.Run(10 * Second);
        Assert.True(home.Status.Session.IsReady);
        Assert.Equal(0u, home.Status.Settings.Version);
        Assert.Equal(0, home.Uplink.Of(MessageKind.Hello).Last().Hello.SettingsVersion);
    }

    [Fact]
    public void HBG_017_news_that_nobody_has_taken_is_told_on_the_next_session()
    {
        SettingsHome home = Started();
        home.Uplink.Answers = false;
        home.Send(Interval(1, 60));
        home.Hub.Run(Second);
        home.Uplink.Answers = true;
        home.Uplink.Drop();
        home.Hub.Run(2 * Minute);
        Assert.Equal(SettingsPhase.InForce, home.Told[^1].Phase);
        int told = home.Told.Count;
        home.Uplink.Drop();
        home.Hub.Run(2 * Minute);
        Assert.Equal(told, home.Told.Count);
    }
}
