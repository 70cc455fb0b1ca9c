// Releases, rollouts and hubs' firmware over HTTP.
using System.Collections.Generic;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Updates.Releases;
using Fleet.Server.Updates.Rollouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Updates;

/// <summary>Codes of what a hub has in common with others; left out means none.</summary>
/// <param name="Stairwell">0 to 32 letters, digits, hyphens or dots.</param>
/// <param name="Round">The same.</param>
/// <param name="Cell">The same.</param>
public sealed record HubPlacesRequest(string? Stairwell = null, string? Round = null, string? Cell = null);

/// <summary>Maps updates.</summary>
public static class UpdateEndpoints
{
    private const string NoHub = "The tenant has no hub with this id.";

    /// <summary>Maps the end points.</summary>
    public static void MapUpdates(this IEndpointRouteBuilder routes)
    {
        ReleaseEndpoints.Map(routes);
        RolloutEndpoints.Map(routes);
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs + "/{hubId}")
            .WithTags("Hubs")
            .RequireAuthorization(Policies.See);
        group.MapGet("/update", async (
            string hubId, ClaimsPrincipal user, IHubUpdates updates, CancellationToken cancellationToken) =>
            {
                HubUpdateView? found = await updates.FindAsync(
                    ActorClaims.Require(user), hubId, cancellationToken).ConfigureAwait(false);
                return found is null ? Problems.NotFound.Answer(NoHub) : (IResult)TypedResults.Ok(found);
            })
            .WithName("getHubUpdate")
            .WithSummary("What a hub runs, as it has sealed it, and where it is with a release")
            .Produces<HubUpdateView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/places", PutAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("setHubPlaces")
            .WithSummary("Sets the codes by which neighbours, rounds and cells are kept apart; no addresses, no names")
            .Produces<HubUpdateView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PutAsync(
        string hubId,
        HubPlacesRequest request,
        ClaimsPrincipal user,
        IHubUpdates updates,
        CancellationToken cancellationToken)
    {
        var places = new HubPlaces(
            (request.Stairwell ?? "").Trim(), (request.Round ?? "").Trim(), (request.Cell ?? "").Trim());
        List<FieldFault> faults = [.. new[]
        {
            ("stairwell", places.Stairwell), ("round", places.Round), ("cell", places.Cell),
        }
            .Where(static one => !IsCode(one.Item2))
            .Select(static one => new FieldFault(
                one.Item1,
                $"must be a code of at most {Limits.Updates.PlaceCodeLength} letters, digits, hyphens or dots."))];
        if (faults.Count > 0)
        {
            return Problems.InvalidFields(faults);
        }

        Actor actor = ActorClaims.Require(user);
        return await updates.PutAsync(actor, hubId, places, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Ok(await updates.FindAsync(actor, hubId, cancellationToken).ConfigureAwait(false))
            : Problems.NotFound.Answer(NoHub);
    }

    // Blanks would let an address in.
    private static bool IsCode(string text)
    {
        return text.Length <= Limits.Updates.PlaceCodeLength
            && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.');
    }
}
