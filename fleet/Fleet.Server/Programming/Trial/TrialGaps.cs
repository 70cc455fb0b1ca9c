// Finds where something is missing in what a trial works on.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Programming.Trial;

/// <summary>Gaps of a period; what is missing before it is left out.</summary>
internal static class TrialGaps
{
    private const long Second = 1_000;
    private const long LongEnough = Limits.Trial.GapMinutes * 60 * Second;

    /// <summary>All gaps, by their beginning.</summary>
    public static List<TrialGap> Find(TrialMaterial material)
    {
        var found = new List<TrialGap>();
        if (material.Reach is not { } reach)
        {
            Add(found, material, TrialGapKind.NotKept, material.From, material.To);
            return found;
        }

        if (reach.Since > material.From)
        {
            Add(found, material, TrialGapKind.NotKept, material.From, reach.Since);
        }

        long before = material.Begin;
        bool isKnown = material.Past.First is { } first && material.Past.Sets.ContainsKey(first);
        long unknownFrom = material.Begin;
        foreach (HomeEvent one in material.Events)
        {
            switch (one.Kind)
            {
                case HomeEventKind.Start when one.Value * Second >= LongEnough:
                    Add(found, material, TrialGapKind.Restarted, one.At - (one.Value * Second), one.At);
                    break;
                case HomeEventKind.Lost:
                    Add(found, material, TrialGapKind.Lost, before, one.At, one.Value);
                    break;
                case HomeEventKind.InForce:
                    if (!isKnown)
                    {
                        Add(found, material, TrialGapKind.UnknownRules, unknownFrom, one.At);
                    }

                    isKnown = material.Past.Sets.ContainsKey(one.Value);
                    unknownFrom = one.At;
                    break;
            }

            before = one.At;
        }

        if (!isKnown)
        {
            Add(found, material, TrialGapKind.UnknownRules, unknownFrom, material.To);
        }

        if (material.To - reach.HeardAt >= LongEnough)
        {
            Add(found, material, TrialGapKind.Silent, reach.HeardAt, material.To);
        }

        return [.. found.OrderBy(one => one.From)];
    }

    private static void Add(
        List<TrialGap> found, TrialMaterial material, TrialGapKind kind, long from, long to, long lost = 0)
    {
        if (to > material.From && from < material.To)
        {
            found.Add(new TrialGap(
                kind, TrialTime.Of(Math.Max(from, material.From)), TrialTime.Of(Math.Min(to, material.To)), lost));
        }
    }
}

/// <summary>Times as people see them.</summary>
internal static class TrialTime
{
    /// <summary>A moment of the store.</summary>
    public static DateTimeOffset Of(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
}
