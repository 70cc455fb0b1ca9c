// Makes the documentation of a case, and writes down who looked.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.CareRecord;

/// <inheritdoc cref="ICareRecord"/>
internal sealed class CareRecordDesk : ICareRecord
{
    private const string Topic = "documentation";
    private readonly FleetStore _store;
    private readonly IAlarmCases _cases;
    private readonly IDispatchHistory _messages;
    private readonly IDispatchPolicies _policies;
    private readonly IHomes _homes;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public CareRecordDesk(
        FleetStore store,
        IAlarmCases cases,
        IDispatchHistory messages,
        IDispatchPolicies policies,
        IHomes homes,
        IHubNames hubs,
        ITenantLog log,
        SteadyClock clock)
    {
        (_store, _cases, _messages, _policies, _homes, _hubs, _log, _clock) =
            (store, cases, messages, policies, homes, hubs, log, clock);
    }

    public Task<CaseDocument?> LookAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return MakeAsync(actor, caseId, "seen", cancellationToken);
    }

    public async Task<DocumentStateView?> FindStateAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        AlarmCaseView? about = await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
        if (about is null)
        {
            return null;
        }

        List<DocumentStateView> found = await _store.ReadAsync(
            session => CareRecordQueue.List(session, actor.TenantId, caseId), cancellationToken)
            .ConfigureAwait(false);
        return found.Count > 0
            ? found[0]
            : new DocumentStateView(caseId, about.CaseNumber, DocumentState.NotHandedOver, null, "", 0, "");
    }

    public async Task<IReadOnlyList<DocumentStateView>> FaultsAsync(Actor actor, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => CareRecordQueue.List(session, actor.TenantId, null), cancellationToken).ConfigureAwait(false);
    }

    public async Task<DocumentStateView?> MarkAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        AlarmCaseView? about = await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
        if (about?.ClosedAt is { } closedAt)
        {
            _ = await _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    long now = _clock.UnixNow;
                    CareRecordQueue.Put(
                        session, actor.TenantId, caseId, closedAt.ToUnixTimeMilliseconds(), DocumentState.ByHand, now,
                        actor.DisplayName);
                    Log(session, actor, caseId, "marked", now);
                    return 0;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return await FindStateAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The documentation, with the reason for making it in the tenant's log.</summary>
    /// <param name="actor">Who; one without an id is the server itself.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="step">seen or sent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<CaseDocument?> MakeAsync(
        Actor actor, Guid caseId, string step, CancellationToken cancellationToken)
    {
        if (await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false) is not { } about)
        {
            return null;
        }

        DispatchPolicyView policy = await _policies.FindAsync(actor, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CaseLogEntryView> log = await _cases.LogAsync(actor, caseId, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<DispatchMessageView> told = await _messages.ListAsync(actor, caseId, cancellationToken)
            .ConfigureAwait(false);
        Home? home = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                Log(session, actor, caseId, step, _clock.UnixNow);
                return _hubs.FindRow(actor.TenantId, about.HubId) is { } hub
                    ? _homes.Find(session, actor.TenantId, hub)
                    : null;
            },
            cancellationToken).ConfigureAwait(false);
        return DocumentWriter.Make(about, log, told, home, policy.Privacy == MessagePrivacy.FullDetails);
    }

    private void Log(StoreSession session, Actor actor, Guid caseId, string step, long now)
    {
        bool isServer = actor.UserId == Guid.Empty;
        _log.Append(
            session, actor.TenantId, Topic, caseId.ToString(), step, "", now, isServer ? null : actor.UserId,
            isServer ? null : actor.DisplayName);
    }
}
