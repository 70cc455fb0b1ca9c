// Which alarms two replays have in common, and which really came.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Programming.Trial;

/// <summary>An alarm that one of the replays gives, or both.</summary>
/// <param name="Old">With the rules that were in force; null when they do not give it.</param>
/// <param name="New">With the rules that are tried; null when they do not give it.</param>
internal sealed record AlarmPair(Firing? Old, Firing? New);

/// <summary>Compares.</summary>
internal static class TrialComparison
{
    private const long Tolerance = Limits.Trial.MatchSeconds * 1_000L;

    // What never ends, such as a home that nobody is in, has one alarm a day: those of different days are different.
    private const long SameEpisode = 12 * 3_600_000L;

    /// <summary>
    /// Pairs alarms that are about the same: of one rule, with the same beginning. A call for help comes with all
    /// rules; they decide only when.
    /// </summary>
    public static List<AlarmPair> Pair(IEnumerable<Firing> old, IEnumerable<Firing> now)
    {
        var pairs = new List<AlarmPair>();
        List<Firing> left = [.. now];
        foreach (Firing one in old)
        {
            Firing? same = left.Find(other => AreSame(one, other));
            if (same is not null)
            {
                left.Remove(same);
            }
            else if (one.IsCall)
            {
                same = AtOnce(one);
            }

            pairs.Add(new AlarmPair(one, same));
        }

        pairs.AddRange(left.Select(one => new AlarmPair(one.IsCall ? AtOnce(one) : null, one)));
        return [.. pairs.OrderBy(pair => (pair.Old ?? pair.New)!.At)];
    }

    /// <summary>Which of the alarms that really came each firing is; in the order of the firings, null for none.
    /// </summary>
    public static List<HomeEvent?> Happened(IReadOnlyList<Firing> firings, IEnumerable<HomeEvent> alarms)
    {
        List<HomeEvent> left = [.. alarms];
        var found = new List<HomeEvent?>();
        foreach (Firing one in firings)
        {
            // The alarm of a call is of the time of the call, however long it was held back.
            long at = one.IsCall ? one.Since!.Value : one.At;
            int place = left.FindIndex(alarm => alarm.RuleId == one.RuleId && Math.Abs(alarm.At - at) <= Tolerance);
            found.Add(place < 0 ? null : left[place]);
            if (place >= 0)
            {
                left.RemoveAt(place);
            }
        }

        return found;
    }

    private static bool AreSame(Firing one, Firing other)
    {
        return one.IsCall == other.IsCall && one.Since == other.Since
            && (one.IsCall ? one.DeviceId == other.DeviceId
                : one.RuleId == other.RuleId && Math.Abs(one.At - other.At) <= SameEpisode);
    }

    private static Firing AtOnce(Firing call)
    {
        return call with { At = call.Since!.Value, IsReminded = false };
    }
}
