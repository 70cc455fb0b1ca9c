// Lists and changes alarm cases.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="IAlarmCases"/>
internal sealed partial class AlarmCases : IAlarmCases
{
    private readonly FleetStore _store;
    private readonly CaseReader _reader;
    private readonly CaseCourse _course;
    private readonly CaseProgress _progress;
    private readonly CaseViews _views;
    private readonly IColleagues _colleagues;
    private readonly IHubNames _hubs;
    private readonly TimeProvider _time;
    private readonly IEnumerable<ICaseCloseRule> _closeRules;

    public AlarmCases(
        FleetStore store,
        CaseReader reader,
        CaseCourse course,
        CaseProgress progress,
        CaseViews views,
        IColleagues colleagues,
        IHubNames hubs,
        TimeProvider time,
        IEnumerable<ICaseCloseRule> closeRules)
    {
        _store = store;
        _reader = reader;
        _course = course;
        _progress = progress;
        _views = views;
        _colleagues = colleagues;
        _hubs = hubs;
        _time = time;
        _closeRules = closeRules;
    }

    public Task<IReadOnlyList<AlarmCaseView>> ListAsync(
        Actor actor, CaseFilter filter, CancellationToken cancellationToken)
    {
        return _reader.ListAsync(actor, filter, cancellationToken);
    }

    public Task<AlarmCaseView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return _reader.FindAsync(actor, caseId, cancellationToken);
    }

    public Task<IReadOnlyList<CaseLogEntryView>> LogAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return _reader.LogAsync(actor, caseId, cancellationToken);
    }

    public Task<IReadOnlyList<AlarmCaseView>> LinkedAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return _reader.LinkedAsync(actor, caseId, cancellationToken);
    }

    public Task<IReadOnlyList<UnfinishedCase>> UnfinishedAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _reader.UnfinishedAsync(actor, cancellationToken);
    }

    public Task<CaseChange> ClaimAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, caseId, new ClaimCase(), null, cancellationToken);
    }

    public Task<CaseChange> CloseAsync(
        Actor actor, Guid caseId, CaseOutcome outcome, string? note, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, caseId, new CloseCase(outcome, note), null, cancellationToken);
    }

    public Task<CaseChange> ChangeAsync(
        Actor actor, Guid caseId, CaseAction action, long? ifVersion, CancellationToken cancellationToken)
    {
        Refuse(CaseActionRules.Fault(action, _time.GetUtcNow()));
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

                CaseChangeResult result = Change(session, actor, row, action);
                return new CaseChange(
                    result, _views.Of(CaseStore.Find(session, actor.TenantId, caseId) ?? row));
            },
            cancellationToken);
    }

    public Task<CaseChange> EnterAsync(Actor actor, EnterCase entry, CancellationToken cancellationToken)
    {
        Refuse(CaseActionRules.Fault(entry));
        return _store.WriteAsync(session => Enter(session, actor, entry), cancellationToken);
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
                return row is null
                    ? (long?)null
                    : CaseLog.FindFault(row, [.. CaseReader.LogOf(context, actor, caseId)]);
            },
            cancellationToken);
    }

    private CaseChange Enter(StoreSession session, Actor actor, EnterCase entry)
    {
        Outbox.Open(session);
        if (entry.CaseId is { } known && CaseStore.Find(session, actor.TenantId, known) is { } there)
        {
            return new CaseChange(CaseChangeResult.Done, _views.Of(there));
        }

        long hubRowId = 0;
        if (entry.HubId is { } hubId)
        {
            if (_hubs.FindRow(actor.TenantId, hubId) is not { } found)
            {
                return new CaseChange(CaseChangeResult.OtherNotFound, null);
            }

            hubRowId = found;
            if (CaseStore.FindOpen(session, hubRowId, CaseKind.Person) is { } open)
            {
                return new CaseChange(CaseChangeResult.AnotherIsOpen, _views.Of(open));
            }
        }

        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = new AlarmCaseRow
        {
            CaseId = entry.CaseId ?? Guid.CreateVersion7(_time.GetUtcNow()),
            TenantId = actor.TenantId,
            CaseNumber = CaseStore.NextNumber(session, actor.TenantId),
            HubRowId = hubRowId,
            Kind = CaseKind.Person,
            Source = entry.Source!.Value,
            Priority = entry.Priority,
            PressCount = 1,
            Occupants = entry.Occupant == 0 ? 0 : 1 << entry.Occupant,
            IsConditionActive = true,
            RaisedAt = now,
            ReceivedAt = now,
        };
        CaseEdit edit = _course.Edit(session, row, now, isNew: true);
        string source = "source " + entry.Source.Value.ToString().ToLowerInvariant();
        CaseRules.Raise(edit, CaseRules.With(source, (entry.Note ?? "").Trim()));
        CaseRules.Claim(edit, actor.UserId, actor.DisplayName);
        if (entry.Source == CaseSource.Phone)
        {
            // Who phones has been spoken with.
            CaseRules.NoteSpeech(edit, SpeechResult.Spoken, actor.UserId, actor.DisplayName);
        }

        _course.Save(session, edit);
        return new CaseChange(CaseChangeResult.Done, _views.Of(row));
    }

    private static void Refuse(FieldFault? fault)
    {
        if (fault is not null)
        {
            throw new ArgumentOutOfRangeException(fault.Field, fault.Sentence);
        }
    }
}
