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
        group.MapGet("/unfinished", UnfinishedAsync)
            .WithName("listUnfinishedCases")
            .WithSummary("What the next shift must know: open person cases with their last remark")
            .Produces<Page<UnfinishedCase>>();
        group.MapGet("/{caseId:guid}/links", LinkedAsync)
            .WithName("listLinkedCases")
            .WithSummary("The cases linked with a case, or merged into it")
            .Produces<Page<AlarmCaseView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        CaseActionEndpoints.Map(group);
        ChainEndpoints.Map(routes);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        AlarmCases cases,
        CancellationToken cancellationToken,
        string state = "open",
        string? hub = null,
        string? queue = null,
        Guid? owner = null,
        string? kind = null,
        Guid? group = null,
        int limit = 200)
    {
        CaseState? only = null;
        if (state is not ("open" or "closed" or "all"))
        {
            if (!Enum.TryParse(state, ignoreCase: true, out CaseState one) || !Enum.IsDefined(one))
            {
                return Problems.InvalidField("state", "must be open, closed, all or the name of a state.");
            }

            only = one;
        }

        CaseQueue inQueue = default;
        if (queue is not null && !EnumWord.TryRead(queue, out inQueue))
        {
            return Problems.InvalidField("queue", "must be operators, supervisor, reserve or group.");
        }

        CaseKind ofKind = default;
        if (kind is not null && !EnumWord.TryRead(kind, out ofKind))
        {
            return Problems.InvalidField("kind", "must be person, technical or test.");
        }

        if (limit is < 1 or > Limits.Alarms.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Alarms.PerPage}.");
        }

        var filter = new CaseFilter(
            state != "closed",
            state is not "open",
            hub,
            limit,
            queue is null ? null : inQueue,
            owner,
            kind is null ? null : ofKind,
            only,
            group);
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

    private static async Task<IResult> LinkedAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, CancellationToken cancellationToken)
    {
        Actor actor = ActorClaims.Require(user);
        return await cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false) is null
            ? NotFound()
            : TypedResults.Ok(new Page<AlarmCaseView>(
                await cases.LinkedAsync(actor, caseId, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> UnfinishedAsync(
        ClaimsPrincipal user, AlarmCases cases, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<UnfinishedCase>(
            await cases.UnfinishedAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    internal static IResult NotFound()
    {
        return Problems.NotFound.Answer("The tenant has no case with this id.");
    }
}
