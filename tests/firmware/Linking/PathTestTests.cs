// The silent test goes over each path in turn, and what it finds is told.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class PathTestTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Period = 23 * Hour;

    private static List<int> Tested(PathHub home) =>
        [.. home.Uplinks.SelectMany((u, i) => u.Of(MessageKind.Alarm)
                .Where(p => p.Alarm.Kind == AlarmKind.SilentTest && p.Alarm.Attempt == 1)
                .Select(p => (p.AtMilliseconds, i)))
            .OrderBy(t => t.AtMilliseconds).Select(t => t.i)];

    [Fact]
    public void HBG_039_the_silent_test_goes_over_each_path_in_turn_with_the_code_of_its_channel()
    {
        PathHub home = new();
        home.Hub.RunTo(8 * Period + 5 * Minute);
        List<int> tested = Tested(home);
        Assert.Equal(8, tested.Count);
        Assert.Equal([0, 1, 2, 3], tested.Take(4).Order());
        Assert.Equal(tested.Take(4), tested.Skip(4));
        foreach (AlarmMessage test in home.Uplinks[0].Alarms)
        {
            Assert.Equal(StatusCodes.TestTransmissionOverPrimaryChannel, test.StatusCode);
        }

        foreach (AlarmMessage test in home.Uplinks.Skip(1).SelectMany(u => u.Alarms))
        {
            Assert.Equal(StatusCodes.TestTransmissionOverRedundantChannel, test.StatusCode);
        }

        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(2, home.Link.Paths.At(i).HeldCount));
    }

    [Fact]
    public void HBG_039_after_a_test_the_hub_is_back_on_its_preferred_path_within_ten_seconds()
    {
        PathHub home = new();
        home.Hub.RunTo(4 * Period - Minute);
        home.Hub.Run(Minute + 10 * Second);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        Assert.Equal(4, Tested(home).Count);
    }

    [Fact]
    public void HUL_014_a_standby_path_that_does_not_work_is_found_by_its_test_and_told()
    {
        PathHub home = new();
        home.Hub.RunTo(Minute);
        home.CutBearer(isLte: true);
        home.Hub.RunTo(4 * Period + 5 * Minute);
        Assert.Contains(StatusCodes.RedundantCommunicationLinkFailure, home.EventCodes);
        Assert.True(home.Link.Paths.At(PathHub.PrimaryLte).IsUnreachable);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);

        // Each test was raised all the same, over what works.
        Assert.Equal(4, Tested(home).Count);
        home.RestoreAll();
        home.Hub.Run(2 * Period);
        Assert.False(home.Link.Paths.At(PathHub.PrimaryLte).IsFailed);
    }

    [Fact]
    public void NOR_027_a_standby_receiver_that_holds_nothing_is_found_by_its_test()
    {
        PathHub home = new();
        home.Hub.RunTo(Minute);
        home.Uplinks[PathHub.ReserveFixed].HoldsAlarms = false;
        home.Hub.RunTo(4 * Period + 5 * Minute);
        Assert.True(home.Link.Paths.At(PathHub.ReserveFixed).IsUnheld);
        Assert.Contains(StatusCodes.RedundantCommunicationLinkFailure, home.EventCodes);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void HBG_001_a_press_during_a_test_over_a_standby_path_is_held_within_seconds()
    {
        for (long offset = 0; offset < 3 * Second; offset += 100)
        {
            PathHub home = new(paths: 2);
            home.Hub.RunTo(Period + offset);
            home.Hub.Press();
            home.Hub.Run(3 * Second);
            Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
        }
    }

    [Fact]
    public void HBG_039_a_restart_does_not_begin_the_turn_anew()
    {
        PathHub home = new(paths: 2);
        List<int> tested = [];
        for (int i = 0; i < 6; i++)
        {
            home.Hub.Run(Period);
            home.Hub.Uplink.UnixAtZero += home.Hub.Now;
            foreach (FakeUplink uplink in home.Uplinks)
            {
                uplink.UnixAtZero += home.Hub.Now;
                uplink.PowerOff();
            }

            home.Hub.Reboot();
            home.Hub.Run(10 * Minute);
        }

        tested = Tested(home);
        Assert.True(tested.Count >= 5);
        Assert.Contains(0, tested);
        Assert.Contains(1, tested);
    }
}
