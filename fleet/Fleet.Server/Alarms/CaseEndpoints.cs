// The alarm cases over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Alarms;

/// <summary>How a case ends.</summary>
/// <param name="Outcome">visited, call, emergencyServices, accidental, wrongAlarm, test or faultCleared.</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
public sealed record CloseRequest(CaseOutcome? Outcome, string? Note = null);

/// <summary>Whether a case's log is as it was written.</summary>
/// <param name="IsWhole">True when the whole hash chain fits.</param>
/// <param name="FirstFault">The first entry that does not fit; null when all do.</param>
public sealed record LogCheck(bool IsWhole, long? FirstFault);

/// <summary>Maps the cases.</summary>
public static class CaseEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Cases).WithTags("Cases").RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listCases")
            .WithSummary("Lists cases: unclaimed, claimed, closed; by priority and age")
            .Produces<Page<AlarmCaseView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/stream", CaseStream.RunAsync)
            .WithName("streamCases")
            .WithSummary("Every change of a case as a server-sent event; resumes after Last-Event-ID")
            .Produces<AlarmCaseView>(StatusCodes.Status200OK, "text/event-stream");
        group.MapGet("/{caseId:guid}", FindAsync)
            .WithName("getCase")
            .WithSummary("One case, with its version as ETag")
            .Produces<AlarmCaseView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{caseId:guid}/log", LogAsync)
            .WithName("getCaseLog")
            .WithSummary("The hash-chained log of a case, oldest first")
            .Produces<Page<CaseLogEntryView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{caseId:guid}/log/check", CheckAsync)
            .WithName("checkCaseLog")
            .WithSummary("Checks the hash chain of a case's log")
            .Produces<LogCheck>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{caseId:guid}/claim", ClaimAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("claimCase")
            .WithSummary("Makes the signed-in person the owner; honours If-Match")
            .Produces<AlarmCaseView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        group.MapPost("/{caseId:guid}/close", CloseAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("closeCase")
            .WithSummary("Closes a case that the signed-in person owns; honours If-Match")
            .Produces<AlarmCaseView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        AlarmCases cases,
        CancellationToken cancellationToken,
        string state = "open",
        string? hub = null,
        int limit = 200)
    {
        if (state is not ("open" or "closed" or "all"))
        {
            return Problems.InvalidField("state", "must be open, closed or all.");
        }

        if (limit is < 1 or > Limits.Alarms.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Alarms.PerPage}.");
        }

        var filter = new CaseFilter(state != "closed", state != "open", hub, limit);
        return TypedResults.Ok(new Page<AlarmCaseView>(
            await cases.ListAsync(ActorClaims.Require(user), filter, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> FindAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, HttpContext context, CancellationToken cancellationToken)
    {
        AlarmCaseView? found = await cases.FindAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false);
        if (found is null)
        {
            return NotFound();
        }

        VersionTag.Write(context, found.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> LogAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, CancellationToken cancellationToken)
    {
        Actor actor = ActorClaims.Require(user);
        if (await cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return NotFound();
        }

        return TypedResults.Ok(new Page<CaseLogEntryView>(
            await cases.LogAsync(actor, caseId, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> CheckAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, CancellationToken cancellationToken)
    {
        long? fault = await cases.FindLogFaultAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false);
        return fault is null ? NotFound() : TypedResults.Ok(new LogCheck(fault == 0, fault == 0 ? null : fault));
    }

    private static async Task<IResult> ClaimAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, HttpContext context, CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the case.");
        }

        return Answer(context, await cases.ClaimAsync(
            ActorClaims.Require(user), caseId, version, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> CloseAsync(
        Guid caseId,
        CloseRequest request,
        ClaimsPrincipal user,
        AlarmCases cases,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the case.");
        }

        if (request.Outcome is not { } outcome)
        {
            return Problems.InvalidField("outcome", "must be given.");
        }

        if (request.Note?.Trim().Length > Limits.Alarms.NoteLength)
        {
            return Problems.InvalidField("note", $"must have at most {Limits.Alarms.NoteLength} characters.");
        }

        return Answer(context, await cases.CloseAsync(
            ActorClaims.Require(user), caseId, outcome, request.Note, version, cancellationToken)
            .ConfigureAwait(false));
    }

    private static IResult Answer(HttpContext context, CaseChange change)
    {
        if (change.Case is not null)
        {
            VersionTag.Write(context, change.Case.Version);
        }

        return change.Result switch
        {
            CaseChangeResult.Done => TypedResults.Ok(change.Case),
            CaseChangeResult.OwnedByAnother =>
                Problems.OwnedByAnother.Answer($"{change.Case!.OwnerName} owns the case."),
            CaseChangeResult.NotClaimed => Problems.NotClaimed.Answer("Claim the case, then close it."),
            CaseChangeResult.AlreadyClosed => Problems.AlreadyClosed.Answer("Nothing was changed."),
            CaseChangeResult.NotTested => Problems.NotTested.Answer("Have a test alarm made from the home, then close."),
            CaseChangeResult.Stale => Problems.Stale.Answer("The case has another version than the one in If-Match."),
            _ => NotFound(),
        };
    }

    private static IResult NotFound()
    {
        return Problems.NotFound.Answer("The tenant has no case with this id.");
    }
}
