// Whether a rehearsal has passed.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Http;

namespace Fleet.Server.Updates.Releases;

/// <summary>Judges by the figures of a report, not by what it calls itself.</summary>
internal static class RehearsalRules
{
    /// <summary>What makes a report no report.</summary>
    public static IEnumerable<FieldFault> Unreadable(RehearsalReport report)
    {
        foreach ((string field, long value) in new[]
        {
            ("homes", report.Homes),
            ("days", report.Days),
            ("fromSequence", report.FromSequence),
            ("toSequence", report.ToSequence),
            ("presses", report.Presses),
            ("lostPresses", report.LostPresses),
            ("unacknowledgedPresses", report.UnacknowledgedPresses),
            ("hubsUpdated", report.HubsUpdated),
            ("hubsReverted", report.HubsReverted),
            ("hubsStuck", report.HubsStuck),
        })
        {
            if (value < 0)
            {
                yield return new FieldFault(field, "must not be negative.");
            }
        }

        if (report.BundleDigest is not { Length: 64 } digest || !digest.All(char.IsAsciiHexDigitLower))
        {
            yield return new FieldFault("bundleDigest", "must be 64 lower-case hexadecimal digits.");
        }

        if (report.BrokenInvariants is null)
        {
            yield return new FieldFault("brokenInvariants", "must be given; empty for none.");
        }
        else if (report.BrokenInvariants.Count > Limits.Updates.InvariantsPerReport
            || report.BrokenInvariants.Any(static one => one.Length is 0 or > Limits.Updates.InvariantNameLength
                || one.Any(char.IsControl)))
        {
            yield return new FieldFault(
                "brokenInvariants",
                $"must be at most {Limits.Updates.InvariantsPerReport} names of 1 to "
                + $"{Limits.Updates.InvariantNameLength} characters.");
        }
    }

    /// <summary>Why a readable report is not one of a passed rehearsal; nothing when it is.</summary>
    /// <param name="report">The report.</param>
    /// <param name="sequence">The release that it is to be about.</param>
    /// <param name="bundleDigest">The release's bundle.</param>
    public static IEnumerable<string> Faults(RehearsalReport report, long sequence, string bundleDigest)
    {
        if (report.ToSequence != sequence || report.BundleDigest != bundleDigest)
        {
            yield return "It is about another release.";
        }

        if (report.FromSequence >= sequence)
        {
            yield return "It does not begin at an earlier release.";
        }

        if (report.Homes < Limits.Updates.RehearsalHomes)
        {
            yield return $"It has {report.Homes} homes; {Limits.Updates.RehearsalHomes} are the fewest.";
        }

        if (report.Days < Limits.Updates.RehearsalDays)
        {
            yield return $"It has {report.Days} days; {Limits.Updates.RehearsalDays} are the fewest.";
        }

        if (report.Presses == 0)
        {
            yield return "Nobody has pressed in it.";
        }

        if (report.LostPresses > 0 || report.UnacknowledgedPresses > 0)
        {
            yield return $"{report.LostPresses} presses were lost, {report.UnacknowledgedPresses} never acknowledged.";
        }

        if (report.HubsUpdated < report.Homes || report.HubsReverted > 0 || report.HubsStuck > 0)
        {
            yield return $"Of {report.Homes} hubs {report.HubsUpdated} were updated, {report.HubsReverted} went back, "
                + $"{report.HubsStuck} are stuck.";
        }

        if (report.BrokenInvariants.Count > 0)
        {
            yield return $"{report.BrokenInvariants.Count} invariants were broken: {report.BrokenInvariants[0]}.";
        }
    }
}
