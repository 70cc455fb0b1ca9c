// Counts the cases in the store.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Reports;

/// <inheritdoc cref="IStatistics"/>
internal sealed class CaseStatistics : IStatistics
{
    private readonly FleetStore _store;
    private readonly ICaseEvidence _cases;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public CaseStatistics(FleetStore store, ICaseEvidence cases, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _cases = cases;
        _log = log;
        _time = time;
    }

    public async Task<StatisticsView> ReportAsync(
        Actor actor, Period period, Grouping by, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using StoreSession session = _store.OpenSession();
        var builder = new StatisticsBuilder(
            period.From, period.To, by, ReportStore.Limits(session, actor.TenantId));
        foreach ((CaseFacts facts, CaseTimes times) in Cases(session, actor, period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Add(facts, times);
        }

        foreach (HubFacts hub in ReportStore.Hubs(session, _cases, actor.TenantId, by == Grouping.Unit))
        {
            builder.Add(hub);
        }

        StatisticsReport report = builder.Build();
        IReadOnlyDictionary<string, string> names = by switch
        {
            Grouping.Group => ReportStore.GroupNames(session, actor.TenantId),
            Grouping.Home => ReportStore.HubNames(session, actor.TenantId),
            Grouping.Cause => Enum.GetValues<CaseCause>().ToDictionary(
                cause => cause.ToString("D"), cause => cause.ToString()),
            _ => new Dictionary<string, string>(),
        };
        return new StatisticsView(report, names, ReportTable.Write(report));
    }

    public async Task<IReadOnlyList<VisitView>> VisitsAsync(
        Actor actor, Period period, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using StoreSession session = _store.OpenSession();
        return
        [
            .. Cases(session, actor, period)
                .Where(static one => one.Facts.Kind == 0 && one.Times is { IsMerged: false, IsTest: false })
                .SelectMany(static one => one.Times.Visits.Select(visit => View(one.Facts, one.Times, visit)))
                .Take(Limits.Reports.Rows),
        ];
    }

    public async Task<IReadOnlyList<CaseDeviation>> DeviationsAsync(
        Actor actor, Period period, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using StoreSession session = _store.OpenSession();
        IReadOnlyList<ResponseLimit> limits = ReportStore.Limits(session, actor.TenantId);
        return
        [
            .. Cases(session, actor, period)
                .SelectMany(one => DeviationFinder.Find(one.Facts, one.Times, limits))
                .Take(Limits.Reports.Rows),
        ];
    }

    public async Task<IReadOnlyList<ResponseLimitView>> LimitsAsync(Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResponseLimit> limits = await _store.ReadAsync(
            session => ReportStore.Limits(session, actor.TenantId), cancellationToken).ConfigureAwait(false);
        return
        [
            .. limits.Select(static limit => new ResponseLimitView(
                limit.Unit, SwedishClock.Day(limit.ValidFrom), limit.Contract, limit.Minutes)),
        ];
    }

    public Task SetLimitAsync(Actor actor, ResponseLimitView limit, CancellationToken cancellationToken)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var kept = new ResponseLimit(
            limit.Unit, SwedishClock.StartOf(limit.ValidFrom), limit.Contract, limit.Minutes);
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                ReportStore.SetLimit(session, actor, kept, now);
                string detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"from {limit.ValidFrom:yyyy-MM-dd}; minutes {limit.Minutes}: {limit.Contract}");
                _log.Append(
                    session,
                    actor.TenantId,
                    "limit",
                    limit.Unit.Length == 0 ? "all" : limit.Unit,
                    "changed",
                    detail,
                    now,
                    actor.UserId,
                    actor.DisplayName);
                return 0;
            },
            cancellationToken);
    }

    private IEnumerable<(CaseFacts Facts, CaseTimes Times)> Cases(StoreSession session, Actor actor, Period period)
    {
        return _cases.Read(
            session, actor.TenantId, SwedishClock.StartOf(period.From), SwedishClock.StartOf(period.To));
    }

    private static VisitView View(CaseFacts facts, CaseTimes times, CaseVisit visit)
    {
        long? length = visit.StoppedAt - visit.StartedAt;
        return new VisitView(
            facts.CaseId,
            facts.CaseNumber,
            facts.HubId,
            facts.Unit,
            times.Group ?? "",
            DateTimeOffset.FromUnixTimeMilliseconds(visit.StartedAt),
            visit.StoppedAt is { } stopped ? DateTimeOffset.FromUnixTimeMilliseconds(stopped) : null,
            length is { } milliseconds ? decimal.Round(milliseconds / 60_000m, 1) : null,
            (int)(StatisticsBuilder.StandardVisitMilliseconds / 60_000),
            length > StatisticsBuilder.StandardVisitMilliseconds,
            visit.Method);
    }
}
