// Rollouts over HTTP.
using System.Collections.Generic;
using System.Globalization;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Why a step is taken.</summary>
/// <param name="Comment">1 to 500 characters.</param>
/// <param name="Confirm">To stop and revert: the rollout's number, typed once more.</param>
public sealed record RolloutStepRequest(string? Comment, long? Confirm = null);

/// <summary>Maps rollouts.</summary>
internal static class RolloutEndpoints
{
    private const string NoRollout = "The tenant has no rollout of this number.";

    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Rollouts)
            .WithTags("Rollouts")
            .RequireAuthorization(Policies.See);
        MapReading(group);
        group.MapPost("/plan", PlanAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("planRollout")
            .WithSummary("What a rollout would do, hub by hub, without doing it")
            .Produces<RolloutPlan>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("", MakeAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("makeRollout")
            .WithSummary("Makes a rollout; it is approved by another person and then started")
            .Produces<RolloutView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        MapStep(group, "approve", RolloutStep.Approve, "Agrees to a rollout that somebody else has made");
        MapStep(group, "override", RolloutStep.Override, "Agrees to a start without a passed rehearsal; two must");
        MapStep(group, "start", RolloutStep.Start, "Begins to order hubs");
        MapStep(group, "pause", RolloutStep.Pause, "Orders no more hubs until it is resumed");
        MapStep(group, "resume", RolloutStep.Resume, "Goes on with a rollout that was paused or stopped");
        MapStep(group, "stop", RolloutStep.Stop, "Orders no more hubs, and calls off what has not begun");
        MapStep(group, "revert", RolloutStep.Revert, "Stops, and has the hubs that run the release go back");
    }

    private static void MapReading(RouteGroupBuilder group)
    {
        group.MapGet("", static async (ClaimsPrincipal user, IRollouts all, CancellationToken cancellationToken) =>
            new Page<RolloutView>(await all.ListAsync(ActorClaims.Require(user), cancellationToken)
                .ConfigureAwait(false)))
            .WithName("listRollouts")
            .WithSummary("Rollouts, newest first");
        group.MapGet("/{number:long}", FindAsync)
            .WithName("getRollout")
            .WithSummary("A rollout, how far each wave has come, and what hubs wait for")
            .Produces<RolloutView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number:long}/hubs", HubsAsync)
            .WithName("listRolloutHubs")
            .WithSummary("The hubs of a rollout in their order: how far each has come and why it waits or failed")
            .Produces<Page<RolloutHubView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapStep(RouteGroupBuilder group, string word, RolloutStep step, string summary)
    {
        group.MapPost("/{number:long}/" + word, async (
            long number,
            RolloutStepRequest request,
            ClaimsPrincipal user,
            IRollouts rollouts,
            CancellationToken cancellationToken) =>
            {
                bool isConfirmed = step != RolloutStep.Revert || request.Confirm == number;
                return isConfirmed
                    ? Answer(await rollouts.StepAsync(
                        ActorClaims.Require(user), number, step, request.Comment ?? "", cancellationToken)
                        .ConfigureAwait(false))
                    : Problems.InvalidField("confirm", "must be the rollout's number: hubs will restart.");
            })
            .RequireAuthorization(Policies.HandleHubs)
            .WithName(word + "Rollout")
            .WithSummary(summary)
            .Produces<RolloutView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> FindAsync(
        long number, ClaimsPrincipal user, IRollouts rollouts, CancellationToken cancellationToken)
    {
        RolloutView? found = await rollouts.FindAsync(ActorClaims.Require(user), number, cancellationToken)
            .ConfigureAwait(false);
        return found is null ? Problems.NotFound.Answer(NoRollout) : TypedResults.Ok(found);
    }

    private static async Task<IResult> HubsAsync(
        long number,
        ClaimsPrincipal user,
        IRollouts rollouts,
        CancellationToken cancellationToken,
        string? state = null,
        int? after = null,
        int limit = 100)
    {
        if (limit is < 1 or > Limits.Updates.HubsPerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Updates.HubsPerPage}.");
        }

        RolloutHubState? only = EnumWord.TryRead(state, out RolloutHubState known) ? known : null;
        if (state is not null && only is null)
        {
            return Problems.InvalidField("state", "must be a state of a hub in a rollout, such as refused.");
        }

        IReadOnlyList<RolloutHubView>? hubs = await rollouts.HubsAsync(
            ActorClaims.Require(user), number, only, after, limit, cancellationToken).ConfigureAwait(false);
        return hubs is null
            ? Problems.NotFound.Answer(NoRollout)
            : TypedResults.Ok(new Page<RolloutHubView>(
                hubs, hubs.Count < limit ? null : hubs[^1].Place.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> PlanAsync(
        RolloutOrder order, ClaimsPrincipal user, IRollouts rollouts, CancellationToken cancellationToken)
    {
        RolloutPlan plan = await rollouts.PlanAsync(ActorClaims.Require(user), order, cancellationToken)
            .ConfigureAwait(false);

        // What nobody could start is a plan too, as long as it can say of each hub why.
        return plan.Result == UpdateResult.Done || plan.Hubs.Count > 0
            ? TypedResults.Ok(plan)
            : Problems.InvalidFields(plan.Faults);
    }

    private static async Task<IResult> MakeAsync(
        RolloutOrder order, ClaimsPrincipal user, IRollouts rollouts, CancellationToken cancellationToken)
    {
        RolloutChange change = await rollouts.MakeAsync(ActorClaims.Require(user), order, cancellationToken)
            .ConfigureAwait(false);
        return change.Result == UpdateResult.Done
            ? TypedResults.Created((string?)null, change.Rollout)
            : Answer(change);
    }

    private static IResult Answer(RolloutChange change)
    {
        return change.Result switch
        {
            UpdateResult.NotFound => Problems.NotFound.Answer(NoRollout),
            UpdateResult.Invalid => Problems.InvalidFields(change.Faults),
            UpdateResult.NotYours => Problems.Forbidden.Answer(change.Sentence),
            UpdateResult.NotNow => Problems.NotInThisState.Answer(change.Sentence),
            _ => TypedResults.Ok(change.Rollout),
        };
    }
}
