// Tickets without a store, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Shows the tickets it was given; the pages of tests change none.</summary>
internal sealed class InMemoryTickets : ITickets
{
    private readonly List<TicketView> _tickets = [];

    public void Put(string hubId, TicketStatus status, FaultComponent component) => _tickets.Add(new TicketView(
        Guid.NewGuid(), _tickets.Count + 1, hubId, "", null, status, component,
        new TicketFields(Resident: "Prov Provsson", Description: "Lyser inte"), false, Town.Now, Town.Now.AddDays(1),
        null, null, null, 1));

    public Task<IReadOnlyList<TicketView>> ListAsync(
        Actor actor, string? hubId, bool includeDone, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TicketView>>([.. _tickets.Where(ticket =>
            (hubId is null || ticket.HubId == hubId) && (includeDone || ticket.Status != TicketStatus.Done))]);

    public Task<TicketView?> FindAsync(Actor actor, Guid ticketId, CancellationToken cancellationToken) =>
        Task.FromResult(_tickets.Find(ticket => ticket.TicketId == ticketId));

    public Task<IReadOnlyList<TicketEntry>> HistoryAsync(
        Actor actor, Guid ticketId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TicketEntry>>([]);

    public Task<TicketDraft?> PrefillAsync(
        Actor actor, string? hubId, Guid? caseId, CancellationToken cancellationToken) =>
        Task.FromResult<TicketDraft?>(null);

    public Task<TicketChange> OpenAsync(Actor actor, TicketDraft draft, CancellationToken cancellationToken) =>
        Refused();

    public Task<TicketChange> ReplyAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken) => Refused();

    public Task<TicketChange> SendAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken) => Refused();

    public Task<TicketChange> TakeUpAsync(
        Actor actor, Guid ticketId, long? ifVersion, CancellationToken cancellationToken) => Refused();

    public Task<TicketChange> CloseAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken) => Refused();

    public Task<IReadOnlyList<TicketView>> ManualCareAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TicketView>>([.. _tickets.Where(ticket => ticket.NeedsManualCare)]);

    private static Task<TicketChange> Refused() => Task.FromResult(new TicketChange(TicketResult.NotFound, null));
}
