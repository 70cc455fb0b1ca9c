// Homes' rules over HTTP.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Programming.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Programming;

/// <summary>New rules for a home.</summary>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="Document">The rules, all of them.</param>
/// <param name="CaseNumber">The case that the change answers; null for none.</param>
public sealed record SetRulesRequest(string? Comment, RuleSetEntry? Document, long? CaseNumber = null);

/// <summary>Which version's rules to take again.</summary>
/// <param name="Version">The version.</param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="CaseNumber">The case that the change answers; null for none.</param>
public sealed record RestoreRulesRequest(long Version, string? Comment, long? CaseNumber = null);

/// <summary>Maps homes' rules.</summary>
public static class RuleEndpoints
{
    private const string NoTag = "must be the ETag that was given with the rules, so that you change what you saw.";
    private const string Swedish = "sv";
    private const string English = "en";
    private const string NoHub = "The tenant has no hub with this id.";
    private const string NoVersion = "The hub has no such version.";

    /// <summary>Maps the end points.</summary>
    public static void MapProgramming(this IEndpointRouteBuilder routes)
    {
        SettingsEndpoints.Map(routes);
        LevelEndpoints.Map(routes);
        CampaignEndpoints.Map(routes);
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs + "/{hubId}/rules")
            .WithTags("Rules")
            .RequireAuthorization(Policies.SeeHomes);
        MapReading(group);
        group.MapPost("/check", Check)
            .WithName("checkRules")
            .WithSummary("Looks through rules without keeping them: faults with their places, and bytes used")
            .Produces<RulesCheck>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Change(group.MapPut("", SetAsync))
            .WithName("setRules")
            .WithSummary("Makes a new version of the home's rules and sends it to the hub");
        Change(group.MapPost("/restore", RestoreAsync))
            .WithName("restoreRules")
            .WithSummary("Makes a new version that says what an earlier one said");
    }

    private static void MapReading(RouteGroupBuilder group)
    {
        group.MapGet("", FindAsync)
            .WithName("getRules")
            .WithSummary("The home's rules: what is wanted, how far it has come, what is in force")
            .Produces<RulesView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/versions", VersionsAsync)
            .WithName("listRulesVersions")
            .WithSummary("All versions of the home's rules, newest first, without their documents")
            .Produces<Page<RulesVersionView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/versions/{version:long}", FindVersionAsync)
            .WithName("getRulesVersion")
            .WithSummary("One version with its document")
            .Produces<RulesVersionView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/diff", CompareAsync)
            .WithName("compareRules")
            .WithSummary("What differs between two versions, rule by rule and field by field")
            .Produces<RulesDifference>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/changes", ChangesAsync)
            .WithName("listRuleChanges")
            .WithSummary("The last changes of each rule with old and new values, who, when and why; by rule")
            .Produces<Page<RuleHistoryEntry>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/summary", SummaryAsync)
            .WithName("getRulesSummary")
            .WithSummary("The newest rules in plain words, and what is odd about them")
            .Produces<RulesSummary>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/templates", static (IHubRules rules) => new Page<RuleTemplateView>(rules.Templates))
            .WithName("listRuleTemplates")
            .WithSummary("The rules of the general plan, to begin from");
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder builder)
    {
        return builder.RequireAuthorization(Policies.DecideSettings)
            .Produces<RulesVersionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> FindAsync(
        string hubId, ClaimsPrincipal user, IHubRules rules, HttpContext context, CancellationToken cancellationToken)
    {
        RulesView? view = await rules.FindAsync(ActorClaims.Require(user), hubId, cancellationToken)
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
        SetRulesRequest request,
        ClaimsPrincipal user,
        IHubRules rules,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        if (request.Document is not { } document)
        {
            return Problems.InvalidField("document", "must be given.");
        }

        var cause = new ChangeCause(request.Comment ?? "", request.CaseNumber);
        return Answer(context, NoHub, await rules.SetAsync(
            ActorClaims.Require(user), hubId, document, cause, seen.Value, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> RestoreAsync(
        string hubId,
        RestoreRulesRequest request,
        ClaimsPrincipal user,
        IHubRules rules,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? seen) || seen is null)
        {
            return Problems.InvalidField("If-Match", NoTag);
        }

        var cause = new ChangeCause(request.Comment ?? "", request.CaseNumber);
        return Answer(context, NoVersion, await rules.RestoreAsync(
            ActorClaims.Require(user), hubId, request.Version, cause, seen.Value, cancellationToken)
            .ConfigureAwait(false));
    }

    private static IResult Answer(HttpContext context, string notFound, RulesChange change)
    {
        switch (change.Result)
        {
            case RulesResult.NotFound:
                return Problems.NotFound.Answer(notFound);
            case RulesResult.Invalid:
                return Problems.InvalidFields(change.Faults);
            case RulesResult.Stale:
                VersionTag.Write(context, change.Newest?.Version ?? 0);
                return TypedResults.Problem(
                    "Somebody has changed the rules since the version in If-Match. Both are here: seen and newest.",
                    statusCode: Problems.Stale.Status,
                    title: Problems.Stale.Title,
                    type: Problems.Stale.Type,
                    extensions: new Dictionary<string, object?>
                    {
                        ["seen"] = change.Seen,
                        ["newest"] = change.Newest,
                    });
            default:
                VersionTag.Write(context, change.Newest!.Version);
                return TypedResults.Ok(change.Newest);
        }
    }

    private static async Task<IResult> VersionsAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubRules rules,
        CancellationToken cancellationToken,
        long? after = null,
        int limit = 50)
    {
        if (limit is < 1 or > Limits.Programming.VersionsPerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Programming.VersionsPerPage}.");
        }

        IReadOnlyList<RulesVersionView>? versions = await rules.VersionsAsync(
            ActorClaims.Require(user), hubId, after, limit, cancellationToken).ConfigureAwait(false);
        if (versions is null)
        {
            return Problems.NotFound.Answer(NoHub);
        }

        string? next = versions.Count < limit
            ? null
            : versions[^1].Version.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(new Page<RulesVersionView>(versions, next));
    }

    private static async Task<IResult> FindVersionAsync(
        string hubId, long version, ClaimsPrincipal user, IHubRules rules, CancellationToken cancellationToken)
    {
        RulesVersionView? found = await rules.FindVersionAsync(
            ActorClaims.Require(user), hubId, version, cancellationToken).ConfigureAwait(false);
        return found is null ? Problems.NotFound.Answer(NoVersion) : TypedResults.Ok(found);
    }

    private static async Task<IResult> CompareAsync(
        string hubId, long from, long to, ClaimsPrincipal user, IHubRules rules, CancellationToken cancellationToken)
    {
        RulesDifference? difference = await rules.CompareAsync(
            ActorClaims.Require(user), hubId, from, to, cancellationToken).ConfigureAwait(false);
        return difference is null ? Problems.NotFound.Answer(NoVersion) : TypedResults.Ok(difference);
    }

    private static async Task<IResult> ChangesAsync(
        string hubId, ClaimsPrincipal user, IHubRules rules, CancellationToken cancellationToken)
    {
        IReadOnlyList<RuleHistory>? changes = await rules.ChangesAsync(
            ActorClaims.Require(user), hubId, cancellationToken).ConfigureAwait(false);
        return changes is null
            ? Problems.NotFound.Answer(NoHub)
            : TypedResults.Ok(new Page<RuleHistoryEntry>([.. changes.SelectMany(one => one.Changes)]));
    }

    private static async Task<IResult> SummaryAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubRules rules,
        IRuleSummaries summaries,
        CancellationToken cancellationToken,
        string language = Swedish)
    {
        if (!IsSpoken(language))
        {
            return NoLanguage();
        }

        RulesView? view = await rules.FindAsync(ActorClaims.Require(user), hubId, cancellationToken)
            .ConfigureAwait(false);
        return view is null
            ? Problems.NotFound.Answer(NoHub)
            : TypedResults.Ok(summaries.Of(
                view.Newest?.Document ?? new RuleSetEntry(), CultureInfo.GetCultureInfo(language)));
    }

    private static IResult Check(
        string hubId, RuleSetEntry document, IHubRules rules, IRuleSummaries summaries, string language = Swedish)
    {
        if (!IsSpoken(language))
        {
            return NoLanguage();
        }

        RulesCheck check = rules.Check(document, "");
        return TypedResults.Ok(check.IsValid
            ? check with { Summary = summaries.Of(document, CultureInfo.GetCultureInfo(language)) }
            : check);
    }

    private static bool IsSpoken(string language)
    {
        return language is Swedish or English;
    }

    private static ProblemHttpResult NoLanguage()
    {
        return Problems.InvalidField("language", $"must be {Swedish} or {English}.");
    }
}
