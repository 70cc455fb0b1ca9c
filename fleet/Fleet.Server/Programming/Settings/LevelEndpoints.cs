// What levels above the home tell, and groups of hubs, over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Programming.Settings;

/// <summary>What a group is called.</summary>
/// <param name="Name">1 to 60 characters, none twice.</param>
public sealed record HubGroupRequest(string? Name);

/// <summary>Maps levels and groups.</summary>
internal static class LevelEndpoints
{
    private const string NoTag = "must be the ETag that was given with the level, so that you change what you saw.";
    private const string NoLevel = "The tenant has no such level: municipality/all, model/NAME or group/ID.";

    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder levels = routes.MapGroup(ApiRoutes.Settings + "/levels")
            .WithTags("Settings")
            .RequireAuthorization(Policies.SeeHomes);
        levels.MapGet("", ListAsync)
            .WithName("listSettingLevels")
            .WithSummary("The municipality, models and groups: what each tells, and how many hubs follow it");
        levels.MapGet("/{level}/{scope}", FindAsync)
            .WithName("getSettingLevel")
            .WithSummary("What a level tells")
            .Produces<LevelView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        levels.MapGet("/{level}/{scope}/revisions", RevisionsAsync)
            .WithName("listSettingLevelRevisions")
            .WithSummary("The revisions of a level, newest first, with old and new values")
            .Produces<Page<LevelRevisionView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Change(levels.MapPatch("/{level}/{scope}", SetAsync))
            .WithName("setSettingLevel")
            .WithSummary("Makes a new revision of a level; a campaign brings it to the hubs");
        Change(levels.MapPost("/{level}/{scope}/restore", RestoreAsync))
            .WithName("restoreSettingLevel")
            .WithSummary("Makes a new revision that tells what an earlier one told");
        RouteGroupBuilder groups = routes.MapGroup(ApiRoutes.HubGroups)
            .WithTags("Settings")
            .RequireAuthorization(Policies.SeeHomes);
        groups.MapGet("", static async (ClaimsPrincipal user, IHubGroups all, CancellationToken cancellationToken) =>
            new Page<HubGroupView>(await all.ListAsync(ActorClaims.Require(user), cancellationToken)
                .ConfigureAwait(false)))
            .WithName("listHubGroups")
            .WithSummary("Groups of hubs, by name");
        groups.MapPost("", AddGroupAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("addHubGroup")
            .WithSummary("Makes a group of hubs")
            .Produces<HubGroupView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        groups.MapPut("/{groupId:guid}", RenameGroupAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("renameHubGroup")
            .WithSummary("Gives a group of hubs another name")
            .Produces<HubGroupView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder builder)
    {
        return builder.RequireAuthorization(Policies.ChangeSettings)
            .Produces<LevelView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Page<LevelView>> ListAsync(
        ClaimsPrincipal user, ISettingLevels levels, CancellationToken cancellationToken)
    {
        return new Page<LevelView>(await levels.ListAsync(ActorClaims.Require(user), cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> FindAsync(
        string level,
        string scope,
        ClaimsPrincipal user,
        ISettingLevels levels,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (LevelOf(level) is not { } found || await levels.FindAsync(
            ActorClaims.Require(user), found, scope, cancellationToken).ConfigureAwait(false) is not { } view)
        {
            return Problems.NotFound.Answer(NoLevel);
        }

        VersionTag.Write(context, view.Revision);
        return TypedResults.Ok(view);
    }

    private static async Task<IResult> RevisionsAsync(
        string level,
        string scope,
        ClaimsPrincipal user,
        ISettingLevels levels,
        CancellationToken cancellationToken)
    {
        return LevelOf(level) is { } found && await levels.RevisionsAsync(
            ActorClaims.Require(user), found, scope, cancellationToken).ConfigureAwait(false) is { } revisions
                ? TypedResults.Ok(new Page<LevelRevisionView>(revisions))
                : Problems.NotFound.Answer(NoLevel);
    }

    private static async Task<IResult> SetAsync(
        string level,
        string scope,
        SetSettingsRequest request,
        ClaimsPrincipal user,
        ISettingLevels levels,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        var order = new SettingsOrder(
            request.Values ?? [], new ChangeCause(request.Comment ?? "", request.CaseNumber), request.HasConsent);
        return LevelOf(level) is not { } found
            ? Problems.NotFound.Answer(NoLevel)
            : Answer(context, await levels.SetAsync(
                ActorClaims.Require(user), found, scope, order, seen.Value, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> RestoreAsync(
        string level,
        string scope,
        RestoreSettingsRequest request,
        ClaimsPrincipal user,
        ISettingLevels levels,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        var cause = new ChangeCause(request.Comment ?? "", request.CaseNumber);
        return LevelOf(level) is not { } found
            ? Problems.NotFound.Answer(NoLevel)
            : Answer(context, await levels.RestoreAsync(
                ActorClaims.Require(user), found, scope, request.Version, cause, seen.Value, cancellationToken)
                .ConfigureAwait(false));
    }

    private static IResult Answer(HttpContext context, LevelChange change)
    {
        switch (change.Result)
        {
            case SettingsResult.NotFound:
                return Problems.NotFound.Answer(NoLevel);
            case SettingsResult.Invalid:
                return Problems.InvalidFields(change.Faults);
            case SettingsResult.NotYours:
                return Problems.Forbidden.Answer(SettingProblems.Sentence(change.Faults));
            case SettingsResult.Stale when change.IsUnderWay:
                return Problems.CampaignUnderWay.Answer("A campaign brings hubs to the newest revision of this level.");
            case SettingsResult.Stale:
                VersionTag.Write(context, change.Newest?.Revision ?? 0);
                return SettingProblems.Stale("level", change.Seen, change.Newest);
            default:
                VersionTag.Write(context, change.Newest!.Revision);
                return TypedResults.Ok(change.Newest);
        }
    }

    private static async Task<IResult> AddGroupAsync(
        HubGroupRequest request, ClaimsPrincipal user, IHubGroups groups, CancellationToken cancellationToken)
    {
        HubGroupChange change = await groups.AddAsync(
            ActorClaims.Require(user), request.Name ?? "", cancellationToken).ConfigureAwait(false);
        return change.Result == SettingsResult.Done
            ? TypedResults.Created((string?)null, change.Group)
            : Problems.InvalidFields(change.Faults);
    }

    private static async Task<IResult> RenameGroupAsync(
        Guid groupId,
        HubGroupRequest request,
        ClaimsPrincipal user,
        IHubGroups groups,
        CancellationToken cancellationToken)
    {
        HubGroupChange change = await groups.RenameAsync(
            ActorClaims.Require(user), groupId, request.Name ?? "", cancellationToken).ConfigureAwait(false);
        return change.Result switch
        {
            SettingsResult.NotFound => Problems.NotFound.Answer("The tenant has no such group."),
            SettingsResult.Invalid => Problems.InvalidFields(change.Faults),
            _ => TypedResults.Ok(change.Group),
        };
    }

    private static SettingLevel? LevelOf(string word)
    {
        return word switch
        {
            "municipality" => SettingLevel.Municipality,
            "model" => SettingLevel.Model,
            "group" => SettingLevel.Group,
            _ => null,
        };
    }
}
