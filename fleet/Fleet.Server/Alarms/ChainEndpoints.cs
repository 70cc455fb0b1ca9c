// The escalation chains over HTTP.
using System.Collections.Generic;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Alarms;

/// <summary>A chain to put in force.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Reason">1 to 200 characters; kept, and in the municipality's log.</param>
public sealed record ChainRequest(EscalationChain? Chain, string? Reason);

/// <summary>Maps the chains, and whom cases can be handed to.</summary>
internal static class ChainEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Chains).WithTags("Chains")
            .RequireAuthorization(Policies.See);
        group.MapGet("/templates", static (IEscalationChains chains) => new Page<ChainTemplate>(chains.Templates))
            .WithName("listChainTemplates")
            .WithSummary("Chains to begin from")
            .Produces<Page<ChainTemplate>>();
        group.MapGet("/{kind}", FindAsync)
            .WithName("getChain")
            .WithSummary("The chain in force for a kind of case, with its version as ETag; version 0 is the default")
            .Produces<ChainView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{kind}/versions", VersionsAsync)
            .WithName("listChainVersions")
            .WithSummary("Every version of a chain, newest first")
            .Produces<Page<ChainView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPut("/{kind}", SetAsync)
            .RequireAuthorization(Policies.PlanDispatch)
            .WithName("setChain")
            .WithSummary("Puts a chain in force from the next step of every case on; honours If-Match")
            .Produces<ChainView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        routes.MapGet(ApiRoutes.Colleagues, ColleaguesAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithTags("Cases")
            .WithName("listColleagues")
            .WithSummary("Those who handle cases, to hand one to")
            .Produces<Page<Colleague>>();
    }

    private static async Task<IResult> FindAsync(
        string kind,
        ClaimsPrincipal user,
        IEscalationChains chains,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (Read(kind) is not { } known)
        {
            return UnknownKind();
        }

        ChainView view = await chains.FindAsync(ActorClaims.Require(user), known, cancellationToken)
            .ConfigureAwait(false);
        VersionTag.Write(context, view.Version);
        return TypedResults.Ok(view);
    }

    private static async Task<IResult> VersionsAsync(
        string kind, ClaimsPrincipal user, IEscalationChains chains, CancellationToken cancellationToken)
    {
        return Read(kind) is { } known
            ? TypedResults.Ok(new Page<ChainView>(await chains.VersionsAsync(
                ActorClaims.Require(user), known, cancellationToken).ConfigureAwait(false)))
            : UnknownKind();
    }

    private static async Task<IResult> SetAsync(
        string kind,
        ChainRequest request,
        ClaimsPrincipal user,
        IEscalationChains chains,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (Read(kind) is not { } known)
        {
            return UnknownKind();
        }

        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the chain.");
        }

        if (request.Chain is not { } chain)
        {
            return Problems.InvalidField("chain", "must be given.");
        }

        ChainChange change = await chains.SetAsync(
            ActorClaims.Require(user), known, chain, request.Reason ?? "", version, cancellationToken)
            .ConfigureAwait(false);
        if (change.Faults.Count > 0)
        {
            return Faulty(change.Faults);
        }

        VersionTag.Write(context, change.View!.Version);
        return change.IsStale
            ? Problems.Stale.Answer("The chain has another version than the one in If-Match.")
            : TypedResults.Ok(change.View);
    }

    private static async Task<IResult> ColleaguesAsync(
        ClaimsPrincipal user, IColleagues colleagues, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<Colleague>(await colleagues.ListAsync(
            ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static IResult Faulty(IReadOnlyList<ChainFault> faults)
    {
        return TypedResults.Problem(
            string.Join(" ", faults.Select(fault => $"{fault.Field}: {fault.Sentence}")),
            statusCode: Problems.Invalid.Status,
            title: Problems.Invalid.Title,
            type: Problems.Invalid.Type,
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = faults.GroupBy(fault => fault.Field).ToDictionary(
                    fields => fields.Key, fields => fields.Select(fault => fault.Sentence).ToArray()),
            });
    }

    private static CaseKind? Read(string kind)
    {
        return kind switch
        {
            "person" => CaseKind.Person,
            "technical" => CaseKind.Technical,
            "test" => CaseKind.Test,
            _ => null,
        };
    }

    private static IResult UnknownKind()
    {
        return Problems.InvalidField("kind", "must be person, technical or test.");
    }
}
