// Single rules in a replay, at the edges that random lives seldom meet.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Trial;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Slices.Tests.Programming.Trial;

public sealed class RuleReplayTests
{
    private const int Hour = 3_600;
    private static readonly ActionEntry Alarm = new(RuleActionKind.Alarm, Priority: 1);
    private static readonly SelectorEntry Door = new(DeviceKind.DoorContact, DeviceCause.Opened);
    private static readonly SelectorEntry Motion = new(DeviceKind.MotionDetector, DeviceCause.Movement);

    [Fact]
    public void A_delay_as_long_as_its_window_is_over_with_it_and_a_longer_one_never()
    {
        RuleEntry rule = Inactive(4 * Hour) with { Window = new WindowEntry(6 * 60, 10 * 60) };
        Assert.Equal(["06-09 10:00:00", "06-10 10:00:00"], Moments(rule, "2026-06-09 00:00", "2026-06-10 23:00"));
        Assert.Empty(Moments(rule with { DelaySeconds = (4 * Hour) + 1 }, "2026-06-09 00:00", "2026-06-10 23:00"));
    }

    [Theory]
    [InlineData("2026-03-28 20:00", "2026-03-29 10:00", "03-29 05:00:00")]
    [InlineData("2026-10-24 20:00", "2026-10-25 10:00", "10-25 03:00:00")]
    public void A_window_over_a_change_of_clocks_has_its_true_length(string from, string to, string fires)
    {
        // Open from 22 until 06: seven hours in spring, nine in autumn; counted from its opening.
        RuleEntry rule = Inactive(6 * Hour) with { Window = new WindowEntry(22 * 60, 6 * 60) };
        Assert.Equal([fires], Moments(rule, from, to));
    }

    [Fact]
    public void A_reminder_waits_for_a_reaction_which_may_come_by_button_or_by_what_cancels()
    {
        RuleEntry rule = new(
            1, RuleKind.Event, [Door], Cancel: [Motion], DelaySeconds: 60, Reminder: new ReminderEntry(20, 30),
            Actions: [Alarm]);
        Assert.Equal(
            [(FiringKind.Reminder, 60L), (FiringKind.Alarm, 90L)], Of(rule, Event(0, Door)));
        Assert.Equal(
            [(FiringKind.Reminder, 60L), (FiringKind.Cancelled, 89L)], Of(rule, Event(0, Door), Event(89, Motion)));
        Assert.Equal(
            [(FiringKind.Reminder, 60L), (FiringKind.Cancelled, 70L)], Of(rule, Event(0, Door), Cancel(70, 1)));
        Assert.Equal([(FiringKind.Reminder, 60L), (FiringKind.Alarm, 90L)],
            Of(rule, Event(0, Door), Cancel(70, 2), Cancel(90, 1)));
    }

    [Fact]
    public void A_rule_on_trial_tells_and_does_nothing_not_even_to_who_is_at_home()
    {
        RuleEntry away = new(
            1,
            RuleKind.Event,
            [Door],
            Actions: [new ActionEntry(RuleActionKind.Presence, Presence: RulePresence.Away)]);
        RuleEntry guard = new(2, RuleKind.Event, [Motion], Presence: RulePresence.Away, Actions: [Alarm]);
        HomeEvent[] events = [Event(0, Door), Event(10, Motion)];
        Assert.Equal(
            [(FiringKind.Other, 0L), (FiringKind.Alarm, 10L)], Of([away, guard], events));
        Assert.Equal([(FiringKind.Trial, 0L)], Of([away with { Trial = true }, guard], events));
    }

    [Fact]
    public void A_test_ends_things_and_begins_none()
    {
        RuleEntry rule = new(
            1, RuleKind.Event, [Door], Cancel: [Motion], DelaySeconds: 60, Actions: [Alarm]);
        Assert.Empty(Of(rule, Event(0, Door, HomeEventKind.Test)));
        Assert.Empty(Of(rule, Event(0, Door), Event(10, Motion, HomeEventKind.Test)));
    }

