// Finds what went otherwise than agreed.
using System;
using System.Collections.Generic;

namespace Fleet.Evidence.Statistics;

/// <summary>What went otherwise than agreed in a case (UPP-030).</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The home's hub.</param>
/// <param name="Unit">The unit that the home is counted to.</param>
/// <param name="Group">The group first told; empty when none.</param>
/// <param name="ReceivedAt">When the centre had it, unix milliseconds UTC.</param>
/// <param name="Kind">unanswered, late-arrival, late-attendance, no-check-in or long-visit.</param>
/// <param name="Milliseconds">By how much, or how long; 0 when there is no such measure.</param>
public sealed record CaseDeviation(
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string Unit,
    string Group,
    long ReceivedAt,
    string Kind,
    long Milliseconds);

/// <summary>Looks at the cases of persons, merged ones left out.</summary>
public static class DeviationFinder
{
    /// <summary>The deviations of a case.</summary>
    public static IEnumerable<CaseDeviation> Find(
        CaseFacts facts, CaseTimes times, IReadOnlyList<ResponseLimit> limits)
    {
        if (facts.Kind != 0 || times.IsMerged)
        {
            yield break;
        }

        CaseDeviation Of(string kind, long milliseconds) => new(
            facts.CaseId, facts.CaseNumber, facts.HubId, facts.Unit, times.Group ?? "", facts.ReceivedAt, kind,
            milliseconds);

        long limit = ResponseLimit.For(limits, facts.Unit, facts.ReceivedAt) * 60_000L;
        if (times.Overdue > 0)
        {
            yield return Of("unanswered", (times.ClaimedAt ?? times.ReceivedAt) - times.ReceivedAt);
        }

        if (times.CheckedInAt - times.AcceptedAt > limit)
        {
            yield return Of("late-arrival", (times.CheckedInAt - times.AcceptedAt - limit)!.Value);
        }

        if (times.CheckedInAt - times.DispatchedAt > limit)
        {
            yield return Of("late-attendance", (times.CheckedInAt - times.DispatchedAt - limit)!.Value);
        }

        if (times.AcceptedAt is not null && times.CheckedInAt is null && times.ClosedAt is not null)
        {
            yield return Of("no-check-in", 0);
        }

        foreach (CaseVisit visit in times.Visits)
        {
            if (visit.StoppedAt - visit.StartedAt is > StatisticsBuilder.StandardVisitMilliseconds and { } length)
            {
                yield return Of("long-visit", length);
            }
        }
    }
}
