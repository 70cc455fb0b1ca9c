// Releases over HTTP.
using System.Collections.Generic;
using System.IO;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Fleet.Server.Updates.Releases;

/// <summary>A key to trust.</summary>
/// <param name="PublicKey">The public key, hexadecimal.</param>
public sealed record TrustKeyRequest(string? PublicKey);

/// <summary>Maps releases.</summary>
internal static class ReleaseEndpoints
{
    private const string NoRelease = "The tenant has no release of this sequence.";
    private const string NoFile = "The release has no such part.";

    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Releases)
            .WithTags("Releases")
            .RequireAuthorization(Policies.See);
        group.MapGet("", static async (ClaimsPrincipal user, IReleases all, CancellationToken cancellationToken) =>
            new Page<ReleaseView>(await all.ListAsync(ActorClaims.Require(user), cancellationToken)
                .ConfigureAwait(false)))
            .WithName("listReleases")
            .WithSummary("Releases, the newest first");
        group.MapPost("", TakeAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("uploadRelease")
            .WithSummary("Takes a signed bundle, the body's bytes as they are; what is wrong with it is said")
            .Produces<ReleaseView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/{sequence:long}", FindAsync)
            .WithName("getRelease")
            .WithSummary("A release with its images")
            .Produces<ReleaseView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        MapFiles(group);
        MapSboms(group);
        MapRehearsals(group);
        MapKeys(group);
    }

    private static void MapFiles(RouteGroupBuilder group)
    {
        foreach ((string word, ReleasePaper paper, string type, string summary) in new[]
        {
            ("envelope", ReleasePaper.Envelope, "application/octet-stream", "The signed envelope of a release"),
            ("notes", ReleasePaper.Notes, "text/plain; charset=utf-8", "What is new in a release"),
        })
        {
            group.MapGet("/{sequence:long}/" + word, (
                long sequence, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
                FileAsync(user, releases, sequence, paper, 0, type, cancellationToken))
                .WithName(word + "OfRelease")
                .WithSummary(summary)
                .ProducesProblem(StatusCodes.Status404NotFound);
        }

        group.MapGet("/{sequence:long}/images/{index:int}", (
            long sequence, int index, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
            FileAsync(
                user, releases, sequence, ReleasePaper.Image, index, "application/octet-stream", cancellationToken))
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("imageOfRelease")
            .WithSummary("An image of a release, whole or a range of it, for the bench")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapSboms(RouteGroupBuilder group)
    {
        group.MapGet("/{sequence:long}/images/{index:int}/sbom", (
            long sequence, int index, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
            FileAsync(
                user,
                releases,
                sequence,
                ReleasePaper.Sbom,
                index,
                "application/vnd.cyclonedx+json",
                cancellationToken))
            .WithName("sbomOfImage")
            .WithSummary("What is in an image (CycloneDX)")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapRehearsals(RouteGroupBuilder group)
    {
        group.MapGet("/{sequence:long}/rehearsals", async (
            long sequence, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
            {
                IReadOnlyList<RehearsalView>? found = await releases.RehearsalsAsync(
                    ActorClaims.Require(user), sequence, cancellationToken).ConfigureAwait(false);
                return found is null
                    ? Problems.NotFound.Answer(NoRelease)
                    : (IResult)TypedResults.Ok(new Page<RehearsalView>(found));
            })
            .WithName("listRehearsals")
            .WithSummary("Rehearsals of a release, newest first, and whether each has passed")
            .Produces<Page<RehearsalView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{sequence:long}/rehearsals", async (
            long sequence,
            RehearsalReport report,
            ClaimsPrincipal user,
            IReleases releases,
            CancellationToken cancellationToken) =>
            {
                RehearsalChange change = await releases.RehearseAsync(
                    ActorClaims.Require(user), sequence, report, cancellationToken).ConfigureAwait(false);
                return change.Result switch
                {
                    UpdateResult.NotFound => Problems.NotFound.Answer(NoRelease),
                    UpdateResult.Invalid => Problems.InvalidFields(change.Faults),
                    _ => (IResult)TypedResults.Created((string?)null, change.Rehearsal),
                };
            })
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("addRehearsal")
            .WithSummary("Keeps a rehearsal of a release; whether it has passed, its figures say")
            .Produces<RehearsalView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapKeys(RouteGroupBuilder group)
    {
        group.MapGet("/keys", static async (
            ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
            new Page<ReleaseKeyView>(await releases.KeysAsync(ActorClaims.Require(user), cancellationToken)
                .ConfigureAwait(false)))
            .WithName("listReleaseKeys")
            .WithSummary("The keys that releases must be signed with");
        group.MapPost("/keys", TrustAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("trustReleaseKey")
            .WithSummary("Trusts a key; at most two, as hubs do")
            .Produces<ReleaseKeyView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/keys/{keyId}", async (
            string keyId, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken) =>
            await releases.DistrustAsync(ActorClaims.Require(user), keyId, cancellationToken).ConfigureAwait(false)
                ? TypedResults.Ok(new Page<ReleaseKeyView>(await releases.KeysAsync(
                    ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)))
                : (IResult)Problems.NotFound.Answer("The tenant trusts no such key."))
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("distrustReleaseKey")
            .WithSummary("Trusts a key no more, and tells those that are left; releases that are kept stay")
            .Produces<Page<ReleaseKeyView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken)
    {
        // A bundle is far larger than what other requests may bring; it is read as it comes, and counted.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limits.Updates.BundleBytes + 1;
        }

        ReleaseChange change = await releases.TakeAsync(
            ActorClaims.Require(user), context.Request.Body, cancellationToken).ConfigureAwait(false);
        return change.Result switch
        {
            UpdateResult.Done => TypedResults.Created((string?)null, change.Release),
            UpdateResult.NotNow => Problems.NotInThisState.Answer(change.Sentence),
            _ => Problems.InvalidField("bundle", change.Sentence),
        };
    }

    private static async Task<IResult> FindAsync(
        long sequence, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken)
    {
        ReleaseView? found = await releases.FindAsync(ActorClaims.Require(user), sequence, cancellationToken)
            .ConfigureAwait(false);
        return found is null ? Problems.NotFound.Answer(NoRelease) : TypedResults.Ok(found);
    }

    private static async Task<IResult> TrustAsync(
        TrustKeyRequest request, ClaimsPrincipal user, IReleases releases, CancellationToken cancellationToken)
    {
        ReleaseKeyChange change = await releases.TrustAsync(
            ActorClaims.Require(user), request.PublicKey ?? "", cancellationToken).ConfigureAwait(false);
        return change.Result switch
        {
            UpdateResult.Done => TypedResults.Created((string?)null, change.Key),
            UpdateResult.NotNow => Problems.NotInThisState.Answer(change.Sentence),
            _ => Problems.InvalidField("publicKey", change.Sentence),
        };
    }

    private static async Task<IResult> FileAsync(
        ClaimsPrincipal user,
        IReleases releases,
        long sequence,
        ReleasePaper paper,
        int index,
        string type,
        CancellationToken cancellationToken)
    {
        ReleaseFile? file = await releases.FileAsync(
            ActorClaims.Require(user), sequence, paper, index, cancellationToken).ConfigureAwait(false);
        return file is null
            ? Problems.NotFound.Answer(NoFile)
            : TypedResults.Stream(
                File.OpenRead(file.Path),
                type,
                entityTag: new EntityTagHeaderValue($"\"{file.Digest}\""),
                enableRangeProcessing: true);
    }
}
