// The responder's desk over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Dispatch;

/// <summary>A one-time link's token: in the body, so that no log of addresses holds it.</summary>
/// <param name="Token">What follows /r/ in the link.</param>
public sealed record LinkRequest(string? Token = null);

/// <summary>Maps the responder's desk.</summary>
public static class RespondEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapRespond(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/respond")
            .WithTags("Respond")
            .RequireAuthorization(Policies.Respond);
        group.MapGet("/cases", static async (ClaimsPrincipal user, IResponderDesk desk, CancellationToken token) =>
            new Page<DeskCase>(await desk.ListAsync(ActorClaims.Require(user), token).ConfigureAwait(false)))
            .WithName("listDeskCases").WithSummary("The open cases of the signed-in responder's groups");
        group.MapPost("/open", static async (
            LinkRequest link, ClaimsPrincipal user, IResponderDesk desk, HttpContext context,
            CancellationToken token) => Answer(context, await desk.OpenAsync(
                ActorClaims.Require(user), link.Token ?? "", token).ConfigureAwait(false)))
            .WithName("openLink").WithSummary("Opens a one-time link; the first who does is the only one who may");
        group.MapGet("/cases/{caseId:guid}", static async (
            Guid caseId, ClaimsPrincipal user, IResponderDesk desk, HttpContext context, CancellationToken token) =>
                Answer(context, await desk.FindAsync(ActorClaims.Require(user), caseId, token)
                    .ConfigureAwait(false)))
            .WithName("getDeskCase").WithSummary("A case with its home; the look is logged");
        Map(group, "accept", "Takes the case", static (desk, actor, id, token) => desk.AcceptAsync(actor, id, token));
        Map(group, "decline", "Does not take it",
            static (desk, actor, id, token) => desk.DeclineAsync(actor, id, token));
        Map(group, "check-in", "Is there", static (desk, actor, id, token) => desk.CheckInAsync(actor, id, token));
        Map(group, "check-out", "Is done", static (desk, actor, id, token) => desk.CheckOutAsync(actor, id, token));
        Map(group, "wrong-alarm", "Says that it was a wrong alarm",
            static (desk, actor, id, token) => desk.MarkWrongAlarmAsync(actor, id, token));
    }

    private static void Map(
        RouteGroupBuilder group,
        string what,
        string summary,
        Func<IResponderDesk, Actor, Guid, CancellationToken, Task<DeskAnswer>> move)
    {
        group.MapPost("/cases/{caseId:guid}/" + what, async (
            Guid caseId, ClaimsPrincipal user, IResponderDesk desk, HttpContext context, CancellationToken token) =>
                Answer(context, await move(desk, ActorClaims.Require(user), caseId, token).ConfigureAwait(false)))
            .WithName("respond-" + what)
            .WithSummary(summary);
    }

    private static IResult Answer(HttpContext context, DeskAnswer answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return answer.Result switch
        {
            DeskResult.Done => TypedResults.Ok(answer.Details),
            DeskResult.Expired => Problems.LinkExpired.Answer("The case is closed, or the link's time is over."),
            DeskResult.BoundToAnother => Problems.LinkOfAnother.Answer("Somebody else opened the link first."),
            DeskResult.TakenByAnother => Problems.TakenByAnother.Answer(
                $"{answer.Details?.Case.AcceptedBy} has the case."),
            DeskResult.TooMany => Problems.TooMany.Answer("Too many links that are none; wait and try again."),
            DeskResult.NotNow => Problems.NotNow.Answer("The case is in another state."),
            _ => Problems.NotFound.Answer("None of your groups was told about such a case."),
        };
    }
}
