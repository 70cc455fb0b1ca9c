// Finds what is odd about rules that a hub would take.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>Something odd, without words.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="RuleIds">The rules that it is about.</param>
internal sealed record Oddity(RuleWarningKind Kind, IReadOnlyList<int> RuleIds);

/// <summary>Looks at each rule, and at each pair.</summary>
internal static class RuleWarnings
{
    private const int SecondsPerMinute = 60;

    /// <summary>Everything that is odd, by rule.</summary>
    public static IReadOnlyList<Oddity> Find(RuleSetEntry document)
    {
        IReadOnlyList<RuleEntry> rules = document.Rules ?? [];
        var found = new List<Oddity>();
        for (int i = 0; i < rules.Count; i++)
        {
            found.AddRange(Of(rules[i]).Select(kind => new Oddity(kind, [rules[i].Id])));
            for (int j = i + 1; j < rules.Count; j++)
            {
                if (BeginAlike(rules[i], rules[j]))
                {
                    found.Add(new Oddity(RuleWarningKind.SameStart, [rules[i].Id, rules[j].Id]));
                }
            }
        }

        return found;
    }

    private static IEnumerable<RuleWarningKind> Of(RuleEntry rule)
    {
        bool mustFit = rule.Kind is RuleKind.Inactivity or RuleKind.State;
        if (mustFit && rule.Window is { } window && rule.DelaySeconds > MinutesOf(window) * SecondsPerMinute)
        {
            yield return RuleWarningKind.LongerThanWindow;
        }

        IReadOnlyList<SelectorEntry> cancel = rule.Cancel ?? [];
        if (rule.Follow is { Count: > 0 } follow && follow.All(one => cancel.Any(other => Covers(other, one))))
        {
            yield return RuleWarningKind.FollowCancels;
        }

        if ((rule.Start ?? []).Any(one => cancel.Any(other => Covers(other, one))))
        {
            yield return RuleWarningKind.CancelsItself;
        }

        if (rule.Presence != RulePresence.Any && rule.Actions is { Count: 1 } actions
            && actions[0].Kind == RuleActionKind.Presence && actions[0].Presence == rule.Presence)
        {
            yield return RuleWarningKind.NoEffect;
        }

        if (rule is { Kind: RuleKind.Inactivity, Presence: RulePresence.Away })
        {
            yield return RuleWarningKind.AwayInactivity;
        }
    }

    private static int MinutesOf(WindowEntry window)
    {
        int length = window.EndMinute - window.StartMinute;
        return length > 0 ? length : length + RuleLimits.MinutesPerDay;
    }

    // A rule that waits, one that does not, and one that holds a call back are different things to begin alike.
    private static bool BeginAlike(RuleEntry one, RuleEntry other)
    {
        return one.Kind == other.Kind && one.DelaySeconds == other.DelaySeconds && one.Presence == other.Presence
            && AreSame(one.Window, other.Window) && AreSame(one.Start, other.Start)
            && AreSame(one.Follow, other.Follow);
    }

    private static bool AreSame(WindowEntry? one, WindowEntry? other)
    {
        return one is null || other is null
            ? one == other
            : one.StartMinute == other.StartMinute && one.EndMinute == other.EndMinute
                && RuleSetForm.WeekdaysOf(one.Days) == RuleSetForm.WeekdaysOf(other.Days);
    }

    private static bool AreSame(IReadOnlyList<SelectorEntry>? one, IReadOnlyList<SelectorEntry>? other)
    {
        return new HashSet<SelectorEntry>(one ?? []).SetEquals(other ?? []);
    }

    private static bool Covers(SelectorEntry wide, SelectorEntry narrow)
    {
        return (wide.DeviceKind is null || wide.DeviceKind == narrow.DeviceKind)
            && (wide.Cause is null || wide.Cause == narrow.Cause)
            && (wide.DeviceId == 0 || wide.DeviceId == narrow.DeviceId)
            && (wide.Location == 0 || wide.Location == narrow.Location)
            && (wide.Occupant == 0 || wide.Occupant == narrow.Occupant);
    }
}
