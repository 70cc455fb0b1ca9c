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
/// <param name="State">Raised, Claimed or Closed; later issues add the states between.</param>
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
/// <param name="QuietUntil">Until then it makes no sound, being one of many of one outage; null when it sounds.</param>
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
    DateTimeOffset? QuietUntil = null);
