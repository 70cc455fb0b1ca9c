// The public handler of tickets: what is reported to who can mend it, and what came of it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Supervision;

namespace Fleet.Server.Tickets;

/// <summary>How far a ticket is.</summary>
public enum TicketStatus
{
    /// <summary>Nobody works on it yet.</summary>
    New = 0,

    /// <summary>Somebody does.</summary>
    Ongoing = 1,

    /// <summary>It is with the supplier (HUL-126).</summary>
    WaitingSupplier = 2,

    /// <summary>Done.</summary>
    Done = 9,
}

/// <summary>The eight fields of a fault report (HUL-122); holds personal data.</summary>
/// <param name="Reporter">Who reports.</param>
/// <param name="WorkGroup">Their group.</param>
/// <param name="AlarmPhone">The group's alarm phone.</param>
/// <param name="Resident">Name or initials of who lives there.</param>
/// <param name="Address">Where.</param>
/// <param name="Phone">The home's phone.</param>
/// <param name="SerialNumber">The hub's id, with the device's when it is about one.</param>
/// <param name="Description">What is wrong.</param>
public sealed record TicketFields(
    string Reporter = "",
    string WorkGroup = "",
    string AlarmPhone = "",
    string Resident = "",
    string Address = "",
    string Phone = "",
    string SerialNumber = "",
    string Description = "");

/// <summary>A ticket before it is opened.</summary>
/// <param name="HubId">The hub it is about.</param>
/// <param name="CaseId">The case it starts from (HUL-123); null for none.</param>
/// <param name="Component">What is thought to fail (HUL-121).</param>
/// <param name="Fields">The eight fields.</param>
/// <param name="NeedsManualCare">Whether the home is cared for by hand meanwhile (HUL-124).</param>
public sealed record TicketDraft(
    string HubId,
    Guid? CaseId,
    FaultComponent Component,
    TicketFields Fields,
    bool NeedsManualCare = false);

/// <summary>A ticket.</summary>
/// <param name="TicketId">Its id.</param>
/// <param name="Number">What people say aloud.</param>
/// <param name="HubId">The hub it is about.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="CaseId">The case it started from.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Component">What fails.</param>
/// <param name="Fields">The eight fields.</param>
/// <param name="NeedsManualCare">Whether the home is cared for by hand meanwhile.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="FeedbackDueAt">By when who reported must have heard (HUL-128).</param>
/// <param name="AnsweredAt">When they first did.</param>
/// <param name="SentAt">When it went to the supplier.</param>
/// <param name="ClosedAt">When it was done.</param>
/// <param name="Version">Raised by every change.</param>
public sealed record TicketView(
    Guid TicketId,
    long Number,
    string HubId,
    string HubName,
    Guid? CaseId,
    TicketStatus Status,
    FaultComponent Component,
    TicketFields Fields,
    bool NeedsManualCare,
    DateTimeOffset OpenedAt,
    DateTimeOffset FeedbackDueAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? ClosedAt,
    long Version);

/// <summary>A line of a ticket's history.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="At">When.</param>
/// <param name="Step">A stable code: opened, reply, status, sent or closed.</param>
/// <param name="ActorName">Who.</param>
/// <param name="Text">What was said.</param>
public sealed record TicketEntry(long Number, DateTimeOffset At, string Step, string ActorName, string Text);

/// <summary>What became of a change.</summary>
public enum TicketResult
{
    /// <summary>It is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such ticket, hub or case.</summary>
    NotFound = 1,

    /// <summary>It is done already.</summary>
    AlreadyDone = 2,

    /// <summary>It has changed since the version the caller had seen.</summary>
    Stale = 3,

    /// <summary>Its history is full.</summary>
    Full = 4,
}

/// <summary>The answer to a change.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Ticket">The ticket as it is now.</param>
public sealed record TicketChange(TicketResult Result, TicketView? Ticket);

/// <summary>
/// Opens, answers and closes tickets within the actor's tenant. That only the alarm-responsible sends to suppliers
/// (HUL-126) is the policy of who calls <see cref="SendAsync"/>.
/// </summary>
public interface ITickets
{
    /// <summary>Tickets, the next due first; those that are done only when asked for, newest first.</summary>
    Task<IReadOnlyList<TicketView>> ListAsync(
        Actor actor, string? hubId, bool includeDone, CancellationToken cancellationToken);

    /// <summary>One ticket; null when the tenant has none.</summary>
    Task<TicketView?> FindAsync(Actor actor, Guid ticketId, CancellationToken cancellationToken);

    /// <summary>A ticket's history, oldest first.</summary>
    Task<IReadOnlyList<TicketEntry>> HistoryAsync(Actor actor, Guid ticketId, CancellationToken cancellationToken);

    /// <summary>
    /// A draft with what is known of the hub, its home, the case and the reporter filled in. The look is logged.
    /// </summary>
    /// <returns>Null when the tenant has no such hub or case.</returns>
    Task<TicketDraft?> PrefillAsync(Actor actor, string? hubId, Guid? caseId, CancellationToken cancellationToken);

    /// <summary>Opens a ticket.</summary>
    Task<TicketChange> OpenAsync(Actor actor, TicketDraft draft, CancellationToken cancellationToken);

    /// <summary>Writes to who reported; the first reply is the feedback that was promised (HUL-128).</summary>
    Task<TicketChange> ReplyAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Sends it to the supplier of its component (HUL-126).</summary>
    Task<TicketChange> SendAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Takes it up, or takes it back from the supplier.</summary>
    Task<TicketChange> TakeUpAsync(
        Actor actor, Guid ticketId, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Says that it is done; who reported is to hear it.</summary>
    Task<TicketChange> CloseAsync(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Open tickets whose homes are cared for by hand, for the morning's planning (HUL-129).</summary>
    Task<IReadOnlyList<TicketView>> ManualCareAsync(Actor actor, CancellationToken cancellationToken);
}
