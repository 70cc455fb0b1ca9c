// Opens, answers and closes tickets.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Fleet.Server.Time;

namespace Fleet.Server.Tickets;

/// <inheritdoc cref="ITickets"/>
internal sealed class TicketDesk : ITickets
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly IAlarmCases _cases;
    private readonly IFaults _faults;
    private readonly IHomes _homes;
    private readonly ITenantLog _log;
    private readonly SwedishCalendar _calendar;
    private readonly TicketOptions _options;
    private readonly SteadyClock _clock;

    public TicketDesk(
        FleetStore store,
        IHubNames hubs,
        IAlarmCases cases,
        IFaults faults,
        IHomes homes,
        ITenantLog log,
        SwedishCalendar calendar,
        TicketOptions options,
        SteadyClock clock)
    {
        (_store, _hubs, _cases, _faults, _homes, _log, _calendar, _options, _clock) =
            (store, hubs, cases, faults, homes, log, calendar, options, clock);
    }

    public async Task<IReadOnlyList<TicketView>> ListAsync(
        Actor actor, string? hubId, bool includeDone, CancellationToken cancellationToken)
    {
        long? hub = hubId is null ? null : _hubs.FindRow(actor.TenantId, hubId);
        return hubId is not null && hub is null
            ? []
            : await _store.ReadAsync(
                session => TicketStore.List(session, actor.TenantId, hub, includeDone, _hubs), cancellationToken)
                .ConfigureAwait(false);
    }

    public Task<TicketView?> FindAsync(Actor actor, Guid ticketId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => TicketStore.Find(session, actor.TenantId, ticketId, _hubs), cancellationToken);
    }

    public async Task<IReadOnlyList<TicketEntry>> HistoryAsync(
        Actor actor, Guid ticketId, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => TicketStore.History(session, actor.TenantId, ticketId), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<TicketDraft?> PrefillAsync(
        Actor actor, string? hubId, Guid? caseId, CancellationToken cancellationToken)
    {
        AlarmCaseView? about = null;
        FaultView? fault = null;
        if (caseId is { } id)
        {
            about = await _cases.FindAsync(actor, id, cancellationToken).ConfigureAwait(false);
            fault = await _faults.FindAsync(actor, id, cancellationToken).ConfigureAwait(false);
            if (about is null)
            {
                return null;
            }
        }

        string ofHub = about?.HubId ?? hubId ?? "";
        if (_hubs.FindRow(actor.TenantId, ofHub) is not { } hub)
        {
            return null;
        }

        Home? home = await _store.WriteAsync(session => Look(session, actor, hub, ofHub), cancellationToken)
            .ConfigureAwait(false);
        string trigger = about is { TriggerId: not 0 }
            ? string.Create(CultureInfo.InvariantCulture, $" / {about.TriggerId:X8}")
            : "";
        FaultComponent component = fault?.Component
            ?? (about is { TriggerId: not 0 } ? FaultComponent.Device : FaultComponent.Hub);
        return new TicketDraft(ofHub, caseId, component, new TicketFields(
            actor.DisplayName,
            Cut(about?.GroupName ?? home?.UnitName ?? "", Limits.Technical.NameLength),
            "",
            Cut(string.Join(", ", (home?.Residents ?? []).Select(resident => Initials(resident.Name))),
                Limits.Technical.NameLength),
            Cut(home is null ? "" : $"{home.Street}, {home.Town}".Trim(' ', ','), Limits.Technical.AddressLength),
            home?.PhoneNumber ?? "",
            ofHub + trigger,
            about is null ? "" : string.Create(CultureInfo.InvariantCulture, $"#{about.CaseNumber}")));
    }

    public async Task<TicketChange> OpenAsync(Actor actor, TicketDraft draft, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, draft.HubId) is not { } hub
            || (draft.CaseId is { } caseId
                && await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false) is null))
        {
            return new TicketChange(TicketResult.NotFound, null);
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                long now = _clock.UnixNow;
                long due = _calendar.AfterSupportTime(
                    DateTimeOffset.FromUnixTimeMilliseconds(now), TimeSpan.FromHours(_options.FeedbackHours))
                    .ToUnixTimeMilliseconds();
                Guid id = TicketStore.Insert(session, actor, hub, draft, now, due);
                TicketStore.Append(session, actor, id, "opened", draft.Fields.Description, now);
                Log(session, actor, id, "opened");
                return new TicketChange(
                    TicketResult.Done, TicketStore.Find(session, actor.TenantId, id, _hubs));
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<TicketChange> ReplyAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, ticketId, ifVersion, "reply", text, cancellationToken, (ticket, now) =>
            (ticket.Status == TicketStatus.New ? TicketStatus.Ongoing : ticket.Status, now, null, null));
    }

    public Task<TicketChange> SendAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, ticketId, ifVersion, "sent", text, cancellationToken, (_, now) =>
            (TicketStatus.WaitingSupplier, null, now, null));
    }

    public Task<TicketChange> TakeUpAsync(
        Actor actor, Guid ticketId, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, ticketId, ifVersion, "taken-up", "", cancellationToken, (_, _) =>
            (TicketStatus.Ongoing, null, null, null));
    }

    public Task<TicketChange> CloseAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, ticketId, ifVersion, "closed", text, cancellationToken, (_, now) =>
            (TicketStatus.Done, now, null, now));
    }

    public async Task<IReadOnlyList<TicketView>> ManualCareAsync(Actor actor, CancellationToken cancellationToken)
    {
        return [.. (await ListAsync(actor, null, false, cancellationToken).ConfigureAwait(false))
            .Where(ticket => ticket.NeedsManualCare)];
    }

    private Task<TicketChange> ChangeAsync(
        Actor actor,
        Guid ticketId,
        long? ifVersion,
        string step,
        string text,
        CancellationToken cancellationToken,
        Func<TicketView, long, (TicketStatus Status, long? AnsweredAt, long? SentAt, long? ClosedAt)> change)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Limits.Technical.TextLength, nameof(text));
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                TicketView? ticket = TicketStore.Find(session, actor.TenantId, ticketId, _hubs);
                TicketResult result = ticket is null ? TicketResult.NotFound
                    : ifVersion is { } version && version != ticket.Version ? TicketResult.Stale
                    : ticket.Status == TicketStatus.Done ? TicketResult.AlreadyDone
                    : TicketStore.CountEntries(session, ticketId) >= Limits.Technical.TicketEntries
                        && step != "closed" ? TicketResult.Full
                    : TicketResult.Done;
                if (result == TicketResult.Done)
                {
                    long now = _clock.UnixNow;
                    (TicketStatus status, long? answeredAt, long? sentAt, long? closedAt) = change(ticket!, now);
                    TicketStore.Update(session, ticketId, status, answeredAt, sentAt, closedAt);
                    TicketStore.Append(session, actor, ticketId, step, text, now);
                    Log(session, actor, ticketId, step);
                    ticket = TicketStore.Find(session, actor.TenantId, ticketId, _hubs);
                }

                return new TicketChange(result, ticket);
            },
            cancellationToken);
    }

    private Home? Look(StoreSession session, Actor actor, long hub, string hubId)
    {
        Outbox.Open(session);
        Home? home = _homes.Find(session, actor.TenantId, hub);
        if (home is not null)
        {
            _log.Append(
                session,
                actor.TenantId,
                "home",
                hubId,
                "seen",
                "ticket",
                _clock.UnixNow,
                actor.UserId,
                actor.DisplayName);
        }

        return home;
    }

    private void Log(StoreSession session, Actor actor, Guid ticketId, string step)
    {
        _log.Append(
            session,
            actor.TenantId,
            "ticket",
            ticketId.ToString(),
            step,
            "",
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
    }

    private static string Initials(string name)
    {
        return string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part[0]));
    }

    private static string Cut(string text, int length)
    {
        return text.Length <= length ? text : text[..length];
    }
}