    [Fact]
    public void After_a_start_what_may_call_somebody_goes_on_and_the_rest_begins_anew()
    {
        RuleEntry calls = new(1, RuleKind.Event, [Door], DelaySeconds: 60, Actions: [Alarm]);
        RuleEntry speaks = new(
            2, RuleKind.Event, [Door], DelaySeconds: 60, Actions: [new ActionEntry(RuleActionKind.Speak, Phrase: 20)]);
        Assert.Equal([(FiringKind.Alarm, 60L)], Of([calls, speaks], [Event(0, Door), Start(30)]));

        // An alarm that waits for a reaction goes out.
        Assert.Equal(
            [(FiringKind.Reminder, 60L), (FiringKind.Alarm, 90L)],
            Of(calls with { Reminder = new ReminderEntry(20, 30) }, Event(0, Door), Start(70)));
    }

    [Fact]
    public void A_call_that_is_held_back_goes_out_after_its_delay_by_the_first_rule_about_it()
    {
        RuleEntry call = new(
            1, RuleKind.Call, [new SelectorEntry(DeviceKind.PersonalTrigger)], DelaySeconds: 10);
        var press = new HomeEvent(
            1, 5_000, HomeEventKind.Alarm, 9, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, RuleId: 1);
        Assert.Equal([(FiringKind.Alarm, 15L)], Of([call, call with { Id = 2, DelaySeconds = 60 }], [press]));
    }

    [Fact]
    public void Rules_that_never_stop_are_not_replayed_to_their_end()
    {
        RuleEntry rule = new(
            1, RuleKind.State, [Door], Cancel: [Motion], CooldownSeconds: 1, Actions: [Alarm]);
        RuleSet set = RuleSetForm.ToWire(new RuleSetEntry(Rules: [rule]), 1);
        var replay = new RuleReplay(0, RulePresence.Home);
        replay.Use(set, 0);
        replay.TakeDevice(Event(0, Door), isMeant: true, isPress: false);
        replay.AdvanceTo((Limits.Trial.Firings - 1) * 1_000L);
        Assert.False(replay.IsRunaway);
        replay.AdvanceTo(long.MaxValue);
        Assert.True(replay.IsRunaway);
        Assert.Equal(Limits.Trial.Firings, replay.Firings.Count);
    }

    private static RuleEntry Inactive(int delaySeconds) => new(
        1, RuleKind.Inactivity, [Motion], DelaySeconds: delaySeconds, Actions: [Alarm]);

    private static HomeEvent Event(long second, SelectorEntry what, HomeEventKind kind = HomeEventKind.Device) => new(
        second,
        second * 1_000,
        kind,
        3,
        DeviceCatalogue.TypeOf(what.DeviceKind!.Value),
        DeviceCatalogue.CodeOf(what.DeviceKind.Value, what.Cause!.Value));

    private static HomeEvent Cancel(long second, int rule) => new(
        1_000 + second, second * 1_000, HomeEventKind.Rule, StatusCode: StatusCodes.Cancel, Value: rule);

    private static HomeEvent Start(long second) => new(2_000 + second, second * 1_000, HomeEventKind.Start);

    private static (FiringKind Kind, long Second)[] Of(RuleEntry rule, params HomeEvent[] events) => Of([rule], events);

    private static (FiringKind Kind, long Second)[] Of(RuleEntry[] rules, HomeEvent[] events) =>
        [.. Replay(rules, events, 0, 86_400_000).Select(one => (one.Kind, one.At / 1_000))];

    private static IEnumerable<string> Moments(RuleEntry rule, string from, string to) =>
        Replay([rule], [], Unix(from), Unix(to)).Select(one => DateTime.UnixEpoch.AddMilliseconds(one.At))
            .Select(at => TimeZoneInfo.ConvertTimeFromUtc(at, Stockholm).ToString("MM-dd HH:mm:ss"));

    private static IReadOnlyList<Firing> Replay(RuleEntry[] rules, HomeEvent[] events, long from, long to)
    {
        RuleSet set = RuleSetForm.ToWire(new RuleSetEntry(Rules: rules), 1);
        return HomeEvents.Replay(
            HomeEvents.InOrder(events),
            new RuleTimeline(1, new Dictionary<long, RuleSet> { [1] = set }),
            from,
            to,
            RulePresence.Home);
    }

    private static TimeZoneInfo Stockholm { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static long Unix(string local) => (long)(TimeZoneInfo.ConvertTimeToUtc(
        DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Stockholm)
        - DateTime.UnixEpoch).TotalMilliseconds;
}
