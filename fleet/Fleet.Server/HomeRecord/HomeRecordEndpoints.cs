// A home's record over HTTP.
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.HomeRecord;

/// <summary>Registers and maps homes' records.</summary>
internal static class HomeRecordEndpoints
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddHomeRecord(this IServiceCollection services)
    {
        services.AddSingleton<IHomeRecord, HomeRecordDesk>();
        return services;
    }

    /// <summary>Maps the end point.</summary>
    public static void MapHomeRecord(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Root + "/homes/{hubId}/record", LookAsync)
            .RequireAuthorization(Policies.SeeHomes)
            .WithTags("Homes")
            .WithName("getHomeRecord")
            .WithSummary("Registers, events, cases, calls, tickets and documentation of a home; the look is logged")
            .Produces<HomeRecordView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> LookAsync(
        string hubId,
        ClaimsPrincipal user,
        IHomeRecord record,
        HttpContext context,
        CancellationToken cancellationToken,
        int skip = 0,
        int limit = Limits.HomeRecord.PerPage)
    {
        if (skip is < 0 or > Limits.HomeRecord.Skip)
        {
            return Problems.InvalidField("skip", $"must be 0 to {Limits.HomeRecord.Skip}.");
        }

        if (limit is < 1 or > Limits.HomeRecord.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.HomeRecord.PerPage}.");
        }

        HomeRecordView? view = await record.LookAsync(
            ActorClaims.Require(user), hubId, skip, limit, cancellationToken).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return view is null ? Problems.NotFound.Answer("The tenant has no hub with this id.") : TypedResults.Ok(view);
    }
}
