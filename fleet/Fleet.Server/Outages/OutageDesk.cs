// Lists outages and works on them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Outages;

/// <inheritdoc cref="IOutages"/>
internal sealed class OutageDesk : IOutages
{
    private const string Topic = "outage";
    private readonly FleetStore _store;
    private readonly IAlarmCases _cases;
    private readonly ICaseQuieting _quieting;
    private readonly IHubNames _hubs;
    private readonly IHomes _homes;
    private readonly ITenantLog _log;
    private readonly OutageOptions _options;
    private readonly SteadyClock _clock;

    public OutageDesk(
        FleetStore store,
        IAlarmCases cases,
        ICaseQuieting quieting,
        IHubNames hubs,
        IHomes homes,
        ITenantLog log,
        OutageOptions options,
        SteadyClock clock)
    {
        (_store, _cases, _quieting, _hubs, _homes, _log, _options, _clock) =
            (store, cases, quieting, hubs, homes, log, options, clock);
    }

    public async Task<IReadOnlyList<OutageView>> ListAsync(
        Actor actor, bool includeEnded, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => OutageStore.List(session, actor.TenantId, includeEnded), cancellationToken)
            .ConfigureAwait(false);
    }

    public Task<OutageDetail?> FindAsync(Actor actor, Guid outageId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => OutageStore.Find(session, actor.TenantId, outageId) is { } outage
                ? new OutageDetail(outage, OutageStore.Homes(session, outageId, _hubs))
                : null,
            cancellationToken);
    }

    public async Task<OutageView?> OfHubAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        return _hubs.FindRow(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => OutageStore.OfHub(session, actor.TenantId, hub), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public Task<IReadOnlyList<WorkLine>?> WorklistAsync(
        Actor actor, Guid outageId, CancellationToken cancellationToken)
    {
        // A look at personal data is written down in the transaction that makes it.
        return _store.WriteAsync<IReadOnlyList<WorkLine>?>(
            session =>
            {
                Outbox.Open(session);
                if (OutageStore.Find(session, actor.TenantId, outageId) is null)
                {
                    return null;
                }

                List<WorkLine> lines = OutageStore.Homes(session, outageId, _hubs)
                    .Where(home => home.BackAt is null)
                    .Select(home => new WorkLine(home, FindHome(session, actor.TenantId, home.HubRowId)))
                    .ToList();
                Log(session, actor, outageId.ToString(), "seen", $"worklist, {lines.Count} homes");
                return lines;
            },
            cancellationToken);
    }

    public async Task<bool> TickOffAsync(
        Actor actor,
        Guid outageId,
        string hubId,
        HomeContact contact,
        string note,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(note.Length, Limits.Technical.NoteLength, nameof(note));
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return false;
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                long now = _clock.UnixNow;
                if (OutageStore.Find(session, actor.TenantId, outageId) is null
                    || !OutageStore.TickOff(session, outageId, hub, contact, actor.DisplayName, note, now))
                {
                    return false;
                }

                OutageHome home = OutageStore.Homes(session, outageId, _hubs).First(one => one.HubRowId == hub);
                if (home is { CaseId: { } caseId, BackAt: null }
                    && contact is HomeContact.Phoned or HomeContact.Visited)
                {
                    // Somebody has seen to the people; the case need not sound for another while.
                    _quieting.Quiet(
                        session,
                        actor.TenantId,
                        caseId,
                        now + (_options.QuietMinutes * 60_000L),
                        contact == HomeContact.Phoned ? "the home was phoned" : "the home was visited",
                        now);
                }

                Log(session, actor, outageId.ToString(), "contact", $"hub {hubId}: {contact}");
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> SetManualCareAsync(
        Actor actor, Guid outageId, bool isNeeded, string note, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(note.Length, Limits.Technical.NoteLength, nameof(note));
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                bool isDone = OutageStore.SetManualCare(session, actor.TenantId, outageId, isNeeded, note);
                if (isDone)
                {
                    Log(session, actor, outageId.ToString(), "manual-care", isNeeded ? "needed" : "not needed");
                }

                return isDone;
            },
            cancellationToken);
    }

    public async Task<int?> CloseCasesAsync(Actor actor, Guid outageId, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, outageId, cancellationToken).ConfigureAwait(false) is not { } detail)
        {
            return null;
        }

        int closed = 0;
        foreach (Guid caseId in detail.Homes.Where(home => home.BackAt is not null && home.CaseId is not null)
            .Select(home => home.CaseId!.Value))
        {
            AlarmCaseView? view = await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
            if (view is null or { IsConditionActive: true } or { State: CaseState.Closed })
            {
                continue;
            }

            CaseChange claim = await _cases.ClaimAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
            if (claim.Result == CaseChangeResult.Done)
            {
                CaseChange close = await _cases.CloseAsync(
                    actor, caseId, CaseOutcome.FaultCleared, $"outage {detail.Outage.Number}", cancellationToken)
                    .ConfigureAwait(false);
                closed += close.Result == CaseChangeResult.Done ? 1 : 0;
            }
        }

        return closed;
    }

    public Task<IReadOnlyList<PaperLine>> PaperAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.WriteAsync<IReadOnlyList<PaperLine>>(
            session =>
            {
                Outbox.Open(session);
                List<PaperLine> lines = [];
                foreach (long row in OutagePaper.Rows(session, actor.TenantId))
                {
                    if (FindHome(session, actor.TenantId, row) is { } home)
                    {
                        lines.Add(new PaperLine(_hubs.Find(row).Name, home));
                    }
                }

                Log(session, actor, "paper", "seen", $"paper list, {lines.Count} homes");
                return [.. lines.OrderBy(line => line.Details.Area, StringComparer.Ordinal)
                    .ThenBy(line => line.Details.Street, StringComparer.Ordinal)];
            },
            cancellationToken);
    }

    private Home? FindHome(StoreSession session, Guid tenantId, long hubRowId)
    {
        return _homes.Find(session, tenantId, hubRowId);
    }

    private void Log(StoreSession session, Actor actor, string subject, string step, string detail)
    {
        _log.Append(
            session,
            actor.TenantId,
            Topic,
            subject,
            step,
            detail,
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
    }
}
