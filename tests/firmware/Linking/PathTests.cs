// Two receivers over two bearers: when the hub moves on, when it comes back, and what it tells of it.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;

namespace Firmware.Tests.Linking;

public sealed class PathTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static PathHub Started()
    {
        PathHub home = new();
        home.Hub.RunTo(Minute);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        return home;
    }

    [Fact]
    public void HBG_042_the_preferred_path_is_used_while_it_works_and_no_other_is_touched()
    {
        PathHub home = Started();
        home.Hub.Run(10 * Hour);
        Assert.Single(home.Uplinks[0].ConnectTimes);
        Assert.All(home.Uplinks.Skip(1), u => Assert.Empty(u.ConnectTimes));
        Assert.Equal([StatusCodes.Started], home.EventCodes);
    }

    [Fact]
    public void HUL_014_with_the_router_unplugged_a_press_goes_over_the_mobile_network_to_the_same_receiver()
    {
        PathHub home = Started();
        home.CutBearer(isLte: false);
        long pressedAt = home.Hub.Now;
        home.Hub.Press();
        home.Hub.Run(Minute);
        Assert.Equal(PathHub.PrimaryLte, home.ActivePath);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
        Assert.InRange(home.HeldAt(PathHub.PrimaryLte) - pressedAt, 0, 11 * Second);
    }

    [Fact]
    public void NOR_027_a_receiver_that_answers_but_holds_nothing_is_left_for_the_reserve_over_the_same_bearer()
    {
        PathHub home = Started();
        home.Uplinks[PathHub.PrimaryFixed].HoldsAlarms = false;
        home.Uplinks[PathHub.PrimaryLte].HoldsAlarms = false;
        long pressedAt = home.Hub.Now;
        home.Hub.Press();
        home.Hub.Run(Minute);
        Assert.Equal(PathHub.ReserveFixed, home.ActivePath);
        Assert.Empty(home.Uplinks[PathHub.PrimaryLte].ConnectTimes);
        Assert.InRange(home.HeldAt(PathHub.ReserveFixed) - pressedAt, 10 * Second, 11 * Second);
    }

    [Fact]
    public void HBG_042_a_dead_primary_receiver_costs_a_press_less_than_25_seconds()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        long pressedAt = home.Hub.Now;
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        Assert.InRange(home.HeldAt(PathHub.ReserveFixed) - pressedAt, 0, 25 * Second);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_042_a_quiet_link_moves_too_but_takes_its_time()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        home.Hub.Run(8 * Minute);
        Assert.Equal(PathHub.ReserveFixed, home.ActivePath);
        List<long> firstTries = [.. home.Uplinks.Skip(1).Take(2).Select(u => u.ConnectTimes[0])];
        Assert.InRange(firstTries[1] - firstTries[0], Limits.QuietAttemptMilliseconds, 40 * Second);
    }

    [Fact]
    public void HBG_042_the_session_is_kept_while_another_path_is_tried_and_lost_by_no_try_that_fails()
    {
        PathHub home = Started();
        home.Uplinks[PathHub.PrimaryFixed].HoldsAlarms = false;
        foreach (FakeUplink other in home.Uplinks.Skip(1))
        {
            other.IsReachable = false;
        }

        home.Hub.Press();
        home.Hub.Run(5 * Minute);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        Assert.Single(home.Uplinks[0].ConnectTimes);
        Assert.True(home.Link.Paths.RoundCount >= 3);

        // The schedule of the alarm on the path that is left goes on.
        Assert.InRange(home.Uplinks[0].Alarms.Count(), 10, 12);
        home.Uplinks[PathHub.ReserveLte].IsReachable = true;
        home.Hub.Run(3 * Minute);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void Requirement_5_2_the_hub_never_stops_going_round_and_slows_down()
    {
        PathHub home = Started();
        foreach (FakeUplink uplink in home.Uplinks)
        {
            uplink.HoldsAlarms = false;
        }

        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        Assert.All(home.Uplinks, u => Assert.NotEmpty(u.Alarms));
        home.Hub.Run(48 * Hour);
        int before = home.Uplinks.Sum(u => u.ConnectTimes.Count);
        home.Hub.Run(24 * Hour);
        int inADay = home.Uplinks.Sum(u => u.ConnectTimes.Count) - before;
        Assert.InRange(inADay, 100, 200);
        home.Uplinks[PathHub.ReserveLte].HoldsAlarms = true;
        home.Hub.Run(Hour);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_042_a_new_press_goes_round_at_the_quick_pace_though_an_old_one_waits()
    {
        PathHub home = Started();
        foreach (FakeUplink uplink in home.Uplinks)
        {
            uplink.HoldsAlarms = false;
        }

        home.Hub.Press();
        home.Hub.Run(24 * Hour);
        int active = home.ActivePath;
        home.Uplinks[(active + 2) % 4].HoldsAlarms = true;
        home.Hub.Press(trigger: 9);
        home.Hub.Run(45 * Second);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_042_the_hub_comes_back_by_a_try_beside_the_session_and_ever_more_seldom_while_that_fails()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        Assert.Equal(PathHub.ReserveFixed, home.ActivePath);
        FakeUplink primary = home.Uplinks[PathHub.PrimaryFixed];
        int sessions = home.Uplinks[PathHub.ReserveFixed].ConnectTimes.Count;
        primary.ConnectTimes.Clear();
        home.Hub.Run(12 * Hour);
        List<long> waits = [.. primary.ConnectTimes.Zip(primary.ConnectTimes.Skip(1), (a, b) => b - a)];
        Assert.Equal(sessions, home.Uplinks[PathHub.ReserveFixed].ConnectTimes.Count);
        Assert.InRange(waits[0], 2 * Minute, 12 * Minute);
        Assert.All(waits.Skip(4), w => Assert.InRange(w, 29 * Minute, 62 * Minute));
        home.RestoreAll();
        home.Hub.Run(62 * Minute);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
    }

    [Fact]
    public void HBG_042_the_hub_stays_where_it_is_while_somebody_waits_for_help()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        home.RestoreAll();
        foreach (FakeUplink uplink in home.Uplinks)
        {
            uplink.HoldsAlarms = false;
        }

        long tries = home.Link.Choice.ReturnTryCount;
        home.Hub.Press();
        home.Hub.Run(2 * Hour);
        Assert.Equal(tries, home.Link.Choice.ReturnTryCount);
    }

    [Fact]
    public void NOR_027_a_receiver_that_held_nothing_must_hold_a_silent_test_before_it_counts_as_working()
    {
        PathHub home = Started();
        home.Uplinks[PathHub.PrimaryFixed].HoldsAlarms = false;
        home.Uplinks[PathHub.PrimaryLte].HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(Minute);
        Assert.Equal(PathHub.ReserveFixed, home.ActivePath);
        home.Hub.Run(20 * Minute);
        Assert.Contains(home.Uplinks[0].Alarms, a => a.Kind == AlarmKind.SilentTest);
        Assert.True(home.Link.Paths.At(0).IsUnheld);
        home.RestoreAll();
        home.Hub.Run(3 * Hour);
        Assert.Equal(PathHub.PrimaryFixed, home.ActivePath);
        Assert.False(home.Link.Paths.At(0).IsFailed);
    }

    [Fact]
    public void Each_path_and_bearer_that_fails_or_returns_is_told_by_its_code()
    {
        PathHub home = Started();
        home.CutBearer(isLte: false);
        home.Hub.Press();
        home.Hub.Run(5 * Minute);
        Assert.Contains(StatusCodes.PrimaryCommunicationLinkFailure, home.EventCodes);
        Assert.DoesNotContain(StatusCodes.IpConnectionFailure, home.EventCodes);
        home.Uplinks[PathHub.PrimaryLte].HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(5 * Minute);
        Assert.Contains(StatusCodes.IpConnectionFailure, home.EventCodes);
        Assert.Contains(StatusCodes.RedundantCommunicationLinkFailure, home.EventCodes);
        home.RestoreAll();
        home.Hub.Run(200 * Hour);
        Assert.Contains(StatusCodes.PrimaryCommunicationLinkReestablished, home.EventCodes);
        Assert.Contains(StatusCodes.IpConnectionReestablished, home.EventCodes);
        Assert.Equal(
            home.EventCodes.Count(c => c == StatusCodes.RedundantCommunicationLinkFailure),
            home.EventCodes.Count(c => c == StatusCodes.RedundantCommunicationLinkReestablished));
    }

    [Fact]
    public void A_path_that_flaps_is_told_at_most_six_times_an_hour()
    {
        PathHub home = Started();
        for (int i = 0; i < 360; i++)
        {
            home.Uplinks[0].IsReachable = i % 2 == 0;
            home.Uplinks[0].Drop();
            home.Hub.Run(10 * Second);
        }

        home.Hub.Run(10 * Minute);
        int told = home.EventCodes.Count(c => c is StatusCodes.PrimaryCommunicationLinkFailure
            or StatusCodes.PrimaryCommunicationLinkReestablished);
        Assert.InRange(told, 1, 8);
    }

    [Fact]
    public void HUL_014_a_connection_over_the_other_bearer_that_ends_the_first_at_the_broker_is_taken_over()
    {
        PathHub home = Started();
        home.Uplinks[PathHub.PrimaryFixed].Answers = false;
        home.Uplinks[PathHub.PrimaryFixed].HoldsAlarms = false;
        home.Hub.Press();
        home.Hub.Run(10 * Second + 100);
        Assert.Equal(UplinkState.Connecting, home.Uplinks[PathHub.PrimaryLte].State);
        home.Uplinks[PathHub.PrimaryFixed].Drop();
        home.Hub.Run(Second);
        Assert.Equal(PathHub.PrimaryLte, home.ActivePath);
        Assert.Single(home.Uplinks[PathHub.PrimaryLte].ConnectTimes);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void Every_connection_has_a_will_of_its_own()
    {
        PathHub home = Started();
        home.KillReceiver(0);
        home.Hub.Press();
        home.Hub.Run(24 * Hour);
        List<string> wills = [.. home.Uplinks.SelectMany(u => u.Wills).Select(System.Convert.ToHexString)];
        Assert.True(wills.Count > 20);
        Assert.Equal(wills.Count, wills.Distinct().Count());
    }

    [Fact]
    public void A_hub_takes_as_many_paths_as_the_limit_says_and_no_more_and_none_twice()
    {
        Assert.Equal(Limits.MaxPaths, new PathHub(paths: Limits.MaxPaths).Link.Paths.Count);
        Assert.Throws<CheckFailedException>(() => new PathHub(paths: Limits.MaxPaths + 1));
        FakeUplink one = new();
        Assert.Throws<CheckFailedException>(() => new TestHub(ports: p =>
            p.Paths = [new UplinkPath(0, one), new UplinkPath(1, one)]));
        Assert.Throws<CheckFailedException>(() => new TestHub(ports: p =>
            p.Paths = [new UplinkPath(Limits.MaxReceivers, one)]));
        Assert.Throws<CheckFailedException>(() => new TestHub(ports: p => p.Uplink = null));
    }

    /// <summary>Nothing that it can do better is left to a restart.</summary>
    [Fact]
    public void HBG_003_the_watchdog_is_fed_while_calls_for_help_go_from_path_to_path_and_none_takes_all_of_them()
    {
        PathHub home = Started();
        foreach (FakeUplink uplink in home.Uplinks)
        {
            uplink.Room = 4;
            uplink.Answers = false;
            uplink.HoldsAlarms = false;
        }

        for (uint trigger = 1; trigger <= 12; trigger++)
        {
            home.Hub.Press(trigger);
            home.Hub.Run(9 * Second);
        }

        home.Hub.Run(10 * Minute);
        List<long> fed = home.Hub.FeedTimes;
        long longest = fed.Zip(fed.Skip(1), (before, after) => after - before).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"longest time without a feeding: {longest} ms");
        Assert.True(home.Link.Choice.MoveCount > 4);
        Assert.InRange(longest, 0, 2 * Limits.MaxStepIntervalMilliseconds);
    }
}
