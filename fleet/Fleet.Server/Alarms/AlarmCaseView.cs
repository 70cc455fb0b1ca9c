// An alarm case as lists and pages show it.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>One alarm case as shown in a list: no personal data, times in UTC.</summary>
/// <param name="CaseId">The case's random id.</param>
/// <param name="CaseNumber">A short running number per tenant that people say aloud.</param>
/// <param name="HubId">The hub the case concerns.</param>
/// <param name="HubName">What the hub is called in lists (a place code, never a person's name).</param>
/// <param name="Kind">Person, technical or test.</param>
/// <param name="DeviceType">The trigger's SCAIP device type (requirements §2.1).</param>
/// <param name="StatusCode">The cause as SCAIP status code (requirements §2.1).</param>
/// <param name="TriggerId">The trigger at the hub that raised it; 0 for the hub itself.</param>
/// <param name="Priority">1 is the highest.</param>
/// <param name="State">Where the case stands.</param>
/// <param name="IsConditionActive">True while the condition lasts (a silent hub, for example).</param>
/// <param name="PressCount">Presses joined in this case.</param>
/// <param name="RaisedAt">When the trigger was pressed, or the fault arose.</param>
/// <param name="ReceivedAt">When the first message was committed.</param>
/// <param name="LastEventAt">The newest log entry.</param>
/// <param name="OwnerId">Who claimed it; null while nobody has.</param>
/// <param name="OwnerName">The owner's display name.</param>
/// <param name="NextDeadlineAt">The one stored deadline; null only when closed.</param>
/// <param name="Outcome">The outcome code, once closed.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Version">Raised by every change; sent back as If-Match.</param>
/// <param name="Location">Where the trigger of the first press is, a SCAIP location code; 0 when not known.</param>
/// <param name="Occupants">
/// For which of those who live in the home its presses were, ascending; null when they are not told apart (HBG-030).
/// </param>
/// <param name="Queue">Who must look at it when no operator owns it.</param>
/// <param name="IsDirect">True when responders are told at once, without an operator (HUL-003).</param>
/// <param name="IsSounding">True while it asks for an operator's attention: see <see cref="CaseRules"/>.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Speech">What came of speaking with the home.</param>
/// <param name="PhaseSince">Since when it stands where it stands.</param>
/// <param name="Stages">When each stage was reached (HBG-073).</param>
/// <param name="GroupId">The responder group that was told.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="ResponderId">Who accepted.</param>
/// <param name="ResponderName">What who accepted is called (UPP-031).</param>
/// <param name="ReceiptMethod">What says that a responder was there (HBG-078, UPP-042).</param>
/// <param name="Cause">Why help was needed, once closed (HBG-010).</param>
/// <param name="MergedInto">The case it was merged into.</param>
/// <param name="ReopenCount">How often it was opened again.</param>
/// <param name="QuietUntil">Until then it makes no sound, being one of many of one outage; null when it sounds.</param>
/// <param name="TestAskedAt">When the home was asked for a test alarm that has not come; null for never.</param>
/// <param name="TestDueAt">By when the test alarm is to have come; then the case sounds again.</param>
/// <param name="VisitSince">Since when home care is to visit and make the test alarm (HBG-082).</param>
/// <param name="IsLoss">Whether it is about an unexplained loss, which a test alarm from the home would end.</param>
public sealed record AlarmCaseView(
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string HubName,
    CaseKind Kind,
    int DeviceType,
    int StatusCode,
    long TriggerId,
    int Priority,
    CaseState State,
    bool IsConditionActive,
    int PressCount,
    DateTimeOffset RaisedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset LastEventAt,
    Guid? OwnerId,
    string? OwnerName,
    DateTimeOffset? NextDeadlineAt,
    CaseOutcome? Outcome,
    DateTimeOffset? ClosedAt,
    long Version,
    int Location = 0,
    IReadOnlyList<int>? Occupants = null,
    CaseQueue Queue = CaseQueue.Operators,
    bool IsDirect = false,
    bool IsSounding = false,
    CaseSource Source = CaseSource.Hub,
    SpeechResult Speech = SpeechResult.NotTried,
    DateTimeOffset? PhaseSince = null,
    CaseStages? Stages = null,
    Guid? GroupId = null,
    string? GroupName = null,
    Guid? ResponderId = null,
    string? ResponderName = null,
    ReceiptMethod ReceiptMethod = ReceiptMethod.None,
    CaseCause Cause = CaseCause.None,
    Guid? MergedInto = null,
    int ReopenCount = 0,
    DateTimeOffset? QuietUntil = null,
    DateTimeOffset? TestAskedAt = null,
    DateTimeOffset? TestDueAt = null,
    DateTimeOffset? VisitSince = null,
    bool IsLoss = false);

/// <summary>When each stage was reached, in UTC; null for one that was not (HBG-073).</summary>
/// <param name="ClaimedAt">An operator became the owner.</param>
/// <param name="SpokenAt">Somebody in the home was spoken with.</param>
/// <param name="DispatchedAt">Responders were told.</param>
/// <param name="AcceptedAt">A responder accepted (HBG-067).</param>
/// <param name="OnSiteAt">A responder was there (HBG-069, HBG-076).</param>
/// <param name="LeftAt">The responder was done.</param>
public sealed record CaseStages(
    DateTimeOffset? ClaimedAt = null,
    DateTimeOffset? SpokenAt = null,
    DateTimeOffset? DispatchedAt = null,
    DateTimeOffset? AcceptedAt = null,
    DateTimeOffset? OnSiteAt = null,
    DateTimeOffset? LeftAt = null);
