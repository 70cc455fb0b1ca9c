// The hubs over HTTP.
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Hubs;

/// <summary>How many hubs to register.</summary>
/// <param name="Count">1 to 100,000.</param>
/// <param name="NamePrefix">
/// Names become prefix-0001 and on; up to 40 letters, digits, spaces, dots, underscores and hyphens; default hub.
/// </param>
/// <param name="WithKeys">True to have each hub's own key told too, for hubs that are being made.</param>
public sealed record AddHubsRequest(int Count, string? NamePrefix = null, bool WithKeys = false);

/// <summary>Maps the hubs.</summary>
public static class HubEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapHubs(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs).WithTags("Hubs").RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listHubs")
            .WithSummary("Lists hubs, worst status first, then by name")
            .Produces<Page<HubView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("", AddAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("addHubs")
            .WithSummary("Registers hubs; their passwords are shown this once, or again for the same Idempotency-Key")
            .Produces<Page<NewHub>>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/{hubId}", FindAsync)
            .WithName("getHub")
            .WithSummary("One hub")
            .Produces<HubView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{hubId}/history", HistoryAsync)
            .WithName("getHubHistory")
            .WithSummary("What happened to a hub, newest first")
            .Produces<Page<HubHistoryEntry>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{hubId}/reset-code", ResetCodeAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("getHubResetCode")
            .WithSummary("The code with which the hub takes another identity; that it was told is in its history")
            .Produces<ResetCode>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        IHubDirectory hubs,
        CancellationToken cancellationToken,
        int limit = 200,
        string? after = null)
    {
        if (limit is < 1 or > Limits.Hubs.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Hubs.PerPage}.");
        }

        IReadOnlyList<HubView> found = await hubs.ListAsync(
            ActorClaims.Require(user), limit, after, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new Page<HubView>(found, found.Count == limit ? found[^1].HubId : null));
    }

    private static async Task<IResult> AddAsync(
        AddHubsRequest request,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        ClaimsPrincipal user,
        IHubDirectory hubs,
        IHubAdditions additions,
        CancellationToken cancellationToken)
    {
        if (request.Count is < 1 or > Limits.Hubs.PerAdd)
        {
            return Problems.InvalidField("count", $"must be 1 to {Limits.Hubs.PerAdd}.");
        }

        if (request.NamePrefix is not null && !HubMaker.IsPrefix(request.NamePrefix.Trim()))
        {
            return Problems.InvalidField(
                "namePrefix",
                $"must be 1 to {Limits.Hubs.NamePrefixLength} letters, digits, spaces, dots, underscores, hyphens.");
        }

        if (idempotencyKey is not null)
        {
            return IdempotencyKey.IsValid(idempotencyKey)
                ? await AddOnceAsync(request, idempotencyKey, ActorClaims.Require(user), additions, cancellationToken)
                    .ConfigureAwait(false)
                : Problems.InvalidField(IdempotencyKey.Header, IdempotencyKey.Rule);
        }

        IReadOnlyList<NewHub> added = await hubs.AddAsync(
            ActorClaims.Require(user), request.Count, request.NamePrefix, cancellationToken, request.WithKeys)
            .ConfigureAwait(false);
        return TypedResults.Created((string?)null, new Page<NewHub>(added));
    }

    private static async Task<IResult> AddOnceAsync(
        AddHubsRequest request,
        string idempotencyKey,
        Actor actor,
        IHubAdditions additions,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<NewHub>? added = await additions.AddOnceAsync(
            actor, idempotencyKey, request.Count, request.NamePrefix, request.WithKeys, cancellationToken)
            .ConfigureAwait(false);
        return added is null
            ? Problems.KeyReused.Answer("An earlier request with this Idempotency-Key asked for something else.")
            : TypedResults.Created((string?)null, new Page<NewHub>(added));
    }

    private static async Task<IResult> FindAsync(
        string hubId, ClaimsPrincipal user, IHubDirectory hubs, CancellationToken cancellationToken)
    {
        HubView? hub = await hubs.FindAsync(ActorClaims.Require(user), hubId, cancellationToken)
            .ConfigureAwait(false);
        return hub is null ? NotFound() : TypedResults.Ok(hub);
    }

    private static async Task<IResult> HistoryAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubDirectory hubs,
        CancellationToken cancellationToken,
        int limit = 200)
    {
        if (limit is < 1 or > Limits.Hubs.HistoryPerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Hubs.HistoryPerPage}.");
        }

        Actor actor = ActorClaims.Require(user);
        if (await hubs.FindAsync(actor, hubId, cancellationToken).ConfigureAwait(false) is null)
        {
            return NotFound();
        }

        return TypedResults.Ok(new Page<HubHistoryEntry>(
            await hubs.HistoryAsync(actor, hubId, limit, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> ResetCodeAsync(
        string hubId,
        ClaimsPrincipal user,
        IResetCodes codes,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        ResetCode? told = await codes.TellAsync(ActorClaims.Require(user), hubId, cancellationToken)
            .ConfigureAwait(false);
        if (told is null)
        {
            return NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(told);
    }

    private static IResult NotFound()
    {
        return Problems.NotFound.Answer("The tenant has no hub with this id.");
    }
}
