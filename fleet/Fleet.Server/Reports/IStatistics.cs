// Figures for those who follow up.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Reports;

/// <summary>A report as it is shown.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Names">What groups and homes are called, by the names in the report.</param>
/// <param name="Csv">The report as comma-separated values.</param>
public sealed record StatisticsView(StatisticsReport Report, IReadOnlyDictionary<string, string> Names, string Csv);

/// <summary>A visit because of an alarm (UPP-010).</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The home's hub.</param>
/// <param name="Unit">The unit that the home is counted to.</param>
/// <param name="Group">The group first told.</param>
/// <param name="StartedAt">The check-in.</param>
/// <param name="StoppedAt">The check-out; null when there was none.</param>
/// <param name="Minutes">How long; null without a check-out.</param>
/// <param name="StandardMinutes">What it is counted as.</param>
/// <param name="NeedsReason">True when it was longer than that: the reason must be documented.</param>
/// <param name="Method">How the check-in was proven.</param>
public sealed record VisitView(
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string Unit,
    string Group,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    decimal? Minutes,
    int StandardMinutes,
    bool NeedsReason,
    string Method);

/// <summary>A response time agreed on (HBG-002).</summary>
/// <param name="Unit">A unit; empty for the whole municipality.</param>
/// <param name="ValidFrom">The first Swedish day.</param>
/// <param name="Contract">Where it is agreed on, at most 200 characters.</param>
/// <param name="Minutes">1 to 1440.</param>
public sealed record ResponseLimitView(string Unit, DateOnly ValidFrom, string Contract, int Minutes);

/// <summary>Figures from the cases' own logs, and the response times they are measured by.</summary>
public interface IStatistics
{
    /// <summary>The figures of a period.</summary>
    Task<StatisticsView> ReportAsync(
        Actor actor, Period period, Grouping by, CancellationToken cancellationToken);

    /// <summary>The visits of the cases of a period.</summary>
    Task<IReadOnlyList<VisitView>> VisitsAsync(Actor actor, Period period, CancellationToken cancellationToken);

    /// <summary>What went otherwise than agreed in a period (UPP-030, HBG-094).</summary>
    Task<IReadOnlyList<CaseDeviation>> DeviationsAsync(
        Actor actor, Period period, CancellationToken cancellationToken);

    /// <summary>The response times agreed on, newest first.</summary>
    Task<IReadOnlyList<ResponseLimitView>> LimitsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Agrees on a response time from a day on; that of the same unit and day is replaced. Logged.</summary>
    Task SetLimitAsync(Actor actor, ResponseLimitView limit, CancellationToken cancellationToken);
}
