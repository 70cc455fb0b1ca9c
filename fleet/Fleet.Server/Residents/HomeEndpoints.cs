// Homes over HTTP.
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Residents;

/// <summary>Registers and maps homes.</summary>
public static class HomeEndpoints
{
    private const string Nothing = "Nothing has been entered for a home with this hub.";

    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddResidents(this IServiceCollection services)
    {
        services.AddSingleton<HomeStore>();
        services.AddSingleton<IHomes>(static provider => provider.GetRequiredService<HomeStore>());
        services.AddSingleton<IHomeIndex>(static provider => provider.GetRequiredService<HomeStore>());
        services.AddSingleton<IHomeRecords, HomeRecords>();
        return services;
    }

    /// <summary>Maps the end points.</summary>
    public static void MapHomes(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/homes").WithTags("Homes");
        group.MapGet("", ListAsync)
            .RequireAuthorization(Policies.See)
            .WithName("listHomes")
            .WithSummary("The homes by place code, without personal data")
            .Produces<Page<HomeSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{hubId}", LookAsync)
            .RequireAuthorization(Policies.SeeHomes)
            .WithName("getHome")
            .WithSummary("A home with its personal data; the look is logged")
            .Produces<Home>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{hubId}", SaveAsync)
            .RequireAuthorization(Policies.ChangeHomes)
            .WithName("putHome")
            .WithSummary("Writes a home; in force at once")
            .Produces<Home>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        IHomeRecords homes,
        CancellationToken cancellationToken,
        int limit = 100,
        string? after = null)
    {
        if (limit is < 1 or > Limits.Residents.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Residents.PerPage}.");
        }

        System.Collections.Generic.IReadOnlyList<HomeSummary> items = await homes.ListAsync(
            ActorClaims.Require(user), limit, after, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new Page<HomeSummary>(items, items.Count == limit ? items[^1].HubId : null));
    }

    private static async Task<IResult> LookAsync(
        string hubId, ClaimsPrincipal user, IHomeRecords homes, HttpContext context,
        CancellationToken cancellationToken)
    {
        Home? home = await homes.LookAsync(ActorClaims.Require(user), hubId, "case", cancellationToken)
            .ConfigureAwait(false);
        if (home is null)
        {
            return Problems.NotFound.Answer(Nothing);
        }

        context.Response.Headers.CacheControl = "no-store";
        VersionTag.Write(context, home.Version);
        return TypedResults.Ok(home);
    }

    private static async Task<IResult> SaveAsync(
        string hubId,
        HomeEntry entry,
        ClaimsPrincipal user,
        IHomeRecords homes,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the home, or \"0\" for a new one.");
        }

        HomeChange change = await homes.SaveAsync(
            ActorClaims.Require(user), hubId, entry, version, cancellationToken).ConfigureAwait(false);
        if (change.Home is not null)
        {
            VersionTag.Write(context, change.Home.Version);
        }

        return change.Result switch
        {
            HomeChangeResult.Done => TypedResults.Ok(change.Home),
            HomeChangeResult.Invalid => Problems.InvalidFields(change.Faults),
            HomeChangeResult.Stale => Problems.Stale.Answer("The home has another version than the one in If-Match."),
            _ => Problems.NotFound.Answer("The tenant has no hub with this id."),
        };
    }
}
