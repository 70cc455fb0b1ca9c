// The automatic test every 23 hours, through restarts, wrong clocks and long outages.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Alarming;

public sealed class SilentTestTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Period = 23 * Hour;

    private static List<long> TestTimes(TestHub hub)
    {
        // In wall-clock time relative to the first start, so that restarts do not matter.
        return [.. hub.Uplink.Of(MessageKind.Alarm)
            .Where(p => p.Alarm.Kind == AlarmKind.SilentTest && p.Alarm.Attempt == 1)
            .Select(p => p.Alarm.RaisedUnixMilliseconds - 1_800_000_000_000)];
    }

    [Fact]
    public void HBG_019_HBG_039_a_silent_test_is_raised_every_23_hours_exactly_and_goes_the_way_of_a_press()
    {
        TestHub hub = new();
        hub.RunTo(10 * Period);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => i * Period), TestTimes(hub));
        AlarmMessage test = hub.Uplink.Alarms.First();
        Assert.Equal(AlarmKind.SilentTest, test.Kind);
        Assert.Equal(StatusCodes.TestTransmissionOverPrimaryChannel, test.StatusCode);
        Assert.Equal(DeviceTypes.LocalUnitAndController, test.DeviceType);
        Assert.Equal(0u, test.TriggerId);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void HBG_039_restarts_neither_skip_nor_repeat_it()
    {
        TestHub hub = new();
        List<long> expected = [];
        for (int boot = 0; boot < 12; boot++)
        {
            hub.Run(10 * Hour);
            hub.Reboot();
        }

        hub.Run(Minute);
        for (int i = 1; i * Period <= 120 * Hour; i++)
        {
            expected.Add(i * Period);
        }

        List<long> times = TestTimes(hub);
        Assert.Equal(expected.Count, times.Count);
        for (int i = 0; i < times.Count; i++)
        {
            // The first is counted from the first start; a start's own seconds until the clock is told add a little.
            Assert.InRange(times[i] - expected[i], 0, 60 * Second);
        }
    }

    [Fact]
    public void HBG_039_a_loop_of_restarts_sends_no_tests()
    {
        TestHub hub = new();
        hub.RunTo(Period + Minute);
        Assert.Single(TestTimes(hub));
        for (int boot = 0; boot < 300; boot++)
        {
            hub.Reboot();
            hub.Run(Minute);
        }

        Assert.Single(TestTimes(hub));
    }

    [Fact]
    public void HBG_039_a_test_that_fell_due_while_the_hub_was_off_comes_once_when_the_time_is_known()
    {
        TestHub hub = new();
        hub.RunTo(Minute);
        hub.Now += 5 * 24 * Hour;
        hub.Reboot();
        hub.Run(10 * Minute);
        Assert.Single(TestTimes(hub));
        hub.Run(Period - Hour);
        Assert.Single(TestTimes(hub));
    }

    [Fact]
    public void HBG_039_a_wrong_clock_never_puts_the_next_test_off_by_more_than_one_period()
    {
        TestHub hub = new();
        hub.Uplink.UnixAtZero += 900L * 24 * Hour;
        hub.RunTo(Period + Minute);
        hub.Reboot();
        hub.Uplink.UnixAtZero -= 900L * 24 * Hour;
        hub.Run(Period + Minute);
        Assert.Equal(2, hub.Uplink.Alarms.Count(a => a.Kind == AlarmKind.SilentTest));
    }

    [Fact]
    public void HBG_039_setting_the_clock_moves_no_test_of_a_running_hub()
    {
        TestHub hub = new();
        hub.RunTo(10 * Hour);
        hub.Uplink.Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = 1_900_000_000_000 });
        hub.RunTo(Period - 1);
        Assert.Empty(hub.Uplink.Alarms);
        hub.RunTo(Period);
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void HBG_039_without_any_time_it_still_comes_every_23_hours_of_running()
    {
        TestHub hub = new();
        hub.Uplink.TellsTime = false;
        hub.RunTo((3 * Period) + Minute);
        Assert.Equal(3, hub.Uplink.Alarms.Count(a => a.Kind == AlarmKind.SilentTest));
        Assert.All(hub.Uplink.Alarms, a => Assert.Equal(0, a.RaisedUnixMilliseconds));
    }

    [Fact]
    public void HBG_039_while_one_is_unacknowledged_the_next_is_skipped_and_counted()
    {
        TestHub hub = new();
        hub.Uplink.HoldsAlarms = false;
        hub.RunTo((4 * Period) + Minute);
        Assert.Equal(1, hub.Status.SilentTests.RaisedCount);
        Assert.Equal(3, hub.Status.SilentTests.SkippedCount);
        Assert.Equal(1, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void HBG_040_a_manual_test_is_an_ordinary_alarm_marked_as_a_test()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        Assert.True(hub.Hub.RequestTestAlarm());
        hub.Step();
        AlarmMessage test = Assert.Single(hub.Uplink.Alarms);
        Assert.Equal(AlarmKind.Test, test.Kind);
        Assert.Equal(StatusCodes.ManualAlarm, test.StatusCode);
        hub.Run(Minute);
        Assert.Equal(3, hub.Uplink.Alarms.Count());
    }
}
