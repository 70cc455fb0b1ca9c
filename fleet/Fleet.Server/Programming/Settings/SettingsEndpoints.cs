// Hubs' settings over HTTP.
using System.Collections.Generic;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Programming.Settings;

/// <summary>Settings to be changed.</summary>
/// <param name="Values">Values by name; null takes back what is told here, so that the next wider level counts.</param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="HasConsent">True when who lives there has agreed; settings that need it ask.</param>
/// <param name="CaseNumber">The case that the change answers; null for none.</param>
public sealed record SetSettingsRequest(
    Dictionary<string, JsonElement>? Values, string? Comment, bool HasConsent = false, long? CaseNumber = null);

/// <summary>Which version's settings to take again.</summary>
/// <param name="Version">The version, or the revision of a level.</param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="HasConsent">True when who lives there has agreed; settings that need it ask.</param>
/// <param name="CaseNumber">The case that the change answers; null for none.</param>
public sealed record RestoreSettingsRequest(
    long Version, string? Comment, bool HasConsent = false, long? CaseNumber = null);

/// <summary>The group that a hub is to be in.</summary>
/// <param name="GroupId">The group; null for none.</param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
public sealed record SetHubGroupRequest(System.Guid? GroupId, string? Comment);

/// <summary>The group that a hub is in.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Group">Its group; null for none.</param>
public sealed record HubGroupPlace(string HubId, HubGroupView? Group);

