// Lists and changes alarm cases.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="IAlarmCases"/>
internal sealed class AlarmCases : IAlarmCases
{
    private readonly FleetStore _store;
    private readonly CaseRules _rules;
    private readonly CaseViews _views;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;
    private readonly IEnumerable<ICaseCloseRule> _closeRules;

    public AlarmCases(
        FleetStore store,
        CaseRules rules,
        CaseViews views,
        IHubNames hubs,
        ITenantLog log,
        TimeProvider time,
        IEnumerable<ICaseCloseRule> closeRules)
    {
        _closeRules = closeRules;
        _store = store;
        _rules = rules;
        _views = views;
        _hubs = hubs;
        _log = log;
        _time = time;
    }

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

        var rows = new List<AlarmCaseRow>();
        if (filter.IncludeOpen)
        {
            // Each state apart, so that each comes in the order of the index, without sorting thousands.
            foreach (CaseState state in new[] { CaseState.Raised, CaseState.Claimed })
            {
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

    public async Task<AlarmCaseView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        await using FleetDbContext context = _store.CreateContext();
        AlarmCaseRow? row = await FindRowAsync(context, actor, caseId, cancellationToken).ConfigureAwait(false);
        return row is null ? null : _views.Of(row);
    }

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

    public Task<CaseChange> ClaimAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return ClaimAsync(actor, caseId, ifVersion: null, cancellationToken);
    }

    public Task<CaseChange> CloseAsync(
        Actor actor, Guid caseId, CaseOutcome outcome, string? note, CancellationToken cancellationToken)
    {
        return CloseAsync(actor, caseId, outcome, note, ifVersion: null, cancellationToken);
    }

    public Task<CaseChange> ChangeAsync(
        Actor actor, Guid caseId, CaseAction action, long? ifVersion, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Not yet.");
    }

    public Task<CaseChange> EnterAsync(Actor actor, EnterCase entry, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Not yet.");
    }

    public Task<IReadOnlyList<AlarmCaseView>> LinkedAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Not yet.");
    }

    public Task<IReadOnlyList<UnfinishedCase>> UnfinishedAsync(Actor actor, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Not yet.");
    }

    /// <summary>As the public call, but only when the case still has the version the caller has seen.</summary>
    public Task<CaseChange> ClaimAsync(Actor actor, Guid caseId, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor,
            caseId,
            ifVersion,
            (_, edit) => _rules.Claim(edit, actor.UserId, actor.DisplayName),
            cancellationToken);
    }

    /// <summary>As the public call, but only when the case still has the version the caller has seen.</summary>
    public Task<CaseChange> CloseAsync(
        Actor actor,
        Guid caseId,
        CaseOutcome outcome,
        string? note,
        long? ifVersion,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Enum.IsDefined(outcome), false, nameof(outcome));
        string text = (note ?? "").Trim();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Limits.Alarms.NoteLength, nameof(note));
        return ChangeAsync(
            actor,
            caseId,
            ifVersion,
            (session, edit) => _closeRules.All(rule => rule.MayClose(session, actor.TenantId, caseId))
                ? _rules.Close(edit, actor.UserId, actor.DisplayName, outcome, text)
                : CaseChangeResult.NotTested,
            cancellationToken);
    }

    /// <summary>Checks the hash chain of a case's log.</summary>
    /// <returns>
    /// 0 when it is whole, the number of the first wrong entry otherwise, null when there is no such case.
    /// </returns>
    public Task<long?> FindLogFaultAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        // In turn with the writers, so that case and log are of one moment.
        return _store.WriteAsync(
            session =>
            {
                using FleetDbContext context = FleetStore.ContextOn(session);
                AlarmCaseRow? row = CaseStore.Find(session, actor.TenantId, caseId);
                return row is null ? (long?)null : CaseLog.FindFault(row, [.. LogOf(context, actor, caseId)]);
            },
            cancellationToken);
    }

    private Task<CaseChange> ChangeAsync(
        Actor actor,
        Guid caseId,
        long? ifVersion,
        Func<StoreSession, CaseEdit, CaseChangeResult> change,
        CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                AlarmCaseRow? row = CaseStore.Find(session, actor.TenantId, caseId);
                if (row is null)
                {
                    return new CaseChange(CaseChangeResult.NotFound, null);
                }

                if (ifVersion is { } version && version != row.Version)
                {
                    return new CaseChange(CaseChangeResult.Stale, _views.Of(row));
                }

                var edit = new CaseEdit(row, isNew: false, _time.GetUtcNow().ToUnixTimeMilliseconds());
                CaseChangeResult result = change(session, edit);
                if (result == CaseChangeResult.Done && edit.Entries.Count > 0
                    && !CaseStore.Save(session, _log, edit))
                {
                    throw new InvalidOperationException("The case changed under the outbox lock.");
                }

                return new CaseChange(result, _views.Of(row));
            },
            cancellationToken);
    }

    private static Task<AlarmCaseRow?> FindRowAsync(
        FleetDbContext context, Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return context.Set<AlarmCaseRow>()
            .Where(row => row.CaseId == caseId && row.TenantId == actor.TenantId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<CaseLogRow> LogOf(FleetDbContext context, Actor actor, Guid caseId)
    {
        return context.Set<CaseLogRow>()
            .Where(row => row.CaseId == caseId && row.TenantId == actor.TenantId)
            .OrderBy(row => row.Number);
    }
}
