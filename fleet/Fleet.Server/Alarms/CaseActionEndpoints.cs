// What people decide about cases, over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Alarms;

/// <summary>Maps one end point per action; each honours If-Match and answers with the case.</summary>
internal static class CaseActionEndpoints
{
    /// <summary>Maps the end points below a case.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("", EnterAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("enterCase")
            .WithSummary("Enters a case that no hub raised: a phone call, SOS Alarm; the signed-in person owns it")
            .Produces<AlarmCaseView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        Describe(group.MapPost("/{caseId:guid}/claim", ClaimAsync), "claimCase",
            "Makes the signed-in person the owner, or confirms that they are");
        Add<ReleaseCase>(group, "release", "releaseCase", "Gives a case back to its queue");
        Add<HandOverCase>(group, "handover", "handOverCase", "Hands a case to a colleague or a queue");
        Add<NoteSpeech>(group, "speech", "noteSpeech", "What came of speaking with the home");
        Add<AskForTest>(
            group, "ask-test", "askForTest", "The home has been asked for a test alarm; without one it is visited");
        Add<DispatchCase>(group, "dispatch", "dispatchCase", "Tells the home's responders on duty, or a group");
        Add<AcceptByPhone>(group, "accept", "acceptByPhone", "A responder said by phone that they go");
        Add<DeclineByPhone>(group, "decline", "declineByPhone", "A responder said by phone that they cannot go");
        Add<CheckInResponder>(
            group, "check-in", "checkInResponder", "A responder is there, by another proof than the hub");
        Add<CheckOutResponder>(
            group, "check-out", "checkOutResponder", "A responder is done, by another proof than the hub");
        Add<RemarkCase>(group, "remarks", "remarkCase", "Writes a line into the log");
        Add<CallEmergencyServices>(group, "emergency-call", "callEmergencyServices", "Notes that 112 was called");
        Add<SetOccupants>(group, "occupants", "setOccupants", "Who of those living in the home it is about");
        Add<CloseCase>(group, "close", "closeCase", "Closes a case that the signed-in person owns");
        Add<ReopenCase>(group, "reopen", "reopenCase", "Opens a closed case again");
        Add<MergeCase>(group, "merge", "mergeCase", "Puts the case's presses into another one and closes it");
        Add<LinkCase>(group, "links", "linkCase", "Links two cases that belong together");
        Describe(
            group.MapDelete("/{caseId:guid}/links/{otherCaseId:guid}", static (
                Guid caseId,
                Guid otherCaseId,
                ClaimsPrincipal user,
                AlarmCases cases,
                HttpContext context,
                CancellationToken cancellationToken) =>
                RunAsync(caseId, new UnlinkCase(otherCaseId), user, cases, context, cancellationToken)),
            "unlinkCase",
            "Takes a link away");
    }

    private static void Add<TAction>(RouteGroupBuilder group, string path, string name, string summary)
        where TAction : CaseAction
    {
        Describe(
            group.MapPost("/{caseId:guid}/" + path, static (
                Guid caseId,
                TAction action,
                ClaimsPrincipal user,
                AlarmCases cases,
                HttpContext context,
                CancellationToken cancellationToken) =>
                RunAsync(caseId, action, user, cases, context, cancellationToken)),
            name,
            summary);
    }

    private static void Describe(RouteHandlerBuilder route, string name, string summary)
    {
        route.RequireAuthorization(Policies.HandleCases)
            .WithName(name)
            .WithSummary(summary + "; honours If-Match")
            .Produces<AlarmCaseView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static Task<IResult> ClaimAsync(
        Guid caseId, ClaimsPrincipal user, AlarmCases cases, HttpContext context, CancellationToken cancellationToken)
    {
        return RunAsync(caseId, new ClaimCase(), user, cases, context, cancellationToken);
    }

    private static async Task<IResult> EnterAsync(
        EnterCase entry,
        ClaimsPrincipal user,
        AlarmCases cases,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        return CaseActionRules.Fault(entry) is { } fault
            ? Problems.InvalidField(fault.Field, fault.Sentence)
            : Answer(context, await cases.EnterAsync(ActorClaims.Require(user), entry, cancellationToken)
                .ConfigureAwait(false));
    }

    private static async Task<IResult> RunAsync(
        Guid caseId,
        CaseAction action,
        ClaimsPrincipal user,
        AlarmCases cases,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (!VersionTag.TryRead(context, out long? version))
        {
            return Problems.InvalidField("If-Match", "must be the ETag of the case.");
        }

        TimeProvider time = (TimeProvider)context.RequestServices.GetService(typeof(TimeProvider))!;
        return CaseActionRules.Fault(action, time.GetUtcNow()) is { } fault
            ? Problems.InvalidField(fault.Field, fault.Sentence)
            : Answer(context, await cases.ChangeAsync(
                ActorClaims.Require(user), caseId, action, version, cancellationToken).ConfigureAwait(false));
    }

    private static IResult Answer(HttpContext context, CaseChange change)
    {
        if (change.Case is not null)
        {
            VersionTag.Write(context, change.Case.Version);
        }

        return change.Result switch
        {
            CaseChangeResult.Done => TypedResults.Ok(change.Case),
            CaseChangeResult.OwnedByAnother => Problems.OwnedByAnother.Answer(
                $"{change.Case!.OwnerName ?? change.Case.ResponderName ?? "Somebody else"} owns the case."),
            CaseChangeResult.NotClaimed => Problems.NotClaimed.Answer("Claim the case first."),
            CaseChangeResult.AlreadyClosed => Problems.AlreadyClosed.Answer("Nothing was changed."),
            CaseChangeResult.Stale => Problems.Stale.Answer("The case has another version than the one in If-Match."),
            CaseChangeResult.MustDispatch => Problems.MustDispatch.Answer(
                "Nobody in the home was spoken with. Dispatch the case, then close it."),
            CaseChangeResult.NotDispatched => Problems.NotDispatched.Answer("Dispatch the case first."),
            CaseChangeResult.AlreadyAccepted => Problems.AlreadyAccepted.Answer(
                $"{change.Case!.ResponderName} has it, and must decline first."),
            CaseChangeResult.NobodyToTell => Problems.NobodyToTell.Answer(
                "No phone could be found; the case's log says why. Name another group, or phone somebody."),
            CaseChangeResult.AnotherIsOpen => Problems.AnotherIsOpen.Answer(
                $"Go on with the open case{Number(change)}."),
            CaseChangeResult.TooLate => Problems.TooLate.Answer(
                $"A case is opened again at most {Limits.Cases.Reopens} times, within {Limits.Cases.ReopenDays} days."),
            CaseChangeResult.NotClosed => Problems.NotClosed.Answer("Only a closed case is opened again."),
            CaseChangeResult.NotTested => Problems.NotTested.Answer(
                "Have a test alarm made from the home, then close."),
            CaseChangeResult.NoLoss => Problems.NoLoss.Answer(
                "A test alarm is asked for while a hub is away, a trigger is not heard or a silent test is missing."),
            CaseChangeResult.AlreadyDispatched => Problems.AlreadyDispatched.Answer("Somebody is told to go there."),
            CaseChangeResult.KindsDiffer => Problems.KindsDiffer.Answer(
                "Person, technical and test cases are not merged with each other. Link them instead."),
            CaseChangeResult.OtherNotFound => Problems.NotFound.Answer(
                "The tenant has no such other case, colleague or hub."),
            CaseChangeResult.Full => Problems.Full.Answer(
                $"A case is linked with at most {Limits.Cases.Links} others."),
            _ => CaseEndpoints.NotFound(),
        };
    }

    private static string Number(CaseChange change)
    {
        return change.Case is { State: not CaseState.Closed } open
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {open.CaseNumber}")
            : "";
    }
}