/// <summary>Maps hubs' settings.</summary>
internal static class SettingsEndpoints
{
    private const string NoTag = "must be the ETag that was given with the settings, so that you change what you saw.";
    private const string NoHub = "The tenant has no hub with this id.";
    private const string NoVersion = "The hub has no such version.";

    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs + "/{hubId}/settings")
            .WithTags("Settings")
            .RequireAuthorization(Policies.SeeHomes);
        group.MapGet("", FindAsync)
            .WithName("getSettings")
            .WithSummary("A hub's settings: what is wanted, where each comes from, what is in force")
            .Produces<SettingsView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/versions", VersionsAsync)
            .WithName("listSettingsVersions")
            .WithSummary("All versions of the hub's settings, newest first")
            .Produces<Page<SettingsVersionView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/versions/{version:long}", FindVersionAsync)
            .WithName("getSettingsVersion")
            .WithSummary("One version")
            .Produces<SettingsVersionView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/diff", CompareAsync)
            .WithName("compareSettings")
            .WithSummary("What differs between two versions, setting by setting")
            .Produces<SettingsDifference>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/changes", ChangesAsync)
            .WithName("listSettingHistories")
            .WithSummary("The last changes of each setting with old and new values, who, when and why")
            .Produces<Page<SettingHistory>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Change(group.MapPatch("", SetAsync))
            .WithName("setSettings")
            .WithSummary("Changes settings of the home, makes a version and sends it to the hub");
        Change(group.MapPost("/restore", RestoreAsync))
            .WithName("restoreSettings")
            .WithSummary("Makes a new version that says what an earlier one said");
        routes.MapPut(ApiRoutes.Hubs + "/{hubId}/group", PutGroupAsync)
            .WithTags("Settings")
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("setHubGroup")
            .WithSummary("Puts a hub into a group, or out of all; what the group tells is sent to it")
            .Produces<HubGroupPlace>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder builder)
    {
        return builder.RequireAuthorization(Policies.ChangeSettings)
            .Produces<SettingsVersionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> FindAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubSettings settings,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        SettingsView? view = await settings.FindAsync(ActorClaims.Require(user), hubId, cancellationToken)
            .ConfigureAwait(false);
        if (view is null)
        {
            return Problems.NotFound.Answer(NoHub);
        }

        VersionTag.Write(context, view.Version);
        return TypedResults.Ok(view);
    }

    private static async Task<IResult> SetAsync(
        string hubId,
        SetSettingsRequest request,
        ClaimsPrincipal user,
        IHubSettings settings,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        var order = new SettingsOrder(
            request.Values ?? [], new ChangeCause(request.Comment ?? "", request.CaseNumber), request.HasConsent);
        return Answer(context, NoHub, await settings.SetAsync(
            ActorClaims.Require(user), hubId, order, seen.Value, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> RestoreAsync(
        string hubId,
        RestoreSettingsRequest request,
        ClaimsPrincipal user,
        IHubSettings settings,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        var cause = new ChangeCause(request.Comment ?? "", request.CaseNumber);
        return Answer(context, NoVersion, await settings.RestoreAsync(
            ActorClaims.Require(user), hubId, request.Version, cause, request.HasConsent, seen.Value,
            cancellationToken).ConfigureAwait(false));
    }

    private static IResult Answer(HttpContext context, string notFound, SettingsChange change)
    {
        switch (change.Result)
        {
            case SettingsResult.NotFound:
                return Problems.NotFound.Answer(notFound);
            case SettingsResult.Invalid:
                return Problems.InvalidFields(change.Faults);
            case SettingsResult.NotYours:
                return Problems.Forbidden.Answer(SettingProblems.Sentence(change.Faults));
            case SettingsResult.Stale:
                VersionTag.Write(context, change.Newest?.Version ?? 0);
                return SettingProblems.Stale("settings", change.Seen, change.Newest);
            default:
                VersionTag.Write(context, change.Newest?.Version ?? 0);
                return TypedResults.Ok(change.Newest);
        }
    }

    private static async Task<IResult> VersionsAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubSettings settings,
        CancellationToken cancellationToken,
        long? after = null,
        int limit = 50)
    {
        if (limit is < 1 or > Limits.Programming.VersionsPerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Programming.VersionsPerPage}.");
        }

        IReadOnlyList<SettingsVersionView>? versions = await settings.VersionsAsync(
            ActorClaims.Require(user), hubId, after, limit, cancellationToken).ConfigureAwait(false);
        if (versions is null)
        {
            return Problems.NotFound.Answer(NoHub);
        }

        string? next = versions.Count < limit ? null : versions[^1].Version.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(new Page<SettingsVersionView>(versions, next));
    }

    private static async Task<IResult> FindVersionAsync(
        string hubId, long version, ClaimsPrincipal user, IHubSettings settings, CancellationToken cancellationToken)
    {
        SettingsVersionView? found = await settings.FindVersionAsync(
            ActorClaims.Require(user), hubId, version, cancellationToken).ConfigureAwait(false);
        return found is null ? Problems.NotFound.Answer(NoVersion) : TypedResults.Ok(found);
    }

    private static async Task<IResult> CompareAsync(
        string hubId,
        long from,
        long to,
        ClaimsPrincipal user,
        IHubSettings settings,
        CancellationToken cancellationToken)
    {
        SettingsDifference? difference = await settings.CompareAsync(
            ActorClaims.Require(user), hubId, from, to, cancellationToken).ConfigureAwait(false);
        return difference is null ? Problems.NotFound.Answer(NoVersion) : TypedResults.Ok(difference);
    }

    private static async Task<IResult> ChangesAsync(
        string hubId, ClaimsPrincipal user, IHubSettings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<SettingHistory>? changes = await settings.ChangesAsync(
            ActorClaims.Require(user), hubId, cancellationToken).ConfigureAwait(false);
        return changes is null
            ? Problems.NotFound.Answer(NoHub)
            : TypedResults.Ok(new Page<SettingHistory>(changes));
    }

    private static async Task<IResult> PutGroupAsync(
        string hubId,
        SetHubGroupRequest request,
        ClaimsPrincipal user,
        IHubGroups groups,
        CancellationToken cancellationToken)
    {
        HubGroupChange change = await groups.PutAsync(
            ActorClaims.Require(user), hubId, request.GroupId, new ChangeCause(request.Comment ?? ""),
            cancellationToken).ConfigureAwait(false);
        return change.Result switch
        {
            SettingsResult.NotFound => Problems.NotFound.Answer(NoHub),
            SettingsResult.Invalid => Problems.InvalidFields(change.Faults),
            _ => TypedResults.Ok(new HubGroupPlace(hubId, change.Group)),
        };
    }
}
