// The buttons on the hub: alarm, check-in, check-out, pair, cancel, reset. Each press is answered.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Panel;

public sealed class ButtonTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHome _home = new();

    private TestHub Hub => _home.Hub;

    private IEnumerable<AlarmMessage> Presences =>
        Hub.Uplink.Alarms.Where(a => a.Kind == AlarmKind.Presence).DistinctBy(a => a.Sequence);

    [Fact]
    public void HBG_005_the_alarm_button_on_the_hub_is_a_person_s_alarm_journalled_and_said()
    {
        Hub.RunTo(30 * Second);
        Hub.Uplink.HoldsAlarms = false;
        Assert.True(Hub.Hub.PressAlarmButton(Hub.Now));
        Hub.Run(2 * Second);
        AlarmMessage alarm = Assert.Single(Hub.Uplink.Alarms);
        Assert.Equal(
            (AlarmKind.Person, 0u, DeviceTypes.LocalUnitAndController, StatusCodes.ManualAlarm, 1),
            (alarm.Kind, alarm.TriggerId, alarm.DeviceType, alarm.StatusCode, alarm.Priority));
        Assert.Contains(Sound.PressHeard, _home.Audio.Played);
        Assert.Equal([Phrase.AlarmOnItsWay], _home.Audio.Spoken);
        Hub.Uplink.HoldsAlarms = true;
        Hub.Run(40 * Second);
        Assert.Equal(Phrase.AlarmReceived, _home.Audio.Spoken.Last());
        Assert.Empty(Hub.Triggers.Acknowledged);
    }

    [Fact]
    public void HBG_001_presses_of_the_alarm_button_are_counted_and_never_fill_the_table()
    {
        Hub.RunTo(30 * Second);
        Hub.Uplink.HoldsAlarms = false;
        for (int i = 0; i < 200; i++)
        {
            Assert.True(Hub.Hub.PressAlarmButton(Hub.Now));
            Hub.Run(Second);
        }

        Assert.Equal(Limits.MaxSentPerTrigger + 1, Hub.Status.Memory.Alarms.Count);
        Hub.Uplink.HoldsAlarms = true;
        Hub.Run(20 * Minute);
        Assert.Equal(200, Hub.Uplink.Alarms.DistinctBy(a => a.Sequence).Sum(a => a.PressCount));
        Assert.Equal(0, Hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void HBG_051_HBG_076_UPP_032_check_in_and_out_are_confirmed_by_voice_and_sent_once()
    {
        Hub.RunTo(30 * Second);
        Press(hub => hub.PressCheckInButton());
        Assert.Equal([Phrase.CheckedIn], _home.Audio.Spoken);
        Assert.True(Hub.Status.Presence.IsCheckedIn);
        Press(hub => hub.PressCheckOutButton());
        Assert.Equal([Phrase.CheckedIn, Phrase.CheckedOut], _home.Audio.Spoken);
        Hub.Run(30 * Minute);
        Assert.Equal(
            [StatusCodes.PlannedPresence, StatusCodes.InterventionComplete], Presences.Select(a => a.StatusCode));
        Assert.All(Presences, a => Assert.Equal((0u, 1, 8), (a.TriggerId, a.PressCount, a.Priority)));
        Assert.Equal(2, Hub.Uplink.Alarms.Count());
        Assert.Equal(0, Hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void UPP_032_out_of_order_use_gets_a_hint_and_leaves_no_record()
    {
        Hub.RunTo(30 * Second);
        Press(hub => hub.PressCheckOutButton());
        Press(hub => hub.PressCheckInButton());
        Press(hub => hub.PressCheckInButton());
        Press(hub => hub.PressCheckOutButton());
        Press(hub => hub.PressCheckOutButton());
        Assert.Equal(
            [Phrase.NotCheckedIn, Phrase.CheckedIn, Phrase.AlreadyCheckedIn, Phrase.CheckedOut, Phrase.NotCheckedIn],
            _home.Audio.Spoken);
        Assert.Equal(2, Presences.Count());
        Assert.Equal(3, Hub.Status.Presence.HintCount);
    }

    [Fact]
    public void HBG_051_presence_after_an_alarm_is_told_from_a_planned_visit()
    {
        Hub.RunTo(30 * Second);
        Hub.Press();
        Press(hub => hub.PressCheckInButton());
        Press(hub => hub.PressCheckOutButton());
        Press(hub => hub.PressCheckInButton());
        Assert.Equal(
            [StatusCodes.PresenceAfterAlarm, StatusCodes.InterventionComplete, StatusCodes.PlannedPresence],
            Presences.Select(a => a.StatusCode));
    }

    [Fact]
    public void HBG_077_who_is_checked_in_survives_power_cuts_and_presence_is_repeated_until_held()
    {
        Hub.RunTo(30 * Second);
        Hub.Uplink.HoldsAlarms = false;
        Press(hub => hub.PressCheckInButton());
        ulong sequence = Presences.Single().Sequence;
        _home.Reboot();
        Assert.True(Hub.Status.Presence.IsCheckedIn);
        Press(hub => hub.PressCheckInButton());
        Assert.Equal(Phrase.AlreadyCheckedIn, _home.Audio.Spoken.Last());
        Hub.Uplink.HoldsAlarms = true;
        Hub.Run(20 * Minute);
        Assert.Equal(sequence, Presences.Single().Sequence);
        Assert.Equal(0, Hub.Status.Memory.Alarms.Count);
        _home.Reboot();
        Assert.True(Hub.Status.Presence.IsCheckedIn);
        Press(hub => hub.PressCheckOutButton());
        _home.Reboot();
        Assert.False(Hub.Status.Presence.IsCheckedIn);
    }

    [Fact]
    public void HBG_077_presence_waits_behind_persons_and_goes_before_faults_and_tests()
    {
        Hub.Uplink.IsReachable = false;
        Hub.RunTo(30 * Second);
        Hub.Hub.RequestTestAlarm();
        Press(hub => hub.PressCheckInButton());
        Hub.Press();
        Hub.Uplink.IsReachable = true;
        Hub.Run(2 * Minute);
        Assert.Equal(
            [AlarmKind.Person, AlarmKind.Presence, AlarmKind.Test],
            Hub.Uplink.Alarms.DistinctBy(a => a.Sequence).Select(a => a.Kind));
    }

    [Fact]
    public void HBG_077_presence_beyond_its_places_is_refused_aloud_and_changes_nothing()
    {
        Hub.RunTo(30 * Second);
        Hub.Uplink.HoldsAlarms = false;
        for (int i = 0; i < Limits.MaxPendingPresences; i++)
        {
            Press(hub => hub.PressCheckInButton());
            Press(hub => hub.PressCheckOutButton());
            i++;
        }

        Press(hub => hub.PressCheckInButton());
        Assert.Equal(Phrase.PresenceRefused, _home.Audio.Spoken.Last());
        Assert.False(Hub.Status.Presence.IsCheckedIn);
        Assert.Equal(Limits.MaxPendingPresences, Hub.Status.Memory.Alarms.Count);
        Hub.Uplink.HoldsAlarms = true;
        Hub.Run(20 * Minute);
        Press(hub => hub.PressCheckInButton());
        Assert.Equal(Phrase.CheckedIn, _home.Audio.Spoken.Last());
    }

    [Fact]
    public void HBG_077_a_journal_that_fails_is_told_and_the_presence_is_sent_all_the_same()
    {
        Hub.RunTo(30 * Second);
        Hub.Flash.IsDead = true;
        Press(hub => hub.PressCheckInButton());
        Assert.Equal(Phrase.PresenceNotStored, _home.Audio.Spoken.Last());
        Assert.Equal(StatusCodes.PlannedPresence, Presences.Single().StatusCode);
    }

    [Fact]
    public void HUL_145_cancel_says_what_it_cancelled_or_that_there_was_nothing()
    {
        Hub.RunTo(30 * Second);
        Press(hub => hub.PressCancelButton());
        Assert.Equal([Phrase.NothingToCancel], _home.Audio.Spoken);
        Press(hub => hub.HoldPairButton());
        Press(hub => hub.PressCancelButton());
        Assert.Equal(
            [Phrase.NothingToCancel, Phrase.PairingOpened, Phrase.PairingCancelled], _home.Audio.Spoken);
        Hub.Press();
        Press(hub => hub.PressCancelButton());
        Assert.Equal(Phrase.AlarmCannotBeCancelled, _home.Audio.Spoken.Last());
        Hub.Run(Limits.RecentAlarmMilliseconds);
        Press(hub => hub.PressCancelButton());
        Assert.Equal(Phrase.NothingToCancel, _home.Audio.Spoken.Last());
    }

    [Fact]
    public void HUL_145_no_button_is_dead_on_a_hub_without_devices_either()
    {
        SoundRecorder speaker = new();
        TestHub hub = new(ports: ports => ports.Audio = speaker);
        hub.RunTo(30 * Second);
        hub.Hub.HoldPairButton();
        hub.Run(Second);
        hub.Hub.HoldResetButton();
        hub.Run(Second);
        hub.Hub.PressCancelButton();
        hub.Run(Second);
        Assert.Equal([Phrase.NotPossible, Phrase.NotPossible, Phrase.NothingToCancel], speaker.Spoken);
    }

    [Fact]
    public void HUL_145_every_button_is_answered_in_every_state_within_a_second()
    {
        Hub.RunTo(30 * Second);
        foreach (bool isOnline in new[] { true, false })
        {
            Hub.Uplink.IsReachable = isOnline;
            if (!isOnline)
            {
                Hub.Uplink.Drop();
                Hub.Run(5 * Second);
            }

            foreach (System.Action<HubCore> press in Buttons)
            {
                int spoken = _home.Audio.Spoken.Count;
                Press(press);
                Assert.True(_home.Audio.Spoken.Count > spoken);
                Press(press);
                Assert.True(_home.Audio.Spoken.Count > spoken + 1);
            }
        }
    }

    private System.Action<HubCore>[] Buttons =>
    [
        hub => hub.PressCheckInButton(),
        hub => hub.PressCheckOutButton(),
        hub => hub.HoldPairButton(),
        hub => hub.PressCancelButton(),
        hub => hub.PressAlarmButton(Hub.Now),
        hub => hub.HoldResetButton(),
    ];

    private void Press(System.Action<HubCore> button)
    {
        button(Hub.Hub);
        Hub.Run(Second);
    }
}
