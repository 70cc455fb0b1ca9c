// What a responder sees and does on a phone.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Residents;

namespace Fleet.Server.Dispatch;

/// <summary>Where a case stands for a responder.</summary>
public enum DeskState
{
    /// <summary>Nobody has accepted yet.</summary>
    Open = 0,

    /// <summary>The signed-in person, or their phone, is on the way.</summary>
    Mine = 1,

    /// <summary>The signed-in person, or their phone, is there.</summary>
    OnSite = 2,

    /// <summary>Somebody else has it.</summary>
    Taken = 3,

    /// <summary>Checked out.</summary>
    Done = 4,

    /// <summary>Closed.</summary>
    Closed = 5,
}

/// <summary>Somebody who was told.</summary>
/// <param name="Name">The phone; relatives by their order.</param>
/// <param name="GroupName">The group; empty for a relative.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="HasReached">Whether the message reached the phone.</param>
public sealed record ToldResponder(string Name, string GroupName, DispatchAnswer Answer, bool HasReached);

/// <summary>A case for a responder: without personal data.</summary>
/// <param name="CaseId">Its id.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="State">Where it stands for the signed-in person.</param>
/// <param name="Kind">Person, technical or test.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code: why.</param>
/// <param name="Area">The place code; empty when no home has been entered.</param>
/// <param name="KeyNumber">The key's number (HBG-050).</param>
/// <param name="HasDigitalLock">Whether the door has a digital lock.</param>
/// <param name="GroupName">Which group was told.</param>
/// <param name="ToldAt">When the group was told first.</param>
/// <param name="AcceptedBy">Who has accepted; empty when nobody has.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record DeskCase(
    Guid CaseId,
    long CaseNumber,
    DeskState State,
    CaseKind Kind,
    int DeviceType,
    int StatusCode,
    string Area,
    string KeyNumber,
    bool HasDigitalLock,
    string GroupName,
    DateTimeOffset ToldAt,
    string AcceptedBy,
    DateTimeOffset? AcceptedAt);

/// <summary>A case with the home, for the one who goes there; the look at it is logged.</summary>
/// <param name="Case">The case.</param>
/// <param name="Home">The home; null when none has been entered, or the case is somebody else's.</param>
/// <param name="Occupants">For which of those who live there its presses were; empty when not told apart.</param>
/// <param name="Criterion">What is to be done on this cause (HUL-056); empty for the plan alone.</param>
/// <param name="Told">Who else was told and what they answered.</param>
/// <param name="EndsAt">When the home is not shown any more (HBG-070); null while nobody has accepted.</param>
public sealed record DeskCaseDetails(
    DeskCase Case,
    Home? Home,
    IReadOnlyList<int> Occupants,
    string Criterion,
    IReadOnlyList<ToldResponder> Told,
    DateTimeOffset? EndsAt);

/// <summary>Whether a case could be opened or moved.</summary>
public enum DeskResult
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>No such case or link, or it was not for the signed-in person's group.</summary>
    NotFound = 1,

    /// <summary>The link's time is over, or the case is closed (HBG-070).</summary>
    Expired = 2,

    /// <summary>The link belongs to another person, who opened it first.</summary>
    BoundToAnother = 3,

    /// <summary>Another responder has the case.</summary>
    TakenByAnother = 4,

    /// <summary>The case is not in a state that allows it.</summary>
    NotNow = 5,

    /// <summary>Too many links that are none were tried.</summary>
    TooMany = 6,
}

/// <summary>The answer to a responder.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Details">The case as it stands now; null when it may not be seen.</param>
public sealed record DeskAnswer(DeskResult Result, DeskCaseDetails? Details);

/// <summary>The responder's handler: only cases that one of the signed-in person's groups was told about.</summary>
public interface IResponderDesk
{
    /// <summary>The groups' cases: open ones, and one's own until they are closed; newest first.</summary>
    Task<IReadOnlyList<DeskCase>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a one-time link: the first who opens it is the only one who may. The look is logged.
    /// </summary>
    Task<DeskAnswer> OpenAsync(Actor actor, string token, CancellationToken cancellationToken);

    /// <summary>A case from the list. The look is logged.</summary>
    Task<DeskAnswer> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Takes a case.</summary>
    Task<DeskAnswer> AcceptAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Does not take it; the next are told (HUL-053).</summary>
    Task<DeskAnswer> DeclineAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Is there (<see cref="ReceiptMethod.Page"/>).</summary>
    Task<DeskAnswer> CheckInAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Is done.</summary>
    Task<DeskAnswer> CheckOutAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Says that the alarm was a wrong one (HUL-033).</summary>
    Task<DeskAnswer> MarkWrongAlarmAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);
}
