// Calls and messages of a case, and the policy of recording, over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Channels;

/// <summary>Who is to be called.</summary>
/// <param name="Target">hub, homePhone, number or emergency.</param>
/// <param name="Number">The number for the target number.</param>
/// <param name="OperatorNumber">The operator's own phone; the one used last when absent.</param>
public sealed record CallRequest(CallTarget? Target, string? Number = null, string? OperatorNumber = null);

/// <summary>A tone to send.</summary>
/// <param name="Tone">clearDown, louder, softer, duplex, listen or speak.</param>
public sealed record ToneRequest(CallTone? Tone);

/// <summary>What came of speaking.</summary>
/// <param name="Result">spoken or silent.</param>
public sealed record SpeechRequest(SpeechResult? Result);

/// <summary>Maps calls.</summary>
internal static class CallEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Cases + "/{caseId:guid}").WithTags("Calls")
            .RequireAuthorization(Policies.See);
        group.MapGet("/messages", ListMessagesAsync)
            .WithName("listMessages")
            .WithSummary("A case's messages with the time of each stage")
            .Produces<Page<MessageView>>();
        group.MapGet("/calls", ListAsync)
            .WithName("listCalls")
            .WithSummary("A case's calls, newest first")
            .Produces<Page<CallView>>();
        Change(group.MapPost("/calls", StartAsync)).WithName("startCall")
            .WithSummary("Rings the operator's phone, then the home or a number, and connects them");
        Change(group.MapPost("/calls/{callId:guid}/end", EndAsync)).WithName("endCall").WithSummary("Ends a call");
        Change(group.MapPost("/calls/{callId:guid}/tones", SendToneAsync)).WithName("sendTone")
            .WithSummary("Louder, softer, listen, speak: sends a tone to the hub");
        Change(group.MapPost("/calls/{callId:guid}/speech", SetSpeechAsync)).WithName("setSpeech")
            .WithSummary("Whether somebody in the home was spoken with");

        RouteGroupBuilder recording = routes.MapGroup(ApiRoutes.Root + "/recording-policy").WithTags("Calls");
        recording.MapGet("", FindPolicy).RequireAuthorization(Policies.See)
            .WithName("getRecordingPolicy")
            .WithSummary("Whether calls are recorded")
            .Produces<RecordingPolicy>();
        recording.MapPut("", SetPolicyAsync).RequireAuthorization(Policies.PlanDispatch)
            .WithName("setRecordingPolicy")
            .WithSummary("Has calls recorded, or not")
            .Produces<RecordingPolicy>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder route)
    {
        return route.RequireAuthorization(Policies.HandleCases)
            .Produces<CallView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ListMessagesAsync(
        Guid caseId, ClaimsPrincipal user, IMessages messages, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<MessageView>(await messages.ListAsync(
            ActorClaims.Require(user), caseId, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> ListAsync(
        Guid caseId, ClaimsPrincipal user, ICalls calls, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<CallView>(await calls.ListAsync(
            ActorClaims.Require(user), caseId, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> StartAsync(
        Guid caseId, CallRequest request, ClaimsPrincipal user, ICalls calls, CancellationToken cancellationToken)
    {
        return request.Target is not { } target
            ? Problems.InvalidField("target", "must be hub, homePhone, number or emergency.")
            : Answer(await calls.StartAsync(
                ActorClaims.Require(user),
                caseId,
                new CallOrder(target, request.Number, request.OperatorNumber),
                cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> EndAsync(
        Guid caseId, Guid callId, ClaimsPrincipal user, ICalls calls, CancellationToken cancellationToken)
    {
        return Answer(await calls.EndAsync(ActorClaims.Require(user), caseId, callId, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> SendToneAsync(
        Guid caseId,
        Guid callId,
        ToneRequest request,
        ClaimsPrincipal user,
        ICalls calls,
        CancellationToken cancellationToken)
    {
        return request.Tone is not { } tone
            ? Problems.InvalidField("tone", "must be clearDown, louder, softer, duplex, listen or speak.")
            : Answer(await calls.SendToneAsync(ActorClaims.Require(user), caseId, callId, tone, cancellationToken)
                .ConfigureAwait(false));
    }

    private static async Task<IResult> SetSpeechAsync(
        Guid caseId,
        Guid callId,
        SpeechRequest request,
        ClaimsPrincipal user,
        ICalls calls,
        CancellationToken cancellationToken)
    {
        return request.Result is not (SpeechResult.Spoken or SpeechResult.Silent)
            ? Problems.InvalidField("result", "must be spoken or silent.")
            : Answer(await calls.SetSpeechAsync(
                ActorClaims.Require(user), caseId, callId, request.Result.Value, cancellationToken)
                .ConfigureAwait(false));
    }

    private static IResult Answer(CallChange change)
    {
        return change.Result switch
        {
            CallChangeResult.Done => TypedResults.Ok(change.Call),
            CallChangeResult.CaseClosed => Problems.AlreadyClosed.Answer("Nothing was changed."),
            CallChangeResult.NoNumber => Problems.InvalidField("number", "there is none: the home has none entered."),
            CallChangeResult.NoOperatorNumber => Problems.InvalidField("operatorNumber", "must be given once."),
            CallChangeResult.BadNumber => Problems.InvalidField("number", "must be such as +46701234567."),
            CallChangeResult.NotPossible => Problems.CallNotSteered.Answer(
                "The provider can't do it: press the key on the phone, or hang up."),
            CallChangeResult.Over => Problems.CallNotSteered.Answer("The call is over."),
            CallChangeResult.NoProvider => Problems.Unavailable.Answer("No provider connects calls at the moment."),
            _ => Problems.NotFound.Answer("The tenant has no such case or call."),
        };
    }

    private static RecordingPolicy FindPolicy(ClaimsPrincipal user, FleetStore store)
    {
        using StoreSession session = store.OpenSession();
        return RecordingPolicy.Find(session, ActorClaims.Require(user).TenantId);
    }

    private static async Task<IResult> SetPolicyAsync(
        RecordingPolicy request,
        ClaimsPrincipal user,
        FleetStore store,
        SteadyClock clock,
        ITenantLog log,
        CancellationToken cancellationToken)
    {
        if (request.RetentionDays is < 1 or > 3_650)
        {
            return Problems.InvalidField("retentionDays", "must be 1 to 3650.");
        }

        Actor actor = ActorClaims.Require(user);
        await store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                request.Save(session, actor, clock.UnixNow);
                log.Append(
                    session,
                    actor.TenantId,
                    "policy",
                    "recording",
                    "changed",
                    request.IsOn
                        ? $"calls are recorded and kept {request.RetentionDays} days"
                        : "calls are not recorded",
                    clock.UnixNow,
                    actor.UserId,
                    actor.DisplayName);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(request);
    }
}
