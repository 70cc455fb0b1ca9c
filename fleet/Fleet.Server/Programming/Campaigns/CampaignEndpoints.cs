// Campaigns over HTTP.
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Programming.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>Why a campaign is paused, resumed, stopped or reverted.</summary>
/// <param name="Comment">1 to 500 characters.</param>
public sealed record CampaignStepRequest(string? Comment);

/// <summary>Maps campaigns.</summary>
internal static class CampaignEndpoints
{
    private const string NoCampaign = "The tenant has no campaign of this number.";
    private const string NoLevel = "The tenant has no such level: municipality/all, model/NAME or group/ID.";

    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Campaigns)
            .WithTags("Campaigns")
            .RequireAuthorization(Policies.SeeHomes);
        group.MapGet("", static async (ClaimsPrincipal user, ICampaigns all, CancellationToken cancellationToken) =>
            new Page<CampaignView>(await all.ListAsync(ActorClaims.Require(user), cancellationToken)
                .ConfigureAwait(false)))
            .WithName("listCampaigns")
            .WithSummary("Campaigns, newest first");
        group.MapGet("/{number:long}", FindAsync)
            .WithName("getCampaign")
            .WithSummary("A campaign and how far each wave has come")
            .Produces<CampaignView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number:long}/hubs", HubsAsync)
            .WithName("listCampaignHubs")
            .WithSummary("The hubs of a campaign, by wave: how far each has come and why it waits or failed")
            .Produces<Page<CampaignHubView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/plan", PlanAsync)
            .RequireAuthorization(Policies.ChangeSettings)
            .WithName("planCampaign")
            .WithSummary("What a campaign would do, hub by hub, without doing it")
            .Produces<CampaignPlan>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("", StartAsync)
            .RequireAuthorization(Policies.ChangeSettings)
            .WithName("startCampaign")
            .WithSummary("Brings the hubs of a level to its newest revision, wave after wave")
            .Produces<CampaignView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        foreach ((string word, CampaignStep step) in new[]
        {
            ("pause", CampaignStep.Pause),
            ("resume", CampaignStep.Resume),
            ("stop", CampaignStep.Stop),
            ("revert", CampaignStep.Revert),
        })
        {
            MapStep(group, word, step);
        }
    }

    private static void MapStep(RouteGroupBuilder group, string word, CampaignStep step)
    {
        group.MapPost("/{number:long}/" + word, async (
            long number,
            CampaignStepRequest request,
            ClaimsPrincipal user,
            ICampaigns campaigns,
            CancellationToken cancellationToken) => Answer(await campaigns.StepAsync(
                ActorClaims.Require(user), number, step, request.Comment ?? "", cancellationToken)
                .ConfigureAwait(false), NoCampaign))
            .RequireAuthorization(Policies.ChangeSettings)
            .WithName(word + "Campaign")
            .WithSummary(step switch
            {
                CampaignStep.Pause => "Asks no more hubs until it is resumed",
                CampaignStep.Resume => "Goes on with a campaign that was paused or stopped",
                CampaignStep.Stop => "Asks no more hubs",
                _ => "Has the hubs that were asked go back to what they had",
            })
            .Produces<CampaignView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> FindAsync(
        long number, ClaimsPrincipal user, ICampaigns campaigns, CancellationToken cancellationToken)
    {
        CampaignView? found = await campaigns.FindAsync(ActorClaims.Require(user), number, cancellationToken)
            .ConfigureAwait(false);
        return found is null ? Problems.NotFound.Answer(NoCampaign) : TypedResults.Ok(found);
    }

    private static async Task<IResult> HubsAsync(
        long number,
        ClaimsPrincipal user,
        ICampaigns campaigns,
        CancellationToken cancellationToken,
        string? state = null,
        string? after = null,
        int limit = 100)
    {
        if (limit is < 1 or > Limits.Campaigns.HubsPerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Campaigns.HubsPerPage}.");
        }

        CampaignHubState? only = EnumWord.TryRead(state, out CampaignHubState known) ? known : null;
        if (state is not null && only is null)
        {
            return Problems.InvalidField("state", "must be a state of a hub in a campaign, such as failed.");
        }

        IReadOnlyList<CampaignHubView>? hubs = await campaigns.HubsAsync(
            ActorClaims.Require(user), number, only, after, limit, cancellationToken).ConfigureAwait(false);
        return hubs is null
            ? Problems.NotFound.Answer(NoCampaign)
            : TypedResults.Ok(new Page<CampaignHubView>(hubs, hubs.Count < limit ? null : hubs[^1].HubId));
    }

    private static async Task<IResult> PlanAsync(
        CampaignOrder order, ClaimsPrincipal user, ICampaigns campaigns, CancellationToken cancellationToken)
    {
        CampaignPlan plan = await campaigns.PlanAsync(ActorClaims.Require(user), order, cancellationToken)
            .ConfigureAwait(false);
        return plan.Result switch
        {
            SettingsResult.NotFound => Problems.NotFound.Answer(NoLevel),
            SettingsResult.Invalid => Problems.InvalidFields(plan.Faults),
            SettingsResult.NotYours => Problems.Forbidden.Answer(SettingProblems.Sentence(plan.Faults)),
            SettingsResult.Stale => Problems.CampaignUnderWay.Answer("Another campaign of this level is under way."),
            _ => TypedResults.Ok(plan),
        };
    }

    private static async Task<IResult> StartAsync(
        CampaignOrder order, ClaimsPrincipal user, ICampaigns campaigns, CancellationToken cancellationToken)
    {
        CampaignChange change = await campaigns.StartAsync(ActorClaims.Require(user), order, cancellationToken)
            .ConfigureAwait(false);
        return change.Result == SettingsResult.Done
            ? TypedResults.Created((string?)null, change.Campaign)
            : Answer(change, NoLevel);
    }

    private static IResult Answer(CampaignChange change, string notFound)
    {
        return change.Result switch
        {
            SettingsResult.NotFound => Problems.NotFound.Answer(notFound),
            SettingsResult.Invalid => Problems.InvalidFields(change.Faults),
            SettingsResult.NotYours => Problems.Forbidden.Answer(SettingProblems.Sentence(change.Faults)),
            SettingsResult.Stale => change.Campaign is null
                ? Problems.CampaignUnderWay.Answer("Another campaign of this level is under way.")
                : Problems.CampaignUnderWay.Answer(
                    $"The campaign is {change.Campaign.State.ToString().ToLowerInvariant()}."),
            _ => TypedResults.Ok(change.Campaign),
        };
    }
}
