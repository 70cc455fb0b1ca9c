// A home's events in their order, and what they do in a replay.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>The rules that a home had, by version; each from the moment that the hub told of it.</summary>
/// <param name="First">The version at the beginning of the events; null when it is not known.</param>
/// <param name="Sets">The rules of each version that the fleet manager has made.</param>
internal sealed record RuleTimeline(long? First, IReadOnlyDictionary<long, RuleSet> Sets);

/// <summary>Orders events and replays them.</summary>
internal static class HomeEvents
{
    private const long SameMomentMilliseconds = 1_000;
    private static readonly RuleSet NoRules = new();

    /// <summary>
    /// By the time of happening; of one moment what devices noticed comes before what the hub made of it, whatever the
    /// hub told first.
    /// </summary>
    public static List<HomeEvent> InOrder(IEnumerable<HomeEvent> events)
    {
        return [.. events.OrderBy(one => one.At).ThenBy(one => Rank(one.Kind)).ThenBy(one => one.Sequence)];
    }

    /// <summary>Replays the rules that were in force.</summary>
    /// <param name="events">In order.</param>
    /// <param name="rules">What was in force when.</param>
    /// <param name="from">Where the replay begins, unix milliseconds UTC.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="presence">Who is at home at the beginning.</param>
    public static IReadOnlyList<Firing> Replay(
        IReadOnlyList<HomeEvent> events, RuleTimeline rules, long from, long to, RulePresence presence)
    {
        long version = rules.First ?? 0;
        var replay = new RuleReplay(from, presence);
        RuleSet now = rules.Sets.GetValueOrDefault(version, NoRules);
        replay.Use(now, from);
        foreach (HomeEvent one in events)
        {
            if (one.Kind == HomeEventKind.InForce)
            {
                // A hub tells it after each start too; the same again changes nothing.
                if (one.Value != version)
                {
                    version = one.Value;
                    now = rules.Sets.GetValueOrDefault(version, NoRules);
                    replay.Use(now, one.At);
                }
            }
            else if (one.Kind == HomeEventKind.Presence)
            {
                replay.TakePresence((RulePresence)one.Value, one.At);
            }
            else
            {
                Take(replay, one, now);
            }
        }

        replay.Finish(to);
        return InOrder(replay, to);
    }

    /// <summary>Replays other rules on the same events. What the rules of that time did to who is at home is left out:
    /// these rules do that themselves.</summary>
    public static IReadOnlyList<Firing> Replay(
        IReadOnlyList<HomeEvent> events,
        RuleTimeline past,
        RuleSet rules,
        long from,
        long to,
        RulePresence presence)
    {
        var replay = new RuleReplay(from, presence);
        replay.Use(rules, from);
        RuleSet then = past.Sets.GetValueOrDefault(past.First ?? 0, NoRules);
        HomeEvent? fired = null;
        foreach (HomeEvent one in events)
        {
            switch (one.Kind)
            {
                case HomeEventKind.InForce:
                    then = past.Sets.GetValueOrDefault(one.Value, NoRules);
                    break;
                case HomeEventKind.Presence:
                    bool isOfRule = fired is { } rule && one.At - rule.At < SameMomentMilliseconds;
                    if (!isOfRule)
                    {
                        replay.TakePresence((RulePresence)one.Value, one.At);
                    }

                    break;
                default:
                    fired = one is { Kind: HomeEventKind.Rule, StatusCode: StatusCodes.Activated } ? one : fired;
                    Take(replay, one, then);
                    break;
            }
        }

        replay.Finish(to);
        return InOrder(replay, to);
    }

    /// <summary>Whether an alarm is a call for help, not what a rule raised.</summary>
    /// <param name="one">An alarm.</param>
    /// <param name="rules">The rules in force then: a call that one of them holds back carries its number.</param>
    public static bool IsPress(in HomeEvent one, RuleSet rules)
    {
        DeviceKind kind = DeviceCatalogue.KindOf(one.DeviceType);
        bool callsForHelp = one.DeviceId != 0
            && DeviceCatalogue.IsAlarm(kind, DeviceCause.Triggered)
            && one.StatusCode == DeviceCatalogue.CodeOf(kind, DeviceCause.Triggered);
        int ruleId = one.RuleId;
        return callsForHelp && (ruleId == 0 || Enumerable.Range(0, rules.Count).Select(rules.At)
            .Any(rule => rule.Id == ruleId && rule.Kind == RuleKind.Call));
    }

    private static void Take(RuleReplay replay, in HomeEvent one, RuleSet then)
    {
        switch (one.Kind)
        {
            case HomeEventKind.Device:
                replay.TakeDevice(one, isMeant: true, isPress: false);
                break;
            case HomeEventKind.Test:
                replay.TakeDevice(one, isMeant: false, isPress: false);
                break;
            case HomeEventKind.Alarm when IsPress(one, then):
                replay.TakeDevice(one, isMeant: true, isPress: true);
                break;
            case HomeEventKind.Rule when one.StatusCode == StatusCodes.Cancel:
                replay.TakeCancel((int)Math.Clamp(one.Value, 0, int.MaxValue), one.At);
                break;
            case HomeEventKind.Start:
                replay.TakeStart(one.At);
                break;
        }
    }

    private static List<Firing> InOrder(RuleReplay replay, long to)
    {
        return [.. replay.Firings.Where(one => one.At <= to).OrderBy(one => one.At).ThenBy(one => one.RuleId)];
    }

    private static int Rank(HomeEventKind kind)
    {
        return kind switch
        {
            HomeEventKind.Start => 0,
            HomeEventKind.Device or HomeEventKind.Test or HomeEventKind.Alarm => 1,
            HomeEventKind.InForce => 2,
            HomeEventKind.Rule => 3,
            _ => 4,
        };
    }
}
