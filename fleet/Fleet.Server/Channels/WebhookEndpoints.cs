// Where providers post replies, delivery reports and news of calls.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Channels;

/// <summary>Maps the webhooks. What is posted is kept before it is answered.</summary>
internal static class WebhookEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(ApiRoutes.Root + "/channels/{provider}/{secret}/{what}", ["GET", "POST"], TakeAsync)
            .WithTags("Channels")
            .WithName("takeWebhook")
            .WithSummary("A provider's reply (sms), delivery report (delivery) or news of a call (call)")
            .AllowAnonymous()
            .DisableAntiforgery()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> TakeAsync(
        string provider,
        string secret,
        string what,
        HttpContext context,
        WebhookGuard guard,
        ChannelIntake intake,
        CancellationToken cancellationToken)
    {
        if (what is not ("sms" or "delivery" or "call")
            || guard.Find(provider, secret, context.Connection.RemoteIpAddress) is not { } source)
        {
            return Problems.NotFound.Answer("There is no such webhook.");
        }

        if (!guard.TryCount(provider))
        {
            return Problems.TooMany.Answer("Too many posts in a second.");
        }

        Dictionary<string, string>? fields = await WebhookFields.ReadAsync(context.Request, cancellationToken)
            .ConfigureAwait(false);
        if (fields is null)
        {
            return Problems.Invalid.Answer(
                $"The body must be a form or a JSON object with at most {Limits.Channels.WebhookFields} fields.");
        }

        WebhookNews news = source.Read(what, fields);
        switch (news)
        {
            case WebhookFault fault:
                return Problems.InvalidField(fault.Field, fault.Sentence);
            case CallNews call:
                CallPlan? plan = await intake.FindPlanAsync(call.CallId, cancellationToken).ConfigureAwait(false);
                if (plan is null)
                {
                    return Problems.NotFound.Answer("There is no such call.");
                }

                await intake.TakeAsync(provider, news, cancellationToken).ConfigureAwait(false);
                return source.Answer(call, plan) is { } action
                    ? TypedResults.Text(action, "application/json")
                    : TypedResults.NoContent();
            default:
                await intake.TakeAsync(provider, news, cancellationToken).ConfigureAwait(false);
                return TypedResults.NoContent();
        }
    }
}
