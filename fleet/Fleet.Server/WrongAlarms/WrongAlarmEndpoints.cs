// Wrong alarms over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.WrongAlarms;

/// <summary>Why an alarm is called wrong.</summary>
/// <param name="Reason">badSetting, badPlacement or other.</param>
/// <param name="Comment">Up to 500 characters, without personal data.</param>
public sealed record MarkRequest(WrongAlarmCause Reason = WrongAlarmCause.Other, string? Comment = null);

/// <summary>What was decided.</summary>
/// <param name="Decision">1 to 2,000 characters, without personal data.</param>
/// <param name="Change">The change that answers it; null when nothing was changed.</param>
public sealed record DecideRequest(string? Decision, SettingChange? Change = null);

/// <summary>Maps wrong alarms.</summary>
public static class WrongAlarmEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapWrongAlarms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(ApiRoutes.Cases + "/{caseId:guid}/wrong-alarm", MarkAsync)
            .WithTags("Wrong alarms")
            .RequireAuthorization(Policies.MarkWrongAlarms)
            .WithName("markWrongAlarm")
            .WithSummary("Calls an alarm wrong; it reaches the alarm-responsible person")
            .Produces<WrongAlarmView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/wrong-alarms")
            .WithTags("Wrong alarms")
            .RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listWrongAlarms")
            .WithSummary("New and ongoing ones; or the archive")
            .Produces<Page<WrongAlarmView>>();
        group.MapGet("/counts", CountsAsync)
            .WithName("countWrongAlarms")
            .WithSummary("Alarms, wrong ones and changes for each sensor in a period")
            .Produces<Page<SensorCount>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/changes", ChangesAsync)
            .WithName("listSettingChanges")
            .WithSummary("The changes made to a sensor, newest first")
            .Produces<Page<SettingChangeView>>();
        group.MapPost("/{wrongAlarmId:guid}/take-up", TakeUpAsync)
            .RequireAuthorization(Policies.DecideSettings)
            .WithName("takeUpWrongAlarm")
            .WithSummary("Somebody looks at it; honours If-Match")
            .Produces<WrongAlarmView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/{wrongAlarmId:guid}/decide", DecideAsync)
            .RequireAuthorization(Policies.DecideSettings)
            .WithName("decideWrongAlarm")
            .WithSummary("Decides, with the change that answers it; honours If-Match")
            .Produces<WrongAlarmView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> MarkAsync(
        Guid caseId,
        MarkRequest request,
        ClaimsPrincipal user,
        IWrongAlarms wrongAlarms,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        string comment = (request.Comment ?? "").Trim();
        return comment.Length > Limits.Technical.NoteLength
            ? Problems.InvalidField("comment", $"must have at most {Limits.Technical.NoteLength} characters.")
            : Answer(context, await wrongAlarms.MarkAsync(
                ActorClaims.Require(user), caseId, request.Reason, comment, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IWrongAlarms wrongAlarms, CancellationToken cancellationToken, bool archive = false)
    {
        return TypedResults.Ok(new Page<WrongAlarmView>(await wrongAlarms.ListAsync(
            ActorClaims.Require(user), archive, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> CountsAsync(
        ClaimsPrincipal user,
        IWrongAlarms wrongAlarms,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        return to <= from
            ? Problems.InvalidField("to", "must be after from.")
            : TypedResults.Ok(new Page<SensorCount>(await wrongAlarms.CountsAsync(
                ActorClaims.Require(user), from, to, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> ChangesAsync(
        ClaimsPrincipal user,
        IWrongAlarms wrongAlarms,
        string hub,
        long trigger,
        CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<SettingChangeView>(await wrongAlarms.ChangesAsync(
            ActorClaims.Require(user), hub, trigger, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> TakeUpAsync(
        Guid wrongAlarmId,
        ClaimsPrincipal user,
        IWrongAlarms wrongAlarms,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        return VersionTag.TryRead(context, out long? version)
            ? Answer(context, await wrongAlarms.TakeUpAsync(
                ActorClaims.Require(user), wrongAlarmId, version, cancellationToken).ConfigureAwait(false))
            : Problems.InvalidField("If-Match", "must be the ETag of the wrong alarm.");
    }

    private static async Task<IResult> DecideAsync(
        Guid wrongAlarmId,
        DecideRequest request,
        ClaimsPrincipal user,
        IWrongAlarms wrongAlarms,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the wrong alarm.");
        }

        string decision = (request.Decision ?? "").Trim();
        if (decision.Length is 0 or > Limits.Technical.TextLength)
        {
            return Problems.InvalidField("decision", $"must have 1 to {Limits.Technical.TextLength} characters.");
        }

        if (request.Change is { } change && !IsGood(change))
        {
            return Problems.InvalidField(
                "change",
                $"setting and newValue must be given; each has at most {Limits.Technical.NoteLength} characters.");
        }

        return Answer(context, await wrongAlarms.DecideAsync(
            ActorClaims.Require(user), wrongAlarmId, decision, request.Change, version, cancellationToken)
            .ConfigureAwait(false));
    }

    private static bool IsGood(SettingChange change)
    {
        return change is { Setting.Length: > 0 and <= Limits.Technical.NoteLength }
            and { OldValue.Length: <= Limits.Technical.NoteLength }
            and { NewValue.Length: > 0 and <= Limits.Technical.NoteLength }
            and { Comment.Length: <= Limits.Technical.NoteLength };
    }

    private static IResult Answer(HttpContext context, WrongAlarmChange change)
    {
        if (change.WrongAlarm is not null)
        {
            VersionTag.Write(context, change.WrongAlarm.Version);
        }

        return change.Result switch
        {
            WrongAlarmResult.Done => TypedResults.Ok(change.WrongAlarm),
            WrongAlarmResult.AlreadyDone => Problems.AlreadyDone.Answer("It is decided and in the archive."),
            WrongAlarmResult.Stale => Problems.Stale.Answer("It has another version than the one in If-Match."),
            _ => Problems.NotFound.Answer("The tenant has no such person case or wrong alarm."),
        };
    }
}
