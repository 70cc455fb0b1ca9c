// HBG-016: three days on battery, with what the hub must do in that time, and what comes when it is empty.
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Power;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class BatteryTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const int MostHours = 200;

    [Fact]
    public void HBG_016_72_hours_on_battery_with_heartbeats_silent_tests_and_a_call()
    {
        VirtualHome home = new(72);
        List<Phrase> spoken = [];
        home.Home.Speaker.Spoken += spoken.Add;
        Begin(home);
        long heartbeats = home.Home.Core!.Status.Heartbeats.SentCount;
        double hours = RunDown(home, 72);
        HubCore core = home.Home.Core!;
        long sent = core.Status.Heartbeats.SentCount - heartbeats;
        int tests = home.Fleet.Held.Values.Count(alarm => alarm.Kind == AlarmKind.SilentTest);
        output.WriteLine(
            $"after {hours:F1} h on battery {home.Home.Power.BatteryPercent} % left, estimate "
            + $"{core.Status.Estimate.MinutesLeft / 60.0:F1} h more, {sent} heartbeats, {tests} silent tests");
        Assert.Equal(72, hours);
        Assert.Equal(LoadStage.Reduced, core.Status.Shedding.Stage);
        Assert.Equal(120, core.Status.Heartbeats.IntervalSeconds);
        Assert.InRange(sent, 72 * 30, (72 * 30) + 2);
        Assert.Equal(3, tests);
        int left = core.Status.Estimate.MinutesLeft;

        double all = 72 + RunDown(home, MostHours);
        output.WriteLine($"stopped in order after {all:F1} h; estimated at 72 h: {72 + (left / 60.0):F1} h");
        Assert.True(all > 72 * 1.1, "there must be a margin");
        Assert.InRange(left / 60.0, (all - 72) * 0.8, (all - 72) * 1.1);
        Assert.Equal(Phrase.BatteryEmpty, spoken[^1]);
        Assert.Equal(Limits.BatteryEmptyPercent, home.Home.Power.BatteryPercent);
        home.SetMains(true);
        home.RunFor(Minute);
        Assert.True(home.Home.IsConnected);
        home.HealAndEnd();
    }

    [Fact]
    public void HBG_016_without_load_shedding_72_hours_are_not_reached()
    {
        VirtualHome home = new(73);
        home.Home.Loads.IsStuck = true;
        Begin(home);
        double hours = RunDown(home, MostHours);
        output.WriteLine($"stopped after {hours:F1} h");
        Assert.InRange(hours, 10, 60);
    }

    [Fact]
    public void HUL_013_a_battery_that_fails_at_once_is_a_brown_out_that_the_next_start_tells_and_nothing_is_lost()
    {
        VirtualHome home = new(74);
        List<BootReason> reasons = [];
        CborReader reader = new();
        HelloMessage hello = new();
        home.Fleet.Arrived += (kind, body) =>
        {
            if (kind == MessageKind.Hello && hello.Decode(reader, body, 0, body.Length) == MessageError.None)
            {
                reasons.Add(hello.BootReason);
            }
        };
        Begin(home);
        home.CutLink();
        home.RunFor(5 * Minute);
        home.PressFront(FrontButton.CheckIn);
        home.PressFront(FrontButton.Alarm);
        home.RunFor(Second);
        home.Home.Power.SetCharge(0);
        home.RunFor(Minute);
        Assert.Null(home.Home.Core);
        home.RestoreLink();
        home.SetMains(true);
        home.RunFor(5 * Minute);
        Assert.Equal([BootReason.PowerOn, BootReason.BrownOut], reasons);
        Assert.Equal(
            [AlarmKind.Person, AlarmKind.Presence],
            home.Fleet.Held.Values.Select(alarm => alarm.Kind).Where(kind => kind != AlarmKind.SilentTest).Order());
        Assert.True(home.Home.Core!.Status.Presence.IsCheckedIn);
        home.HealAndEnd();
    }

    private static void Begin(VirtualHome home)
    {
        home.SwitchOn();
        home.RunFor(Hour);
        home.SetMains(false);
    }

    // Runs until the hub is off, or for some hours; in the tenth hour somebody presses and is called.
    private static double RunDown(VirtualHome home, int mostHours)
    {
        long startedAt = home.World.NowMilliseconds;
        for (int hour = 0; hour < mostHours && !home.Home.IsRunDown; hour++)
        {
            if (hour == 10)
            {
                home.Push(home.Home.Radio.Devices[0]);
                home.Home.Loads.IsInCall = true;
                home.RunFor(5 * Minute);
                home.Home.Loads.IsInCall = false;
                home.RunFor(55 * Minute);
            }
            else
            {
                home.RunFor(Hour);
            }
        }

        return (home.World.NowMilliseconds - startedAt) / (double)Hour;
    }
}
