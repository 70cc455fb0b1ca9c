// Evidence over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Audit;

/// <summary>Maps bundles and the log.</summary>
public static class AuditEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Cases + "/{caseId:guid}/bundle", BundleAsync)
            .RequireAuthorization(Policies.FollowUp)
            .WithTags("Audit")
            .WithName("exportCase")
            .WithSummary("The evidence of a case as a signed archive; the export itself is logged")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Audit)
            .WithTags("Audit")
            .RequireAuthorization(Policies.FollowUp);
        group.MapGet("/keys", KeysAsync)
            .WithName("listLogKeys")
            .WithSummary("The public keys with which evidence is checked")
            .Produces<Page<LogKeyView>>();
        group.MapGet("/entries", EntriesAsync)
            .WithName("listLogEntries")
            .WithSummary("The municipality's log without the cases' own entries, newest first")
            .Produces<Page<TenantLogView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/check", CheckAsync)
            .WithName("checkLog")
            .WithSummary("Checks chain and signatures of the municipality's log, and the cases' logs against it")
            .Produces<LogCheckView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/log", ExportAsync)
            .WithName("exportLog")
            .WithSummary("The municipality's log of a period as lines of JSON, signed; the export itself is logged")
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> BundleAsync(
        Guid caseId,
        ClaimsPrincipal user,
        IEvidenceExports exports,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        byte[]? bundle = await exports.BundleAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return bundle is null
            ? Problems.NotFound.Answer("The tenant has no case with this id.")
            : TypedResults.File(bundle, "application/zip", $"case-{caseId}.zip");
    }

    private static async Task<IResult> KeysAsync(IEvidenceExports exports, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<LogKeyView>(
            await exports.KeysAsync(cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> EntriesAsync(
        ClaimsPrincipal user,
        IEvidenceExports exports,
        CancellationToken cancellationToken,
        string? topic = null,
        int limit = 100)
    {
        if (limit is < 1 or > Limits.Audit.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Audit.PerPage}.");
        }

        return TypedResults.Ok(new Page<TenantLogView>(await exports.EntriesAsync(
            ActorClaims.Require(user), topic, limit, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> CheckAsync(
        ClaimsPrincipal user, IEvidenceExports exports, CancellationToken cancellationToken, long after = 0)
    {
        return after < 0
            ? Problems.InvalidField("after", "must be 0 or the number of an entry.")
            : TypedResults.Ok(await exports.CheckAsync(ActorClaims.Require(user), after, cancellationToken)
                .ConfigureAwait(false));
    }

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user,
        IEvidenceExports exports,
        HttpContext context,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null)
    {
        if (!Period.TryRead(from, to, out Period period, out IResult? fault))
        {
            return fault;
        }

        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"log-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.ndjson\"";
        await exports.ExportAsync(
            ActorClaims.Require(user), period.From, period.To, context.Response.Body, cancellationToken)
            .ConfigureAwait(false);
        return Results.Empty;
    }
}
