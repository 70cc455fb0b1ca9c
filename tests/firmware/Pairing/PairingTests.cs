// Pairing as it should go: window, interview, press at the centre; again, replaced, removed, forgotten.
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Pairing;

public sealed class PairingTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHome Ready()
    {
        TestHome home = new();
        home.Hub.RunTo(30 * Second);
        return home;
    }

    [Fact]
    public void HUL_030_a_device_is_paired_step_by_step_until_its_press_has_been_received_at_the_centre()
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
    }
}
