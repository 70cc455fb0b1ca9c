// The lamp Radio tells apart a device out of contact and one with a low battery.
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Panel;

public sealed class DeviceLampTests
{
    private const long Second = 1000;
    private const long Hour = 3_600 * Second;

    [Fact]
    public void HUL_146_HUL_149_out_of_contact_is_red_and_low_battery_orange_and_a_heard_device_a_blue_flash()
    {
        TestHome home = new();
        home.Hub.RunTo(30 * Second);
        RadioDevice device = home.PairAndTest(0x1001);
        home.Hub.Run(Limits.DeviceLampMilliseconds);
        Assert.Equal(LampColour.Off, Radio(home));
        home.Report(device, DeviceCause.Supervision, flags: ReportFlags.BatteryLow);
        Assert.Equal(LampColour.Blue, Radio(home));
        home.Hub.Run(Limits.DeviceLampMilliseconds + Second);
        Assert.Equal(LampColour.Orange, Radio(home));
        home.Hub.Run(4 * Hour);
        Assert.Equal(LampColour.Red, Radio(home));
        for (int i = 0; i < Limits.DeviceBatteryOkReports; i++)
        {
            home.Report(device, DeviceCause.Supervision);
        }

        home.Hub.Run(Limits.DeviceLampMilliseconds + Second);
        Assert.Equal(LampColour.Off, Radio(home));
    }

    private static LampColour Radio(TestHome home) => home.Hub.LampsNow[Lamp.Radio];
}
