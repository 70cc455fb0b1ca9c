// Lists and changes what stands beside technical cases.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Supervision;

/// <inheritdoc cref="IFaults"/>
internal sealed class Faults : IFaults, ICaseCloseRule
{
    private readonly FleetStore _store;
    private readonly ICaseIntake _intake;
    private readonly ICaseProgress _progress;
    private readonly IHubNames _hubs;
    private readonly FaultRules _rules;
    private readonly FaultOptions _options;
    private readonly SteadyClock _clock;

    public Faults(
        FleetStore store,
        ICaseIntake intake,
        ICaseProgress progress,
        IHubNames hubs,
        FaultRules rules,
        FaultOptions options,
        SteadyClock clock)
    {
        _store = store;
        _intake = intake;
        _progress = progress;
        _hubs = hubs;
        _rules = rules;
        _options = options;
        _clock = clock;
    }

    public async Task<IReadOnlyList<FaultView>> ListAsync(
        Actor actor, string? hubId, bool includeQuiet, CancellationToken cancellationToken)
    {
        long? hub = hubId is null ? null : _hubs.FindRow(actor.TenantId, hubId);
        if (hubId is not null && hub is null)
        {
            return [];
        }

        List<FaultView> found = await _store.ReadAsync(
            session => FaultStore.List(session, actor.TenantId, hub, null, _hubs, Limits.Technical.PerPage),
            cancellationToken).ConfigureAwait(false);
        if (!includeQuiet)
        {
            found.RemoveAll(fault => fault.OutageId is not null);
        }

        return found;
    }

    public async Task<FaultView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        List<FaultView> found = await _store.ReadAsync(
            session => FaultStore.List(session, actor.TenantId, null, caseId, _hubs, 1), cancellationToken)
            .ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Guid?> ReportAsync(
        Actor actor, string hubId, FaultKind kind, string note, CancellationToken cancellationToken)
    {
        (int DeviceType, int StatusCode) codes = FaultRules.CodesOf(kind)
            ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Staff do not report this kind.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(note.Length, Limits.Technical.NoteLength, nameof(note));
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        return await _store.WriteAsync<Guid?>(
            session =>
            {
                Outbox.Open(session);
                long now = _clock.UnixNow;
                var fault = new Fault(new AlarmSource(hub, actor.TenantId), codes.DeviceType, codes.StatusCode);
                string detail = note.Length == 0
                    ? $"reported by {actor.DisplayName}"
                    : $"reported by {actor.DisplayName}: {note}";
                Guid caseId = _intake.RaiseFault(session, fault, now, now, detail);
                FaultMeaning meaning = FaultRules.MeaningOf(codes.DeviceType, codes.StatusCode, 0);
                FaultStore.Insert(
                    session,
                    new NewFault(caseId, actor.TenantId, hub, 0, codes.DeviceType, codes.StatusCode, now),
                    meaning,
                    _rules.DueAt(meaning.IsUrgent, now));
                return caseId;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> MarkExchangedAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                long now = _clock.UnixNow;
                if (!FaultStore.MarkExchanged(session, actor.TenantId, caseId, actor.DisplayName, now))
                {
                    return false;
                }

                _progress.Note(
                    session, actor.TenantId, caseId, CaseSteps.Exchanged, "", now, actor.UserId, actor.DisplayName);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> SetComponentAsync(
        Actor actor, Guid caseId, FaultComponent component, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session => FaultStore.SetComponent(session, actor.TenantId, caseId, component), cancellationToken);
    }

    public async Task<IReadOnlyList<SupportContact>> ContactsAsync(Actor actor, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => FaultStore.Contacts(session, actor.TenantId), cancellationToken).ConfigureAwait(false);
    }

    public Task SetContactAsync(Actor actor, SupportContact contact, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session => FaultStore.SetContact(session, actor.TenantId, contact), cancellationToken);
    }

    public async Task<IReadOnlyList<UntestedDevice>> UntestedAsync(Actor actor, CancellationToken cancellationToken)
    {
        long before = _clock.UnixNow - (_options.UntestedHours * 3_600_000L);
        return await _store.ReadAsync(
            session => FaultStore.Untested(session, actor.TenantId, before, _hubs), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A repair is not done before a test has come through (HBG-083).</summary>
    public bool MayClose(StoreSession session, Guid tenantId, Guid caseId)
    {
        return !FaultStore.LacksTest(session, tenantId, caseId);
    }
}
