// Groups, rotas, policy, templates and problems over HTTP.
using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Dispatch;

/// <summary>A template's text; null puts the built-in one back.</summary>
/// <param name="Text">Up to 480 characters.</param>
public sealed record TemplateRequest(string? Text = null);

/// <summary>Maps dispatching.</summary>
public static class DispatchEndpoints
{
    private const string BadTag = "must be the ETag that was given with it.";

    /// <summary>Maps the end points.</summary>
    public static void MapDispatch(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/dispatch").WithTags("Dispatch");
        RouteGroupBuilder see = group.MapGroup("").RequireAuthorization(Policies.See);
        RouteGroupBuilder plan = group.MapGroup("").RequireAuthorization(Policies.PlanDispatch);
        MapGroups(see, plan);
        MapRotas(see, plan);
        MapPolicy(see, plan);
        see.MapGet("/problems", static async (
            ClaimsPrincipal user, IDispatchProblems problems, CancellationToken token) => new Page<DispatchProblem>(
                await problems.FindAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listDispatchProblems")
            .WithSummary("What would leave an alarm with nobody to tell");
        see.MapGet("/unmatched", static async (
            ClaimsPrincipal user, IDispatchProblems problems, CancellationToken token) => new Page<UnmatchedReply>(
                await problems.UnmatchedAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listUnmatchedReplies")
            .WithSummary("Replies that belong to no dispatch");
        routes.MapGet(ApiRoutes.Cases + "/{caseId:guid}/dispatch/messages", static async (
            Guid caseId, ClaimsPrincipal user, IDispatchHistory history, CancellationToken token) =>
                new Page<DispatchMessageView>(
                    await history.ListAsync(ActorClaims.Require(user), caseId, token).ConfigureAwait(false)))
            .RequireAuthorization(Policies.See)
            .WithTags("Dispatch")
            .WithName("listCaseMessages")
            .WithSummary("A case's messages with the time of each stage");
    }

    private static void MapGroups(RouteGroupBuilder see, RouteGroupBuilder plan)
    {
        see.MapGet("/groups", static async (
            ClaimsPrincipal user, IResponderGroups groups, CancellationToken token) => new Page<ResponderGroupView>(
                await groups.ListAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listGroups").WithSummary("The responder groups");
        see.MapGet("/groups/{id:guid}", static async (
            Guid id, ClaimsPrincipal user, IResponderGroups groups, HttpContext context, CancellationToken token) =>
                Found(context, await groups.FindAsync(ActorClaims.Require(user), id, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("getGroup").WithSummary("One responder group");
        plan.MapPost("/groups", static async (
            ResponderGroupEntry entry, ClaimsPrincipal user, IResponderGroups groups, HttpContext context,
            CancellationToken token) => Answer(context, await groups.AddAsync(
                ActorClaims.Require(user), entry, token).ConfigureAwait(false), static item => item.Version))
            .WithName("addGroup").WithSummary("Makes a responder group");
        plan.MapPut("/groups/{id:guid}", static async (
            Guid id, ResponderGroupEntry entry, ClaimsPrincipal user, IResponderGroups groups, HttpContext context,
            CancellationToken token) => !VersionTag.TryRead(context, out long? version)
                ? Problems.InvalidField("If-Match", BadTag)
                : Answer(context, await groups.ChangeAsync(
                    ActorClaims.Require(user), id, entry, version, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("putGroup").WithSummary("Writes a responder group anew");
        plan.MapPost("/groups/{id:guid}/recipients/{recipientId:guid}/numbers", static async (
            Guid id, Guid recipientId, NumberEntry entry, ClaimsPrincipal user, IResponderGroups groups,
            HttpContext context, CancellationToken token) => Answer(context, await groups.SetNumberAsync(
                ActorClaims.Require(user), id, recipientId, entry, token).ConfigureAwait(false),
                static item => item.Version))
            .WithName("setNumber").WithSummary("Changes a phone's number from a time on");
    }

    private static void MapRotas(RouteGroupBuilder see, RouteGroupBuilder plan)
    {
        see.MapGet("/rotas", static async (ClaimsPrincipal user, IRotas rotas, CancellationToken token) =>
            new Page<RotaView>(await rotas.ListAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listRotas").WithSummary("The rotas");
        see.MapGet("/rotas/{id:guid}", static async (
            Guid id, ClaimsPrincipal user, IRotas rotas, HttpContext context, CancellationToken token) =>
                Found(context, await rotas.FindAsync(ActorClaims.Require(user), id, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("getRota").WithSummary("One rota");
        see.MapGet("/duty", static async (
            ClaimsPrincipal user, IRotas rotas, CancellationToken token, DateTimeOffset? at = null) =>
                new Page<DutyView>(
                    await rotas.OnDutyAsync(ActorClaims.Require(user), at, token).ConfigureAwait(false)))
            .WithName("listDuty").WithSummary("Who is on duty by each rota, with the numbers in force");
        plan.MapPost("/rotas", static async (
            RotaEntry entry, ClaimsPrincipal user, IRotas rotas, HttpContext context, CancellationToken token) =>
                Answer(context, await rotas.AddAsync(ActorClaims.Require(user), entry, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("addRota").WithSummary("Makes a rota");
        plan.MapPut("/rotas/{id:guid}", static async (
            Guid id, RotaEntry entry, ClaimsPrincipal user, IRotas rotas, HttpContext context,
            CancellationToken token) => !VersionTag.TryRead(context, out long? version)
                ? Problems.InvalidField("If-Match", BadTag)
                : Answer(context, await rotas.ChangeAsync(
                    ActorClaims.Require(user), id, entry, version, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("putRota").WithSummary("Writes a rota anew");
        plan.MapDelete("/rotas/{id:guid}", static async (
            Guid id, ClaimsPrincipal user, IRotas rotas, HttpContext context, CancellationToken token) =>
                Answer(context, await rotas.RemoveAsync(ActorClaims.Require(user), id, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("removeRota").WithSummary("Removes a rota that no home uses");
    }

    private static void MapPolicy(RouteGroupBuilder see, RouteGroupBuilder plan)
    {
        see.MapGet("/policy", static async (
            ClaimsPrincipal user, IDispatchPolicies policies, HttpContext context, CancellationToken token) =>
                Found(context, await policies.FindAsync(ActorClaims.Require(user), token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("getDispatchPolicy").WithSummary("The policy in force");
        see.MapGet("/policy/versions", static async (
            ClaimsPrincipal user, IDispatchPolicies policies, CancellationToken token) =>
                new Page<DispatchPolicyView>(
                    await policies.HistoryAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listDispatchPolicies").WithSummary("All versions of the policy");
        plan.MapPut("/policy", static async (
            PolicyEntry entry, ClaimsPrincipal user, IDispatchPolicies policies, HttpContext context,
            CancellationToken token) => !VersionTag.TryRead(context, out long? version)
                ? Problems.InvalidField("If-Match", BadTag)
                : Answer(context, await policies.SetAsync(
                    ActorClaims.Require(user), entry, version, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("putDispatchPolicy").WithSummary("Sets the policy; a reason is needed and logged");
        see.MapGet("/templates", static async (
            ClaimsPrincipal user, IMessageTemplates templates, CancellationToken token) =>
                new Page<MessageTemplateView>(
                    await templates.ListAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listTemplates").WithSummary("The message templates");
        see.MapPost("/templates/{purpose}/lint", static async (
            string purpose, TemplateRequest request, ClaimsPrincipal user, IMessageTemplates templates,
            CancellationToken token) => PurposeOf(purpose) is not { } its
                ? NoSuchPurpose()
                : TypedResults.Ok(await templates.LintAsync(
                    ActorClaims.Require(user), its, request.Text ?? "", token).ConfigureAwait(false)))
            .Produces<TemplateLint>()
            .WithName("lintTemplate").WithSummary("Checks a template without writing it");
        plan.MapPut("/templates/{purpose}", static async (
            string purpose, TemplateRequest request, ClaimsPrincipal user, IMessageTemplates templates,
            HttpContext context, CancellationToken token) => PurposeOf(purpose) is not { } its ? NoSuchPurpose()
                : !VersionTag.TryRead(context, out long? version)
                ? Problems.InvalidField("If-Match", BadTag)
                : Answer(context, await templates.SetAsync(
                    ActorClaims.Require(user), its, request.Text, version, token).ConfigureAwait(false),
                    static item => item.Version))
            .WithName("putTemplate").WithSummary("Writes a template; one that breaks the policy is refused");
    }

    /// <summary>A purpose by the word that the interface calls it by, or by its name.</summary>
    private static TemplatePurpose? PurposeOf(string word)
    {
        return EnumWord.TryRead(word, out TemplatePurpose purpose) ? purpose : null;
    }

    private static IResult NoSuchPurpose()
    {
        return Problems.InvalidField("purpose", "is no purpose of a template; their list has them all.");
    }

    private static IResult Found<T>(HttpContext context, T? item, Func<T, long> version)
        where T : class
    {
        if (item is null)
        {
            return Problems.NotFound.Answer("The tenant has none with this id.");
        }

        VersionTag.Write(context, version(item));
        return TypedResults.Ok(item);
    }

    private static IResult Answer<T>(HttpContext context, DispatchChange<T> change, Func<T, long> version)
        where T : class
    {
        if (change.Item is not null)
        {
            VersionTag.Write(context, version(change.Item));
        }

        return change.Result switch
        {
            DispatchChangeResult.Done => TypedResults.Ok(change.Item),
            DispatchChangeResult.Invalid => Problems.InvalidFields(change.Faults),
            DispatchChangeResult.Stale => Problems.Stale.Answer("It has another version than the one in If-Match."),
            DispatchChangeResult.LeavesGap => Several(Problems.LeavesGap, change.Problems),
            DispatchChangeResult.AgainstPolicy => Several(Problems.AgainstPolicy, change.Problems),
            _ => Problems.NotFound.Answer("The tenant has none with this id."),
        };
    }

    private static IResult Several(ProblemKind kind, IReadOnlyList<DispatchProblem> problems)
    {
        return Problems.Answer(kind, $"{problems[0].Name}: {problems[0].Sentence}", "problems", problems);
    }
}
