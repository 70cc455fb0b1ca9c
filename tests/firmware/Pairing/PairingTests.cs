// Pairing as it should go: window, interview, press at the centre; at the hub and from the fleet manager.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Pairing;

public sealed class PairingTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHome Ready(System.Action<HubSettings>? change = null)
    {
        TestHome home = new(change);
        home.Hub.RunTo(30 * Second);
        return home;
    }

    [Fact]
    public void HUL_030_HBG_005_a_device_is_paired_step_by_step_until_its_press_has_been_received_at_the_centre()
    {
        TestHome home = Ready();
        RadioDevice button = home.Bring(0x1001);
        button.Variant = DeviceVariant.Neck;
        PairRequestMessage request = home.Open(button);
        Assert.Equal(AcknowledgementResult.Done, home.AnswerTo(request).Result);
        Assert.Equal([PairingStep.Opened], home.StepsOf(request));
        Assert.Equal(120, home.Steps.Last().SecondsLeft);

        home.Transmit(button.JoinRequest());
        Assert.True(button.IsJoined);
        Assert.Equal(PairingStep.Heard, home.Steps.Last().Step);
        Assert.Equal(30, home.Steps.Last().MarginDb);
        Assert.Equal(0, home.Devices.Count);

        Assert.True(home.Report(button, DeviceCause.Joined));
        Assert.Equal(
            [
                PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported,
                PairingStep.Supervised,
            ],
            home.StepsOf(request));
        Assert.Equal(90, home.Steps.Last().BatteryPercent);
        Assert.Equal(DeviceVariant.Neck, home.Devices.Find(0x1001)!.Variant);
        Assert.False(home.Devices.Find(0x1001)!.IsTested);

        // The centre has not got it yet: acknowledged to the button, and no step further.
        home.Hub.Uplink.HoldsAlarms = false;
        Assert.True(home.Press(button));
        Assert.Equal(PairingStep.Supervised, home.Steps.Last().Step);
        AlarmMessage test = Assert.Single(home.AlarmsOf(0x1001));
        Assert.Equal(AlarmKind.Test, test.Kind);

        home.Hub.Uplink.Acknowledge(test);
        home.Hub.Run(Second);
        Assert.Equal([PairingStep.PressReceived, PairingStep.Finished], home.StepsOf(request).TakeLast(2));
        Assert.True(home.Devices.Find(0x1001)!.IsTested);

        // From here on it is in earnest.
        Assert.True(home.Press(button));
        Assert.Equal(AlarmKind.Person, home.AlarmsOf(0x1001).Last().Kind);
        Assert.Contains(Sound.Paired, home.Audio.Played);
        Assert.Contains(Sound.PressHeard, home.Audio.Played);
    }

    [Fact]
    public void HUL_144_the_lamp_Pair_blinks_white_while_a_device_may_join_and_is_dark_otherwise()
    {
        TestHome home = Ready();
        Assert.Equal(LampColour.Off, home.Hub.LampsNow[Lamp.Pair]);
        PairRequestMessage request = home.Open(home.Bring(0x1001));
        long opened = home.Hub.Now;
        Assert.Equal(LampColour.WhiteBlinking, home.Hub.LampsNow[Lamp.Pair]);
        home.Hub.RunTo(opened + (119 * Second));
        Assert.Equal(LampColour.WhiteBlinking, home.Hub.LampsNow[Lamp.Pair]);
        home.Hub.RunTo(opened + (121 * Second));
        Assert.Equal(LampColour.Off, home.Hub.LampsNow[Lamp.Pair]);
        DevicePairingMessage closed = home.Steps.Last();
        Assert.Equal((PairingStep.Closed, PairingReason.TimedOut), (closed.Step, closed.Reason));
        Assert.Equal(request.PairingId, closed.PairingId);
        Assert.Equal([Sound.PairingOpened, Sound.PairingClosed], home.Audio.Played);

        home.Open(home.Bring(0x1002));
        Assert.True(home.Join(home.Radio.Devices.Last()));
        Assert.Equal(LampColour.Off, home.Hub.LampsNow[Lamp.Pair]);
    }

    [Fact]
    public void HUL_145_the_cancel_button_closes_the_window_and_ends_a_walk_test_and_never_just_blinks()
    {
        TestHome home = Ready();
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(Second);
        Assert.Empty(home.Steps);
        Assert.All(home.Hub.LampChanges, change => Assert.True(change.At < 30 * Second));

        home.Hub.Hub.HoldPairButton();
        home.Hub.Run(Second);
        Assert.True(home.Status.Window.IsOpen);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(Second);
        Assert.False(home.Status.Window.IsOpen);
        Assert.Equal(PairingReason.Cancelled, home.Steps.Last().Reason);

        home.Send(home.Request(PairAction.StartWalkTest));
        Assert.True(home.Status.WalkTest.IsOpen);
        home.Hub.Hub.PressCancelButton();
        home.Hub.Run(Second);
        Assert.False(home.Status.WalkTest.IsOpen);
    }

    [Fact]
    public void A_window_opened_at_the_hub_asks_for_the_label_and_takes_it_from_the_fleet_manager()
    {
        TestHome home = Ready();
        RadioDevice button = home.Bring(0x1001);
        home.Hub.Hub.HoldPairButton();
        home.Hub.Run(Second);
        home.Transmit(button.JoinRequest());
        DevicePairingMessage told = home.Steps.Last();
        Assert.Equal((PairingStep.Refused, PairingReason.CodeNeeded), (told.Step, told.Reason));
        Assert.Equal((0u, 0x1001u), (told.PairingId, told.DeviceId));
        Assert.False(button.IsJoined);

        PairRequestMessage request = home.Open(button);
        Assert.Equal(AcknowledgementResult.Done, home.AnswerTo(request).Result);
        Assert.True(home.Join(button));

        // Held while it is open, the button says no; and so does a second request.
        home.Open(home.Bring(0x1002));
        home.Hub.Hub.HoldPairButton();
        home.Hub.Run(Second);
        Assert.Equal(Sound.Refused, home.Audio.Played.Last());
        PairRequestMessage second = home.Open(home.Bring(0x1003));
        Assert.Equal(AcknowledgementResult.Refused, home.AnswerTo(second).Result);
        Assert.Equal(PairingReason.AlreadyOpen, home.Steps.Last().Reason);
        home.Send(home.Request(PairAction.Cancel));
        Assert.False(home.Status.Window.IsOpen);
    }

    [Fact]
    public void UPP_036_HBG_001_the_kit_is_paired_at_the_first_start_and_its_first_press_is_meant()
    {
        RadioDevice button = new(0x2001);
        RadioDevice smoke = new(0x2002, DeviceKind.SmokeDetector);
        button.PairAsKit();
        smoke.PairAsKit();
        TestHome home = Ready(s => s.KitInstallCodes = [button.Label, "VH1:" + smoke.Label]);
        home.Radio.Devices.AddRange([button, smoke]);
        Assert.Equal(2, home.Devices.Count);
        Assert.True(home.Press(button));
        AlarmMessage alarm = Assert.Single(home.AlarmsOf(0x2001));
        Assert.Equal(AlarmKind.Person, alarm.Kind);
        home.Hub.Run(Second);
        Assert.True(home.Devices.Find(0x2001)!.IsTested);
        Assert.False(home.Devices.Find(0x2002)!.IsTested);

        // Forgotten devices do not come back by themselves, not even after a restart.
        home.Hub.Hub.HoldResetButton();
        home.Hub.Run(Second);
        home.Reboot();
        Assert.Equal(0, home.Devices.Count);
        Assert.False(home.Press(button));

        // But the button on the hub lets them join again: their labels are known.
        home.Hub.Hub.HoldPairButton();
        home.Hub.Run(Second);
        Assert.True(home.Join(button));
        Assert.Equal(1, home.Devices.Count);
    }

    [Fact]
    public void A_label_of_the_kit_that_is_mistyped_is_refused_like_any_wrong_setting()
    {
        string label = new RadioDevice(0x2001).Label;
        char wrong = label[0] == '7' ? '8' : '7';
        Assert.Throws<CheckFailedException>(
            () => new TestHome(s => s.KitInstallCodes = [wrong + label[1..]]));
        Assert.Throws<CheckFailedException>(() => new TestHome(s => s.PairingKey = new byte[15]));
    }

    [Fact]
    public void HBG_083_a_device_not_tested_within_ten_minutes_stays_paired_and_is_told_and_its_presses_are_meant()
    {
        TestHome home = Ready();
        RadioDevice button = home.Pair(0x1001);
        home.Hub.Run((10 * Minute) + Second);
        DevicePairingMessage closed = home.Steps.Last();
        Assert.Equal((PairingStep.Closed, PairingReason.TimedOut), (closed.Step, closed.Reason));
        AlarmMessage told = Assert.Single(home.AlarmsOf(0x1001));
        Assert.Equal((AlarmKind.Technical, StatusCodes.MaintenanceNeeded), (told.Kind, told.StatusCode));
        Assert.Equal(DeviceFlags.Untested, home.States.Last().Flags);

        Assert.True(home.Press(button));
        Assert.Equal(AlarmKind.Person, home.AlarmsOf(0x1001).Last().Kind);
        home.Hub.Run(Second);
        Assert.True(home.Devices.Find(0x1001)!.IsTested);
        Assert.Equal(0, home.States.Last().Flags);
    }

    [Fact]
    public void HBG_001_after_a_restart_in_an_interview_presses_are_meant_and_the_interview_is_told_as_cut_short()
    {
        TestHome home = Ready();
        RadioDevice button = home.Pair(0x1001);
        home.Reboot();
        Assert.Equal(PairingReason.HubRestarted, home.Steps.Last().Reason);
        Assert.True(home.Press(button));
        Assert.Equal(AlarmKind.Person, Assert.Single(home.AlarmsOf(0x1001)).Kind);
    }

    [Fact]
    public void HBG_001_real_smoke_during_an_interview_is_no_test_and_the_detector_s_test_button_is()
    {
        TestHome home = Ready();
        RadioDevice smoke = home.Pair(0x1001, DeviceKind.SmokeDetector);
        Assert.True(home.Report(smoke, DeviceCause.Triggered));
        Assert.Equal(AlarmKind.Person, home.AlarmsOf(0x1001).Last().Kind);
        Assert.True(home.Report(smoke, DeviceCause.Triggered, flags: Hub.Protocols.Radio.ReportFlags.TestButton));
        Assert.Equal(AlarmKind.Test, home.AlarmsOf(0x1001).Last().Kind);
    }
}
