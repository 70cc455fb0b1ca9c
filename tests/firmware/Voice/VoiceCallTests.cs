// Calls: out after an alarm, in from listed numbers, tones, bounds, and everything that can go wrong.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Voice;

public sealed class VoiceCallTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const string Centre = "+4610000001";
    private const string Reserve = "+4610000002";
    private const string Stranger = "+4670000009";

    private static PathHub Started(bool callsOut = true)
    {
        PathHub home = new(
            settings =>
            {
                settings.Link.VoiceNumbers = callsOut ? [Centre, Reserve] : [];
                settings.Link.AnsweredNumbers = [Centre, Reserve];
            },
            paths: 1);
        home.Hub.RunTo(Minute);
        return home;
    }

    private static int[] CallCodes(PathHub home) => [.. home.Published.Where(p => p.Kind == MessageKind.Event)
        .Select(p => p.Event).Where(e => e.Text == "call").Select(e => e.StatusCode)];

    private static PathHub InCall()
    {
        PathHub home = Started();
        home.Hub.Press();
        home.Hub.Run(2 * Second);
        home.Modem.Calls.Connect();
        home.Hub.Run(Second);
        return home;
    }

    [Fact]
    public void HBG_046_a_press_that_is_held_results_in_a_call_within_two_seconds()
    {
        PathHub home = Started();
        home.Hub.Press();
        home.Hub.Run(2 * Second);
        Assert.Equal([Centre], home.Modem.Calls.Dialled);
        Assert.Contains(Phrase.CallingCentre, home.Audio.Spoken);
        home.Modem.Calls.Connect();
        home.Hub.Run(3 * Minute);
        home.Modem.Calls.End(CallEnd.There);
        home.Hub.Run(Minute);
        Assert.Equal([StatusCodes.Initiated, StatusCodes.InProgress, StatusCodes.Ended], CallCodes(home));
        EventMessage ended = home.Published.Last(p => p.Kind == MessageKind.Event).Event;
        Assert.InRange(ended.Value, 178, 182);
        Assert.Single(home.Modem.Calls.Dialled);
    }

    [Fact]
    public void HBG_046_a_press_that_nobody_holds_is_called_about_after_30_seconds()
    {
        PathHub home = Started();
        home.Uplinks[0].HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(29 * Second);
        Assert.Empty(home.Modem.Calls.Dialled);
        home.Hub.Run(2 * Second);
        Assert.Equal([Centre], home.Modem.Calls.Dialled);
    }

    [Fact]
    public void HBG_039_silent_tests_technical_alarms_and_walk_tests_never_call()
    {
        PathHub home = Started();
        home.Hub.Run(100 * Hour);
        Assert.True(home.Hub.Status.SilentTests.RaisedCount >= 4);
        Assert.Empty(home.Modem.Calls.Dialled);
    }

    [Fact]
    public void HBG_040_a_manual_test_calls_like_any_alarm()
    {
        PathHub home = Started();
        Assert.True(home.Hub.Hub.RequestTestAlarm());
        home.Hub.Run(2 * Second);
        Assert.Equal([Centre], home.Modem.Calls.Dialled);
    }

    [Theory]
    [InlineData(CallEnd.Busy, StatusCodes.Busy)]
    [InlineData(CallEnd.NoAnswer, StatusCodes.TimeOut)]
    [InlineData(CallEnd.NoNetwork, StatusCodes.Failure)]
    [InlineData(CallEnd.There, StatusCodes.Denied)]
    public void HBG_046_a_call_that_nobody_takes_is_tried_three_times_each_time_the_next_number(CallEnd end, int code)
    {
        PathHub home = Started();
        home.Hub.Press();
        for (int i = 0; i < 5; i++)
        {
            home.Hub.Run(17 * Second);
            if (home.Modem.Calls.Call == CallState.Dialling)
            {
                home.Modem.Calls.End(end);
            }
        }

        home.Hub.Run(Minute);
        Assert.Equal([Centre, Reserve, Centre], home.Modem.Calls.Dialled);
        Assert.Equal(3, CallCodes(home).Count(c => c == code));
        Assert.Contains(Phrase.CallTriedAgain, home.Audio.Spoken);
        Assert.Contains(Phrase.CallFailed, home.Audio.Spoken);
    }

    [Fact]
    public void HBG_046_without_a_network_the_call_is_tried_three_times_and_told()
    {
        PathHub home = Started();
        home.Modem.Calls.HasNetwork = false;
        home.Hub.Press();
        home.Hub.Run(5 * Minute);
        Assert.Empty(home.Modem.Calls.Dialled);
        Assert.Equal(3, home.Link.Calls.DialCount);
        Assert.Equal(3, CallCodes(home).Count(c => c == StatusCodes.Failure));
    }

    [Fact]
    public void HBG_046_a_call_that_rings_for_ever_is_given_up_after_45_seconds()
    {
        PathHub home = Started();
        home.Hub.Press();
        home.Hub.Run(44 * Second);
        Assert.Equal(0, home.Modem.Calls.HangUpCount);
        home.Hub.Run(4 * Second);
        Assert.Equal(1, home.Modem.Calls.HangUpCount);
        Assert.Contains(StatusCodes.TimeOut, CallCodes(home));
    }

    [Fact]
    public void HBG_015_a_call_that_the_network_drops_is_made_again()
    {
        PathHub home = InCall();
        home.Modem.Calls.End(CallEnd.Dropped);
        home.Hub.Run(20 * Second);
        Assert.Equal(2, home.Modem.Calls.Dialled.Count);
        Assert.Contains(StatusCodes.Interrupted, CallCodes(home));
        for (int i = 0; i < 100; i++)
        {
            if (home.Modem.Calls.Call == CallState.Dialling)
            {
                home.Modem.Calls.Connect();
                home.Hub.Run(5 * Second);
                home.Modem.Calls.End(CallEnd.Dropped);
            }

            home.Hub.Run(20 * Second);
        }

        Assert.InRange(home.Modem.Calls.Dialled.Count, 3, 1 + Limits.MaxDials);
    }

    [Theory]
    [InlineData(Centre, 9, true)]
    [InlineData(Reserve, 9, true)]
    [InlineData(Centre, 11, false)]
    [InlineData(Stranger, 1, false)]
    public void NOR_030_a_control_call_is_taken_for_ten_minutes_after_an_alarm_from_listed_numbers_only(
        string caller, int minutes, bool isTaken)
    {
        PathHub home = Started(callsOut: false);
        home.Hub.Press();
        home.Hub.Run(minutes * Minute);
        home.Modem.Calls.Ring(caller);
        home.Hub.Run(Second);
        Assert.Equal(isTaken ? 1 : 0, home.Modem.Calls.AnswerCount);
        Assert.Equal(isTaken ? CallState.Active : CallState.Idle, home.Modem.Calls.Call);
        Assert.Contains(isTaken ? StatusCodes.Accepted : StatusCodes.Denied, CallCodes(home));
    }

    [Fact]
    public void Without_an_alarm_nobody_can_listen_in()
    {
        PathHub home = Started();
        home.Modem.Calls.Ring(Centre);
        home.Hub.Run(Second);
        Assert.Equal(0, home.Modem.Calls.AnswerCount);
        Assert.Equal(1, home.Link.Calls.RefusedCount);
        Assert.Equal(1, home.Modem.Calls.HangUpCount);
    }

    [Fact]
    public void NOR_030_after_a_call_the_centre_can_call_back()
    {
        PathHub home = InCall();
        home.Hub.Run(15 * Minute);
        home.Modem.Calls.End(CallEnd.There);
        home.Hub.Run(5 * Minute);
        home.Modem.Calls.Ring(Centre);
        home.Hub.Run(Second);
        Assert.Equal(1, home.Modem.Calls.AnswerCount);
    }

    [Fact]
    public void HBG_015_tones_set_volume_and_modes_and_clear_the_call_down()
    {
        PathHub home = InCall();
        TestVoice voice = home.Modem.Calls;
        foreach (int tone in new[] { 1, 1, 3, 7, 8, 4, 9, 2 })
        {
            voice.Tone(tone);
        }

        home.Hub.Run(Second);
        Assert.Equal([4, 5, 6, 5], voice.Volumes);
        Assert.Equal(
            [SpeechMode.Duplex, SpeechMode.MicrophoneOnly, SpeechMode.SpeakerOnly, SpeechMode.Duplex], voice.Modes);
        voice.Tone(0);
        home.Hub.Run(Minute);
        Assert.Equal(CallState.Idle, voice.Call);
        Assert.Equal(StatusCodes.Ended, CallCodes(home)[^1]);
        Assert.Single(voice.Dialled);
    }

    [Fact]
    public void HBG_015_the_volume_stays_within_its_limits_however_often_a_tone_comes()
    {
        PathHub home = InCall();
        for (int i = 0; i < 30; i++)
        {
            home.Modem.Calls.Tone(1);
        }

        home.Hub.Run(10 * Second);
        Assert.Equal(Limits.MaxVolume, home.Link.Calls.Tones.Volume);
        for (int i = 0; i < 30; i++)
        {
            home.Modem.Calls.Tone(3);
        }

        home.Hub.Run(10 * Second);
        Assert.Equal(0, home.Link.Calls.Tones.Volume);
        Assert.All(home.Modem.Calls.Volumes, v => Assert.InRange(v, 0, Limits.MaxVolume));
    }

    [Fact]
    public void A_step_takes_a_bounded_number_of_tones()
    {
        PathHub home = InCall();
        for (int i = 0; i < Limits.TonesPerStep + 1; i++)
        {
            home.Modem.Calls.Tone(4);
        }

        int before = home.Modem.Calls.Modes.Count;
        home.Hub.Hub.Step(home.Hub.Now);
        Assert.Equal(Limits.TonesPerStep, home.Modem.Calls.Modes.Count - before);
    }

    [Fact]
    public void HBG_015_a_muted_call_stays_muted_when_a_tone_changes_the_mode()
    {
        PathHub home = InCall();
        home.Link.Calls.Mute(true);
        home.Modem.Calls.Tone(7);
        home.Hub.Run(Second);
        Assert.Equal(SpeechMode.Muted, home.Modem.Calls.Modes[^1]);
        home.Link.Calls.Mute(false);
        Assert.Equal(SpeechMode.MicrophoneOnly, home.Modem.Calls.Modes[^1]);
    }

    [Theory]
    [InlineData(PowerSource.Battery, Limits.BatteryCallMilliseconds)]
    [InlineData(PowerSource.Mains, Limits.CallMilliseconds)]
    public void HBG_016_a_call_has_a_longest_time_and_its_end_is_said_before(PowerSource source, int longest)
    {
        PathHub home = Started();
        home.Hub.Source = source;
        home.Hub.Run(Minute);
        home.Hub.Press();
        home.Hub.Run(2 * Second);
        home.Modem.Calls.Connect();
        home.Hub.Run(Second);
        home.Hub.Run(longest - (35 * Second));
        Assert.DoesNotContain(Phrase.CallEndsSoon, home.Audio.Spoken);
        home.Hub.Run(10 * Second);
        Assert.Contains(Phrase.CallEndsSoon, home.Audio.Spoken);
        Assert.Equal(CallState.Active, home.Modem.Calls.Call);
        home.Hub.Run(30 * Second);
        Assert.Equal(CallState.Idle, home.Modem.Calls.Call);
    }

    [Fact]
    public void HBG_016_mains_lost_in_a_long_call_ends_it_only_after_it_was_said()
    {
        PathHub home = InCall();
        home.Hub.Run(10 * Minute);
        home.Hub.Source = PowerSource.Battery;
        home.Hub.Run(25 * Second);
        Assert.Contains(Phrase.CallEndsSoon, home.Audio.Spoken);
        Assert.Equal(CallState.Active, home.Modem.Calls.Call);
        home.Hub.Run(20 * Second);
        Assert.Equal(CallState.Idle, home.Modem.Calls.Call);
    }

    [Fact]
    public void HUL_145_the_cancel_button_ends_the_call_and_its_tries_and_not_the_alarm()
    {
        PathHub home = Started();
        home.Uplinks[0].HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(32 * Second);
        Assert.Equal(CallState.Dialling, home.Modem.Calls.Call);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(5 * Minute);
        Assert.Single(home.Modem.Calls.Dialled);
        Assert.Equal(CallState.Idle, home.Modem.Calls.Call);
        Assert.Equal(1, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_046_a_press_in_a_call_makes_no_second_one()
    {
        PathHub home = InCall();
        home.Hub.Press();
        home.Hub.Run(Minute);
        Assert.Single(home.Modem.Calls.Dialled);
        Assert.Equal(CallState.Active, home.Modem.Calls.Call);
    }

    [Fact]
    public void A_hub_without_a_voice_or_without_a_modem_does_everything_else()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Press();
        hub.Run(Hour);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
        Assert.False(hub.Status.Link.Calls.IsBusy);
    }
}
