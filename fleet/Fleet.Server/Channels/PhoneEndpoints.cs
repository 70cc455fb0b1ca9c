// The simulated phones over HTTP, for tests and the command line.
using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Channels;

/// <summary>How a phone is to be.</summary>
/// <param name="Name">What it is called; unchanged when absent.</param>
/// <param name="Condition">on, off, noCoverage, speaks, silentHome or refused; unchanged when absent.</param>
public sealed record PhoneRequest(string? Name = null, PhoneCondition? Condition = null);

/// <summary>A message from the phone.</summary>
/// <param name="Text">1 to 640 characters.</param>
public sealed record ReplyRequest(string? Text);

/// <summary>A key to press.</summary>
/// <param name="Digit">0 to 9.</param>
public sealed record DigitRequest(string? Digit);

/// <summary>Maps the simulated phones.</summary>
internal static class PhoneEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/phones").WithTags("Phones")
            .RequireAuthorization(Policies.See);
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetService(typeof(IPhones)) is IPhones { IsInUse: true }
                ? await next(context).ConfigureAwait(false)
                : Problems.NotFound.Answer("The simulator is not among the providers."));
        group.MapGet("", ListAsync).WithName("listPhones").WithSummary("The simulated phones")
            .Produces<Page<PhoneView>>();
        group.MapPut("/{number}", SetAsync).WithName("setPhone").WithSummary("Makes a phone, or says how it is")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/{number}/messages", ReplyAsync).WithName("replyFromPhone").WithSummary("Sends from a phone")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{number}/read", MarkReadAsync).WithName("readPhone").WithSummary("Marks messages as seen")
            .Produces(StatusCodes.Status204NoContent);
        group.MapPost("/calls/{callId:guid}/answer", AnswerAsync).WithName("answerPhone").WithSummary("Answers a call")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/calls/{callId:guid}/press", PressAsync).WithName("pressOnPhone").WithSummary("Presses a key")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/calls/{callId:guid}/hang-up", HangUpAsync).WithName("hangUpPhone")
            .WithSummary("Declines or hangs up")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        IReadOnlyList<PhoneView> list = await phones.ListAsync(ActorClaims.Require(user), cancellationToken)
            .ConfigureAwait(false);
        return TypedResults.Ok(new Page<PhoneView>(list));
    }

    private static async Task<IResult> SetAsync(
        string number, PhoneRequest request, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        return await phones.SetAsync(
            ActorClaims.Require(user), number, request.Name, request.Condition, cancellationToken).ConfigureAwait(false)
            ? TypedResults.NoContent()
            : Problems.InvalidField(
                "number",
                $"must be such as +46701234567, and the name at most {Limits.Channels.PhoneNameLength} characters.");
    }

    private static async Task<IResult> ReplyAsync(
        string number, ReplyRequest request, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        if (request.Text is not { Length: > 0 and <= Limits.Channels.TextLength } text)
        {
            return Problems.InvalidField("text", $"must have 1 to {Limits.Channels.TextLength} characters.");
        }

        return Answer(await phones.ReplyAsync(ActorClaims.Require(user), number, text, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> MarkReadAsync(
        string number, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        await phones.MarkReadAsync(ActorClaims.Require(user), number, cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AnswerAsync(
        Guid callId, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        return Answer(await phones.AnswerAsync(ActorClaims.Require(user), callId, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> PressAsync(
        Guid callId, DigitRequest request, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        if (request.Digit is not { Length: 1 } digit || !char.IsAsciiDigit(digit[0]))
        {
            return Problems.InvalidField("digit", "must be 0 to 9.");
        }

        return Answer(await phones.PressAsync(ActorClaims.Require(user), callId, digit[0], cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> HangUpAsync(
        Guid callId, ClaimsPrincipal user, IPhones phones, CancellationToken cancellationToken)
    {
        return Answer(await phones.HangUpAsync(ActorClaims.Require(user), callId, cancellationToken)
            .ConfigureAwait(false));
    }

    private static IResult Answer(bool isDone)
    {
        return isDone ? TypedResults.NoContent() : Problems.NotFound.Answer(
            "There is no such phone or call, or it is off, out of coverage or over.");
    }
}
