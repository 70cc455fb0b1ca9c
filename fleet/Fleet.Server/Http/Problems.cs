// The errors the HTTP interface answers with, as problem details (RFC 9457) with stable types.
using System.Collections.Generic;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Server.Http;

/// <summary>A kind of error. The type is <c>/problems/{code}</c>, a page of the server that explains it.</summary>
/// <param name="Code">Never changes its meaning.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it is, in few words.</param>
public sealed record ProblemKind(string Code, int Status, string Title)
{
    /// <summary>The type of the problem details.</summary>
    public string Type => ApiRoutes.Problems + "/" + Code;

    /// <summary>The answer.</summary>
    public ProblemHttpResult Answer(string detail)
    {
        return TypedResults.Problem(detail, statusCode: Status, title: Title, type: Type);
    }
}

/// <summary>The kinds of errors.</summary>
public static class Problems
{
    /// <summary>The request has a fault; <c>errors</c> names the fields.</summary>
    public static readonly ProblemKind Invalid = new("invalid-request", 400, "The request is not valid");

    /// <summary>An install code has a fault of its own; nothing was sent to any hub.</summary>
    public static readonly ProblemKind MistypedCode =
        new("mistyped-install-code", 400, "The install code is mistyped");

    /// <summary>Nobody is signed in, or the token has expired.</summary>
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "Sign in first");

    /// <summary>User name or password is wrong.</summary>
    public static readonly ProblemKind SignInRefused = new("sign-in-refused", 401, "User name or password is wrong");

    /// <summary>The role does not allow it.</summary>
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The role does not allow this");

    /// <summary>There is no such thing in the tenant.</summary>
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such thing");

    /// <summary>The method does not exist here.</summary>
    public static readonly ProblemKind MethodNotAllowed =
        new("method-not-allowed", 405, "The method does not exist here");

    /// <summary>Another person owns the case.</summary>
    public static readonly ProblemKind OwnedByAnother =
        new("case-owned-by-another", 409, "Another person owns the case");

    /// <summary>The case must be claimed first.</summary>
    public static readonly ProblemKind NotClaimed = new("case-not-claimed", 409, "The case must be claimed first");

    /// <summary>The case is closed.</summary>
    public static readonly ProblemKind AlreadyClosed = new("case-closed", 409, "The case is closed already");

    /// <summary>Nobody in the home was spoken with, so the case goes to responders before it is closed.</summary>
    public static readonly ProblemKind MustDispatch =
        new("case-must-dispatch", 409, "A silent case is dispatched before it is closed");

    /// <summary>No responder has been told of the case.</summary>
    public static readonly ProblemKind NotDispatched =
        new("case-not-dispatched", 409, "No responder has been told of the case");

    /// <summary>A responder has accepted the case.</summary>
    public static readonly ProblemKind AlreadyAccepted =
        new("case-accepted", 409, "A responder has accepted the case");

    /// <summary>No responder could be told.</summary>
    public static readonly ProblemKind NobodyToTell = new("nobody-to-tell", 409, "No responder could be told");

    /// <summary>The home has another open case of this kind.</summary>
    public static readonly ProblemKind AnotherIsOpen =
        new("another-case-open", 409, "The home has another open case of this kind");

    /// <summary>The case can't be opened again.</summary>
    public static readonly ProblemKind TooLate = new("too-late", 409, "The case can't be opened again");

    /// <summary>The case is open.</summary>
    public static readonly ProblemKind NotClosed = new("case-open", 409, "The case is open");

    /// <summary>Cases of different kinds are kept apart.</summary>
    public static readonly ProblemKind KindsDiffer =
        new("case-kinds-differ", 409, "Cases of different kinds are kept apart");

    /// <summary>No more cases can be linked.</summary>
    public static readonly ProblemKind Full = new("links-full", 409, "No more cases can be linked");

    /// <summary>No test has come through since something was exchanged.</summary>
    public static readonly ProblemKind NotTested =
        new("not-tested", 409, "No test has come through since the exchange");

    /// <summary>No test alarm would mend what the case is about.</summary>
    public static readonly ProblemKind NoLoss = new("no-loss", 409, "The case is not about an unexplained loss");

    /// <summary>Responders have been told of the case.</summary>
    public static readonly ProblemKind AlreadyDispatched =
        new("already-dispatched", 409, "Responders have been told already");

    /// <summary>It is done already and is not changed any more.</summary>
    public static readonly ProblemKind AlreadyDone = new("already-done", 409, "It is done already");

    /// <summary>A call is over, or its provider can't do what was asked.</summary>
    public static readonly ProblemKind CallNotSteered =
        new("call-not-steered", 409, "This can't be done to the call from here");

    /// <summary>The hub has no session, or its queue is full.</summary>
    public static readonly ProblemKind HubNotReachable = new("hub-not-reachable", 409, "The hub cannot be reached now");

    /// <summary>A command has left for the hub, or is settled.</summary>
    public static readonly ProblemKind CommandLeft = new("command-left", 409, "The command has left for the hub");

    /// <summary>As many commands as may are open.</summary>
    public static readonly ProblemKind CommandsFull = new("commands-full", 409, "Too many commands are open");

    /// <summary>A campaign brings hubs to what would be changed, or its state does not allow the step.</summary>
    public static readonly ProblemKind CampaignUnderWay =
        new("campaign-under-way", 409, "A campaign is in the way");

    /// <summary>A release or a rollout is not in a state that allows it.</summary>
    public static readonly ProblemKind NotInThisState =
        new("not-in-this-state", 409, "Not in the state that it is in");

    /// <summary>Another pairing goes on at the hub.</summary>
    public static readonly ProblemKind PairingOpen = new("pairing-open", 409, "Another pairing goes on at this hub");

    /// <summary>The device is of a kind that does not take this.</summary>
    public static readonly ProblemKind NotForThisDevice =
        new("not-for-this-device", 409, "The device does not take this");

    /// <summary>The change would leave an alarm with nobody to tell.</summary>
    public static readonly ProblemKind LeavesGap =
        new("dispatch-gap", 409, "The change would leave an alarm with nobody to tell");

    /// <summary>The tenant's policy does not allow it.</summary>
    public static readonly ProblemKind AgainstPolicy = new("against-policy", 409, "The policy does not allow this");

    /// <summary>Another responder has the case.</summary>
    public static readonly ProblemKind TakenByAnother =
        new("case-taken-by-another", 409, "Another responder has the case");

    /// <summary>The case is not in a state that allows it.</summary>
    public static readonly ProblemKind NotNow = new("not-now", 409, "Not in the state that the case is in");

    /// <summary>A one-time link was opened by another person before.</summary>
    public static readonly ProblemKind LinkOfAnother =
        new("link-of-another", 403, "The link belongs to who opened it first");

    /// <summary>A one-time link's time is over.</summary>
    public static readonly ProblemKind LinkExpired = new("link-expired", 410, "The link's time is over");

    /// <summary>The thing has changed since the version in If-Match.</summary>
    public static readonly ProblemKind Stale = new("stale-version", 412, "It has changed since");

    /// <summary>The body is too large.</summary>
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The request is too large");

    /// <summary>The body is not JSON.</summary>
    public static readonly ProblemKind NotJson = new("not-json", 415, "The body must be application/json");

    /// <summary>The same Idempotency-Key came with another request before.</summary>
    public static readonly ProblemKind KeyReused =
        new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request");

    /// <summary>Too many sign-ins failed, or too many streams are open.</summary>
    public static readonly ProblemKind TooMany = new("too-many", 429, "Too many; wait and try again");

    /// <summary>The server failed.</summary>
    public static readonly ProblemKind Failed = new("failed", 500, "The server failed");

    /// <summary>The store takes no writes at the moment.</summary>
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "Not available at the moment");

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        Invalid, MistypedCode, Unauthenticated, SignInRefused, Forbidden, NotFound, MethodNotAllowed, OwnedByAnother,
        NotClaimed, AlreadyClosed, MustDispatch, NotDispatched, AlreadyAccepted, NobodyToTell, AnotherIsOpen, TooLate,
        NotClosed, KindsDiffer, Full, NotTested, NoLoss, AlreadyDispatched, AlreadyDone, CallNotSteered,
        HubNotReachable, CommandLeft, CommandsFull, CampaignUnderWay, NotInThisState,
        PairingOpen, NotForThisDevice, LeavesGap, AgainstPolicy, TakenByAnother, NotNow,
        LinkOfAnother, LinkExpired, Stale,
        TooLarge, NotJson, KeyReused, TooMany, Failed, Unavailable,
    ];

    /// <summary>The kind that stands for a status which came without one.</summary>
    public static ProblemKind Of(int status)
    {
        foreach (ProblemKind kind in All)
        {
            if (kind.Status == status)
            {
                return kind;
            }
        }

        return status >= 500 ? Failed : Invalid;
    }

    /// <summary>The answer to a field that is wrong.</summary>
    public static ProblemHttpResult InvalidField(string field, string sentence)
    {
        return TypedResults.Problem(
            $"{field}: {sentence}",
            statusCode: Invalid.Status,
            title: Invalid.Title,
            type: Invalid.Type,
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = new Dictionary<string, string[]> { [field] = [sentence] },
            });
    }

    /// <summary>The answer to several fields that are wrong.</summary>
    public static ProblemHttpResult InvalidFields(IReadOnlyList<FieldFault> faults)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (FieldFault fault in faults)
        {
            errors[fault.Field] = errors.TryGetValue(fault.Field, out string[]? sentences)
                ? [.. sentences, fault.Sentence]
                : [fault.Sentence];
        }

        string detail = faults.Count == 0 ? Invalid.Title + "." : $"{faults[0].Field}: {faults[0].Sentence}";
        return TypedResults.Problem(
            faults.Count > 1 ? $"{detail} {faults.Count - 1} more under errors." : detail,
            statusCode: Invalid.Status,
            title: Invalid.Title,
            type: Invalid.Type,
            extensions: new Dictionary<string, object?> { ["errors"] = errors });
    }

    /// <summary>The answer that names several things.</summary>
    public static ProblemHttpResult Answer<T>(ProblemKind kind, string detail, string name, IReadOnlyList<T> items)
    {
        return TypedResults.Problem(
            detail,
            statusCode: kind.Status,
            title: kind.Title,
            type: kind.Type,
            extensions: new Dictionary<string, object?> { [name] = items });
    }
}
