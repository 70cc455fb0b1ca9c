// Marks, lists and decides wrong alarms.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.WrongAlarms;

/// <inheritdoc cref="IWrongAlarms"/>
internal sealed class WrongAlarmDesk : IWrongAlarms
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public WrongAlarmDesk(FleetStore store, IHubNames hubs, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _log = log;
        _clock = clock;
    }

    public async Task<IReadOnlyList<WrongAlarmView>> ListAsync(
        Actor actor, bool isArchive, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => WrongAlarmStore.List(session, actor.TenantId, isArchive, _hubs), cancellationToken)
            .ConfigureAwait(false);
    }

    public Task<WrongAlarmView?> FindAsync(Actor actor, Guid wrongAlarmId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => WrongAlarmStore.Find(session, actor.TenantId, wrongAlarmId, null, _hubs), cancellationToken);
    }

    public Task<WrongAlarmChange> MarkAsync(
        Actor actor, Guid caseId, WrongAlarmCause reason, string comment, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                WrongAlarmResult result = Mark(
                    session, actor.TenantId, caseId, reason, comment, actor.DisplayName, _clock.UnixNow);
                return new WrongAlarmChange(
                    result, WrongAlarmStore.Find(session, actor.TenantId, null, caseId, _hubs));
            },
            cancellationToken);
    }

    public WrongAlarmResult Mark(
        StoreSession session,
        Guid tenantId,
        Guid caseId,
        WrongAlarmCause reason,
        string comment,
        string markedBy,
        long now)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(comment.Length, Limits.Technical.NoteLength, nameof(comment));
        if (WrongAlarmStore.Find(session, tenantId, null, caseId, _hubs) is { Status: WrongAlarmStatus.Done })
        {
            return WrongAlarmResult.AlreadyDone;
        }

        return WrongAlarmStore.Mark(session, tenantId, caseId, reason, comment, markedBy, now)
            ? WrongAlarmResult.Done
            : WrongAlarmResult.NotFound;
    }

    public Task<WrongAlarmChange> TakeUpAsync(
        Actor actor, Guid wrongAlarmId, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor,
            wrongAlarmId,
            ifVersion,
            "taken-up",
            (session, _) => WrongAlarmStore.TakeUp(session, wrongAlarmId),
            cancellationToken);
    }

    public Task<WrongAlarmChange> DecideAsync(
        Actor actor,
        Guid wrongAlarmId,
        string decision,
        SettingChange? change,
        long? ifVersion,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(decision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decision.Length, Limits.Technical.TextLength, nameof(decision));
        return ChangeAsync(
            actor,
            wrongAlarmId,
            ifVersion,
            "decided",
            (session, wrong) =>
            {
                long now = _clock.UnixNow;
                Guid? changeId = null;
                if (change is not null && _hubs.FindRow(actor.TenantId, wrong.HubId) is { } hub)
                {
                    changeId = WrongAlarmStore.AddChange(session, actor, hub, wrong.TriggerId, change, now);
                }

                WrongAlarmStore.Decide(session, actor, wrongAlarmId, decision, changeId, now);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<SettingChangeView>> ChangesAsync(
        Actor actor, string hubId, long triggerId, CancellationToken cancellationToken)
    {
        return _hubs.FindRow(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(
                session => WrongAlarmStore.Changes(session, actor.TenantId, hub, triggerId), cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    public async Task<IReadOnlyList<SensorCount>> CountsAsync(
        Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => WrongAlarmStore.Counts(
                session, actor.TenantId, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), _hubs),
            cancellationToken).ConfigureAwait(false);
    }

    private Task<WrongAlarmChange> ChangeAsync(
        Actor actor,
        Guid wrongAlarmId,
        long? ifVersion,
        string step,
        Action<StoreSession, WrongAlarmView> change,
        CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                WrongAlarmView? wrong = WrongAlarmStore.Find(session, actor.TenantId, wrongAlarmId, null, _hubs);
                WrongAlarmResult result = wrong is null ? WrongAlarmResult.NotFound
                    : ifVersion is { } version && version != wrong.Version ? WrongAlarmResult.Stale
                    : wrong.Status == WrongAlarmStatus.Done ? WrongAlarmResult.AlreadyDone
                    : WrongAlarmResult.Done;
                if (result == WrongAlarmResult.Done)
                {
                    change(session, wrong!);
                    _log.Append(
                        session,
                        actor.TenantId,
                        "wrong-alarm",
                        wrongAlarmId.ToString(),
                        step,
                        "",
                        _clock.UnixNow,
                        actor.UserId,
                        actor.DisplayName);
                    wrong = WrongAlarmStore.Find(session, actor.TenantId, wrongAlarmId, null, _hubs);
                }

                return new WrongAlarmChange(result, wrong);
            },
            cancellationToken);
    }
}
