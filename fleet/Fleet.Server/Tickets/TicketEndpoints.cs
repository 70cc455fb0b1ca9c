// Tickets over HTTP.
using System;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Tickets;

/// <summary>What is opened.</summary>
/// <param name="HubId">The hub; not needed with a case.</param>
/// <param name="CaseId">The case it starts from (HUL-123).</param>
/// <param name="Component">What is thought to fail; what is known by the case when left out.</param>
/// <param name="Fields">The eight fields; those left out are filled in.</param>
/// <param name="NeedsManualCare">Whether the home is cared for by hand meanwhile.</param>
public sealed record TicketRequest(
    string? HubId = null,
    Guid? CaseId = null,
    FaultComponent? Component = null,
    TicketFields? Fields = null,
    bool NeedsManualCare = false);

/// <summary>A text.</summary>
/// <param name="Text">1 to 2,000 characters.</param>
public sealed record TicketText(string? Text);

/// <summary>Maps tickets.</summary>
public static class TicketEndpoints
{
    private delegate Task<TicketChange> Change(
        Actor actor, Guid ticketId, string text, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Maps the end points.</summary>
    public static void MapTickets(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/tickets")
            .WithTags("Tickets")
            .RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listTickets")
            .WithSummary("Tickets, the next due for an answer first")
            .Produces<Page<TicketView>>();
        group.MapGet("/prefill", PrefillAsync)
            .WithName("prefillTicket")
            .WithSummary("A draft with what is known filled in; the look is logged")
            .Produces<TicketDraft>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", OpenAsync)
            .WithName("openTicket")
            .WithSummary("Opens a ticket, from a case or a hub")
            .Produces<TicketView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{ticketId:guid}", FindAsync)
            .WithName("getTicket")
            .WithSummary("One ticket, with its version as ETag")
            .Produces<TicketView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{ticketId:guid}/history", HistoryAsync)
            .WithName("getTicketHistory")
            .WithSummary("What was said and done, oldest first")
            .Produces<Page<TicketEntry>>();
        MapChange(group, "reply", "replyToTicket", "Writes to who reported", (tickets) => tickets.ReplyAsync);
        MapChange(group, "take-up", "takeUpTicket", "Takes a ticket up", (tickets) =>
            (actor, id, _, version, token) => tickets.TakeUpAsync(actor, id, version, token), needsText: false);
        MapChange(group, "close", "closeTicket", "Says that it is done", (tickets) => tickets.CloseAsync);
        MapChange(group, "send", "sendTicket", "Sends it to the supplier", (tickets) => tickets.SendAsync)
            .RequireAuthorization(Policies.DecideSettings);
    }

    private static RouteHandlerBuilder MapChange(
        RouteGroupBuilder group,
        string path,
        string name,
        string summary,
        Func<ITickets, Change> change,
        bool needsText = true)
    {
        return group.MapPost(
            "/{ticketId:guid}/" + path,
            (Guid ticketId,
             TicketText request,
             ClaimsPrincipal user,
             ITickets tickets,
             HttpContext context,
             CancellationToken cancellationToken) =>
                RunAsync(ticketId, request, user, change(tickets), needsText, context, cancellationToken))
            .WithName(name)
            .WithSummary(summary + "; honours If-Match")
            .Produces<TicketView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> RunAsync(
        Guid ticketId,
        TicketText request,
        ClaimsPrincipal user,
        Change change,
        bool needsText,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the ticket.");
        }

        string text = (request.Text ?? "").Trim();
        if ((needsText && text.Length == 0) || text.Length > Limits.Technical.TextLength)
        {
            return Problems.InvalidField("text", $"must have 1 to {Limits.Technical.TextLength} characters.");
        }

        return Answer(context, await change(ActorClaims.Require(user), ticketId, text, version, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        ITickets tickets,
        CancellationToken cancellationToken,
        string? hub = null,
        bool done = false)
    {
        return TypedResults.Ok(new Page<TicketView>(await tickets.ListAsync(
            ActorClaims.Require(user), hub, done, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> PrefillAsync(
        ClaimsPrincipal user,
        ITickets tickets,
        CancellationToken cancellationToken,
        string? hub = null,
        Guid? caseId = null)
    {
        TicketDraft? draft = await tickets.PrefillAsync(ActorClaims.Require(user), hub, caseId, cancellationToken)
            .ConfigureAwait(false);
        return draft is null ? NoHub() : TypedResults.Ok(draft);
    }

    private static async Task<IResult> OpenAsync(
        TicketRequest request,
        ClaimsPrincipal user,
        ITickets tickets,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        Actor actor = ActorClaims.Require(user);
        TicketDraft? draft = await tickets.PrefillAsync(actor, request.HubId, request.CaseId, cancellationToken)
            .ConfigureAwait(false);
        if (draft is null)
        {
            return NoHub();
        }

        draft = draft with
        {
            Component = request.Component ?? draft.Component,
            Fields = request.Fields is null ? draft.Fields : Filled(draft.Fields, request.Fields),
            NeedsManualCare = request.NeedsManualCare,
        };
        return Fault(draft.Fields) is { } fault
            ? fault
            : Answer(context, await tickets.OpenAsync(actor, draft, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> FindAsync(
        Guid ticketId,
        ClaimsPrincipal user,
        ITickets tickets,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        TicketView? ticket = await tickets.FindAsync(ActorClaims.Require(user), ticketId, cancellationToken)
            .ConfigureAwait(false);
        return Answer(context, new TicketChange(
            ticket is null ? TicketResult.NotFound : TicketResult.Done, ticket));
    }

    private static async Task<IResult> HistoryAsync(
        Guid ticketId, ClaimsPrincipal user, ITickets tickets, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<TicketEntry>(await tickets.HistoryAsync(
            ActorClaims.Require(user), ticketId, cancellationToken).ConfigureAwait(false)));
    }

    private static TicketFields Filled(TicketFields known, TicketFields given)
    {
        static string Or(string? given, string known)
        {
            return string.IsNullOrWhiteSpace(given) ? known : given.Trim();
        }

        return new TicketFields(
            Or(given.Reporter, known.Reporter),
            Or(given.WorkGroup, known.WorkGroup),
            Or(given.AlarmPhone, known.AlarmPhone),
            Or(given.Resident, known.Resident),
            Or(given.Address, known.Address),
            Or(given.Phone, known.Phone),
            Or(given.SerialNumber, known.SerialNumber),
            Or(given.Description, known.Description));
    }

    private static IResult? Fault(TicketFields fields)
    {
        foreach ((string name, string value) in new[]
        {
            ("reporter", fields.Reporter), ("workGroup", fields.WorkGroup), ("alarmPhone", fields.AlarmPhone),
            ("resident", fields.Resident), ("phone", fields.Phone), ("serialNumber", fields.SerialNumber),
        }.Where(field => field.Item2.Length > Limits.Technical.NameLength))
        {
            return Problems.InvalidField(
                "fields." + name, $"must have at most {Limits.Technical.NameLength} characters, not {value.Length}.");
        }

        if (fields.Address.Length > Limits.Technical.AddressLength)
        {
            return Problems.InvalidField(
                "fields.address", $"must have at most {Limits.Technical.AddressLength} characters.");
        }

        return fields.Description.Length is 0 or > Limits.Technical.TextLength
            ? Problems.InvalidField(
                "fields.description", $"must have 1 to {Limits.Technical.TextLength} characters.")
            : null;
    }

    private static IResult Answer(HttpContext context, TicketChange change)
    {
        if (change.Ticket is not null)
        {
            VersionTag.Write(context, change.Ticket.Version);
        }

        return change.Result switch
        {
            TicketResult.Done => TypedResults.Ok(change.Ticket),
            TicketResult.AlreadyDone => Problems.AlreadyDone.Answer("The ticket is done; open another."),
            TicketResult.Full => Problems.AlreadyDone.Answer("The ticket's history is full; close it, open another."),
            TicketResult.Stale => Problems.Stale.Answer("The ticket has another version than the one in If-Match."),
            _ => Problems.NotFound.Answer("The tenant has no ticket with this id."),
        };
    }

    private static IResult NoHub()
    {
        return Problems.NotFound.Answer("The tenant has no such hub or case.");
    }
}
