// Gathers a home's record from the slices that own its parts.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.CareRecord;
using Fleet.Server.Channels;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Tickets;
using Fleet.Server.Time;

namespace Fleet.Server.HomeRecord;

/// <inheritdoc cref="IHomeRecord"/>
internal sealed class HomeRecordDesk : IHomeRecord
{
    private readonly FleetStore _store;
    private readonly IHubNames _names;
    private readonly IHomes _homes;
    private readonly IHubDirectory _hubs;
    private readonly IHubDevices _devices;
    private readonly IAlarmCases _cases;
    private readonly ICalls _calls;
    private readonly IDispatchHistory _messages;
    private readonly ITickets _tickets;
    private readonly ICareRecord _documents;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public HomeRecordDesk(
        FleetStore store,
        IHubNames names,
        IHomes homes,
        IHubDirectory hubs,
        IHubDevices devices,
        IAlarmCases cases,
        ICalls calls,
        IDispatchHistory messages,
        ITickets tickets,
        ICareRecord documents,
        ITenantLog log,
        SteadyClock clock)
    {
        (_store, _names, _homes, _hubs, _devices, _cases) = (store, names, homes, hubs, devices, cases);
        (_calls, _messages, _tickets, _documents, _log, _clock) = (calls, messages, tickets, documents, log, clock);
    }

    public async Task<HomeRecordView?> LookAsync(
        Actor actor, string hubId, int skip, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.HomeRecord.PerPage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skip, Limits.HomeRecord.Skip);
        if (_names.FindRow(actor.TenantId, hubId) is not { } row
            || await _hubs.FindAsync(actor, hubId, cancellationToken).ConfigureAwait(false) is not { } hub)
        {
            return null;
        }

        // Before anything is read: who is shown a part of it has looked.
        Home? home = await _store.WriteAsync(session => Look(session, actor, row, hubId), cancellationToken)
            .ConfigureAwait(false);
        int read = skip + limit + 1;
        IReadOnlyList<HubHistoryEntry> events = await _hubs.HistoryAsync(actor, hubId, read, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<AlarmCaseView> cases = await _cases.ListAsync(
            actor, new CaseFilter(IncludeClosed: true, HubId: hubId, Limit: read), cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<TicketView> tickets = await _tickets.ListAsync(
            actor, hubId, includeDone: true, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DeviceRequestView> requests = await _devices.RequestsAsync(
            actor, hubId, read, cancellationToken).ConfigureAwait(false);
        var recorded = new List<RecordedCase>();
        foreach (AlarmCaseView one in cases.Skip(skip).Take(limit))
        {
            recorded.Add(new RecordedCase(
                one,
                await _calls.ListAsync(actor, one.CaseId, cancellationToken).ConfigureAwait(false),
                await _messages.ListAsync(actor, one.CaseId, cancellationToken).ConfigureAwait(false),
                await _documents.FindStateAsync(actor, one.CaseId, cancellationToken).ConfigureAwait(false)));
        }

        return new HomeRecordView(
            home,
            hub,
            await _devices.ListAsync(actor, hubId, includeRemoved: true, cancellationToken).ConfigureAwait(false),
            [.. requests.Skip(skip).Take(limit)],
            [.. events.Skip(skip).Take(limit)],
            recorded,
            [.. tickets.Skip(skip).Take(limit)],
            skip,
            new[] { requests.Count, events.Count, cases.Count, tickets.Count }.Max() >= read);
    }

    private Home? Look(StoreSession session, Actor actor, long row, string hubId)
    {
        Outbox.Open(session);
        _log.Append(
            session, actor.TenantId, "home", hubId, "seen", "record", _clock.UnixNow, actor.UserId,
            actor.DisplayName);
        return _homes.Find(session, actor.TenantId, row);
    }
}
