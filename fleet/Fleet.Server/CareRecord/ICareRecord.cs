// The public handler of the care record: the documentation of a case, and whether it has been handed over.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;

namespace Fleet.Server.CareRecord;

/// <summary>A step of the case as the care record wants it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Step">A stable code, see <see cref="CaseSteps"/>.</param>
/// <param name="Text">The step in Swedish.</param>
/// <param name="By">Which of the staff; null for the system.</param>
/// <param name="Note">What they wrote; empty when nothing.</param>
public sealed record DocumentEntry(DateTimeOffset At, string Step, string Text, string? By, string Note);

/// <summary>Who was told, once a phone.</summary>
/// <param name="Name">The phone, such as "Larm 1"; a relative by their order.</param>
/// <param name="GroupName">The group; empty for a relative.</param>
/// <param name="FirstToldAt">When the first message or call was queued.</param>
/// <param name="HasAnswered">Whether it answered.</param>
public sealed record DocumentTold(string Name, string GroupName, DateTimeOffset FirstToldAt, bool HasAnswered);

/// <summary>The documentation of a case (HUL-007).</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The home's hub.</param>
/// <param name="Place">The home's place code; the hub's name when none is entered.</param>
/// <param name="Residents">Whom it is about, by name; null unless the policy says full details.</param>
/// <param name="Address">Where; null unless the policy says full details.</param>
/// <param name="Kind">Person, technical or test.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code.</param>
/// <param name="What">The cause of the alarm in Swedish.</param>
/// <param name="RaisedAt">When it was raised, UTC.</param>
/// <param name="ReceivedAt">When it was held.</param>
/// <param name="Stages">When each stage was reached.</param>
/// <param name="HandledBy">The operator who owns it; null for nobody.</param>
/// <param name="Told">Who was told.</param>
/// <param name="CameName">Who came; null for nobody.</param>
/// <param name="Receipt">What says that they were there.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
/// <param name="OutcomeText">The same in Swedish.</param>
/// <param name="Cause">Why help was needed.</param>
/// <param name="CauseText">The same in Swedish.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
/// <param name="Entries">The course, oldest first.</param>
/// <param name="IsCut">True when the course was longer than the limit.</param>
public sealed record CaseDocument(
    string Format,
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string Place,
    IReadOnlyList<string>? Residents,
    string? Address,
    CaseKind Kind,
    int DeviceType,
    int StatusCode,
    string What,
    DateTimeOffset RaisedAt,
    DateTimeOffset ReceivedAt,
    CaseStages? Stages,
    string? HandledBy,
    IReadOnlyList<DocumentTold> Told,
    string? CameName,
    ReceiptMethod Receipt,
    CaseOutcome? Outcome,
    string OutcomeText,
    CaseCause Cause,
    string CauseText,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<DocumentEntry> Entries,
    bool IsCut)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "fleet-care-record-1";
}

/// <summary>How far the documentation of a closed case is.</summary>
public enum DocumentState
{
    /// <summary>Nobody has handed it over.</summary>
    NotHandedOver = 0,

    /// <summary>It waits to be sent, or to be sent again.</summary>
    Waiting = 1,

    /// <summary>The care record has taken it.</summary>
    HandedOver = 2,

    /// <summary>It could not be sent: a person must enter it.</summary>
    GivenUp = 3,

    /// <summary>A person has entered it.</summary>
    ByHand = 4,
}

/// <summary>Whether a case's documentation has been handed over.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="State">How far it is.</param>
/// <param name="ChangedAt">Since when; null when nothing has happened.</param>
/// <param name="By">Who entered it; empty when the server did.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Fault">What went wrong at the last attempt; empty when nothing.</param>
public sealed record DocumentStateView(
    Guid CaseId,
    long CaseNumber,
    DocumentState State,
    DateTimeOffset? ChangedAt,
    string By,
    int Attempts,
    string Fault);

/// <summary>Shows documentation and marks it as entered.</summary>
public interface ICareRecord
{
    /// <summary>The documentation of a case; the look is logged. Null when the tenant has no such case.</summary>
    Task<CaseDocument?> LookAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>How far the documentation of a case is; null when the tenant has no such case.</summary>
    Task<DocumentStateView?> FindStateAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>What could not be handed over and no person has entered yet, oldest first.</summary>
    Task<IReadOnlyList<DocumentStateView>> FaultsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>A person has entered it; nothing is sent after that.</summary>
    /// <returns>Null when the tenant has no such case; the old state for a case that is open.</returns>
    Task<DocumentStateView?> MarkAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);
}
