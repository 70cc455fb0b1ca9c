// A technical case with its service deadline, as lists show it.
using System;
using Fleet.Server.Alarms;

namespace Fleet.Server.Supervision;

/// <summary>A technical case and by when it must be mended.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The hub.</param>
/// <param name="HubName">What it is called in lists.</param>
/// <param name="TriggerId">The device; 0 for the hub itself.</param>
/// <param name="Kind">What is wrong (HBG-085).</param>
/// <param name="Component">With which component (HUL-121).</param>
/// <param name="IsUrgent">True when it is mended day and night (HBG-087).</param>
/// <param name="State">Where the case stands.</param>
/// <param name="IsConditionActive">Whether it still holds.</param>
/// <param name="OwnerName">Who owns the case.</param>
/// <param name="DetectedAt">When it was found.</param>
/// <param name="DueAt">By when it must be mended (HBG-086).</param>
/// <param name="BreachedAt">When that time passed without a mend; null when it did not.</param>
/// <param name="OutageId">The outage it is part of.</param>
/// <param name="ExchangedAt">When it was exchanged, repaired or reset; then a test must follow (HBG-083).</param>
public sealed record FaultView(
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string HubName,
    long TriggerId,
    FaultKind Kind,
    FaultComponent Component,
    bool IsUrgent,
    CaseState State,
    bool IsConditionActive,
    string? OwnerName,
    DateTimeOffset DetectedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? BreachedAt,
    Guid? OutageId,
    DateTimeOffset? ExchangedAt);

/// <summary>Whom to ask about a component (HUL-121).</summary>
/// <param name="Component">The component.</param>
/// <param name="Name">Who.</param>
/// <param name="PhoneNumber">Their number; empty when none.</param>
/// <param name="Mail">Their mail address; empty when none.</param>
/// <param name="Hours">When they answer, in their own words.</param>
public sealed record SupportContact(
    FaultComponent Component, string Name, string PhoneNumber, string Mail, string Hours);

/// <summary>A trigger that was paired and has never been heard, or never pressed through to the centre.</summary>
/// <param name="HubId">Its hub.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="DeviceId">The trigger.</param>
/// <param name="DeviceKind">What it is, by the wire's name.</param>
/// <param name="PairedAt">When it was paired.</param>
/// <param name="LastHeardAt">When it was last heard; null when never.</param>
public sealed record UntestedDevice(
    string HubId,
    string HubName,
    long DeviceId,
    string DeviceKind,
    DateTimeOffset PairedAt,
    DateTimeOffset? LastHeardAt);
