// Reads alarm cases for lists and pages.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Alarms;

/// <summary>The reading half of <see cref="IAlarmCases"/>.</summary>
internal sealed class CaseReader
{
    private static readonly CaseState[] OpenStates =
    [
        CaseState.Raised, CaseState.Claimed, CaseState.Spoken, CaseState.Dispatched, CaseState.Accepted,
        CaseState.OnSite,
    ];

    private readonly FleetStore _store;
    private readonly CaseViews _views;
    private readonly IHubNames _hubs;

    public CaseReader(FleetStore store, CaseViews views, IHubNames hubs)
    {
        _store = store;
        _views = views;
        _hubs = hubs;
    }

    /// <summary>Cases by state, priority and age.</summary>
    public async Task<IReadOnlyList<AlarmCaseView>> ListAsync(
        Actor actor, CaseFilter filter, CancellationToken cancellationToken)
    {
        int limit = Math.Clamp(filter.Limit, 1, Limits.Alarms.PerPage);
        await using FleetDbContext context = _store.CreateContext();
        IQueryable<AlarmCaseRow> cases = context.Set<AlarmCaseRow>().Where(row => row.TenantId == actor.TenantId);
        if (filter.HubId is not null)
        {
            if (_hubs.FindRow(actor.TenantId, filter.HubId) is not { } hubRowId)
            {
                return [];
            }

            cases = cases.Where(row => row.HubRowId == hubRowId);
        }

        cases = Narrow(cases, filter);

        var rows = new List<AlarmCaseRow>();
        if (filter.IncludeOpen)
        {
            // Each state apart, so that each comes in the order of the index, without sorting thousands.
            foreach (CaseState state in OpenStates)
            {
                if (rows.Count == limit)
                {
                    break;
                }

                rows.AddRange(await cases
                    .Where(row => row.State == state)
                    .OrderBy(row => row.Priority).ThenBy(row => row.RaisedAt).ThenBy(row => row.CaseNumber)
                    .Take(limit - rows.Count)
                    .ToListAsync(cancellationToken)
                    .ConfigureAwait(false));
            }
        }

        if (filter.IncludeClosed && rows.Count < limit)
        {
            rows.AddRange(await cases
                .Where(row => row.State == CaseState.Closed)
                .OrderByDescending(row => row.ClosedAt).ThenByDescending(row => row.CaseNumber)
                .Take(limit - rows.Count)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false));
        }

        return rows.ConvertAll(_views.Of);
    }

    /// <summary>One case; null when there is none.</summary>
    public async Task<AlarmCaseView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        await using FleetDbContext context = _store.CreateContext();
        AlarmCaseRow? row = await FindRowAsync(context, actor, caseId, cancellationToken).ConfigureAwait(false);
        return row is null ? null : _views.Of(row);
    }

    /// <summary>A case's log, oldest first.</summary>
    public async Task<IReadOnlyList<CaseLogEntryView>> LogAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        await using FleetDbContext context = _store.CreateContext();
        List<CaseLogRow> rows = await LogOf(context, actor, caseId)
            .Take(Limits.Alarms.LogEntries)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return rows.ConvertAll(CaseViews.Of);
    }

    /// <summary>The cases linked with a case, or merged into it, newest first.</summary>
    public async Task<IReadOnlyList<AlarmCaseView>> LinkedAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        await using FleetDbContext context = _store.CreateContext();
        IQueryable<CaseLinkRow> links = context.Set<CaseLinkRow>().Where(link => link.TenantId == actor.TenantId);
        List<AlarmCaseRow> rows = await context.Set<AlarmCaseRow>()
            .Where(row => row.TenantId == actor.TenantId && row.CaseId != caseId
                && links.Any(link => (link.CaseId == caseId && link.OtherId == row.CaseId)
                    || (link.OtherId == caseId && link.CaseId == row.CaseId)))
            .OrderByDescending(row => row.CaseNumber)
            .Take(Limits.Cases.Links)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return rows.ConvertAll(_views.Of);
    }

    /// <summary>Every unfinished person case with its last remark.</summary>
    public async Task<IReadOnlyList<UnfinishedCase>> UnfinishedAsync(Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<AlarmCaseView> open = await ListAsync(
            actor, new CaseFilter(Kind: CaseKind.Person, Limit: Limits.Alarms.PerPage), cancellationToken)
            .ConfigureAwait(false);
        Guid[] ids = [.. open.Select(view => view.CaseId)];
        await using FleetDbContext context = _store.CreateContext();
        List<CaseLogRow> remarks = await context.Set<CaseLogRow>()
            .Where(row => row.TenantId == actor.TenantId && ids.Contains(row.CaseId)
                && row.Step == CaseSteps.Remarked)
            .OrderBy(row => row.Number)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var last = new Dictionary<Guid, CaseLogRow>();
        foreach (CaseLogRow remark in remarks)
        {
            last[remark.CaseId] = remark;
        }

        return [.. open.Select(view => last.TryGetValue(view.CaseId, out CaseLogRow? remark)
            ? new UnfinishedCase(
                view, remark.Detail, DateTimeOffset.FromUnixTimeMilliseconds(remark.At), remark.ActorName)
            : new UnfinishedCase(view, null, null, null))];
    }

    private static IQueryable<AlarmCaseRow> Narrow(IQueryable<AlarmCaseRow> cases, CaseFilter filter)
    {
        if (filter.Queue is { } queue)
        {
            cases = cases.Where(row => row.Queue == queue);
        }

        if (filter.OwnerId is { } owner)
        {
            cases = cases.Where(row => row.OwnerId == owner);
        }

        if (filter.Kind is { } kind)
        {
            cases = cases.Where(row => row.Kind == kind);
        }

        if (filter.State is { } state)
        {
            cases = cases.Where(row => row.State == state);
        }

        return filter.GroupId is { } group ? cases.Where(row => row.GroupId == group) : cases;
    }

    private static Task<AlarmCaseRow?> FindRowAsync(
        FleetDbContext context, Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return context.Set<AlarmCaseRow>()
            .Where(row => row.CaseId == caseId && row.TenantId == actor.TenantId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The log of a case, oldest first.</summary>
    internal static IQueryable<CaseLogRow> LogOf(FleetDbContext context, Actor actor, Guid caseId)
    {
        return context.Set<CaseLogRow>()
            .Where(row => row.CaseId == caseId && row.TenantId == actor.TenantId)
            .OrderBy(row => row.Number);
    }
}
