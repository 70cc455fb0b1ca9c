// A home's rules as programs and pages write them.
using System;
using System.Collections.Generic;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>All rules of one home (sv: larmregler), with the fields of <c>protocols/rules.cddl</c> by name.</summary>
/// <param name="OffsetMinutes">The home's standard time in minutes east of UTC, -720 to 840; Sweden 60.</param>
/// <param name="SummerTime">Whether it has an hour more from the last Sunday in March to the last in October.</param>
/// <param name="Rules">At most 32, by ascending id.</param>
public sealed record RuleSetEntry(
    int OffsetMinutes = RuleSet.SwedenOffsetMinutes,
    bool SummerTime = true,
    IReadOnlyList<RuleEntry>? Rules = null);

/// <summary>One rule: what begins it, when it counts, what ends it, and what it does.</summary>
/// <param name="Id">1 to 65,535, each once; alarms carry it.</param>
/// <param name="Kind">event, state, inactivity, sequence or call.</param>
/// <param name="Start">What begins it: 1 to 4 selectors, of which one must match.</param>
/// <param name="Follow">What must follow, of a sequence: at most 4.</param>
/// <param name="Cancel">What cancels or ends it, of an event, a state, a sequence: at most 4.</param>
/// <param name="Window">When it counts; null for always.</param>
/// <param name="Presence">any, home (only when somebody is) or away (only when all are).</param>
/// <param name="DelaySeconds">Until it fires, or within which the other event must follow; up to a week.</param>
/// <param name="CancelAfterSeconds">For so long nothing cancels it; up to an hour.</param>
/// <param name="Reminder">What is spoken before it fires; null for nothing.</param>
/// <param name="CooldownSeconds">Rest after it has fired, up to a day; 0 for once in each state or window.</param>
/// <param name="Trial">True while it only tells what it would have done (sv: provdrift).</param>
/// <param name="Restarts">True when each further start begins the delay anew; of an event or a sequence.</param>
/// <param name="OnceIsEnough">True when once in the window is enough; of inactivity in a window.</param>
/// <param name="Actions">What it does: at most two, of which one alarm.</param>
public sealed record RuleEntry(
    int Id = 0,
    RuleKind Kind = RuleKind.None,
    IReadOnlyList<SelectorEntry>? Start = null,
    IReadOnlyList<SelectorEntry>? Follow = null,
    IReadOnlyList<SelectorEntry>? Cancel = null,
    WindowEntry? Window = null,
    RulePresence Presence = RulePresence.Any,
    int DelaySeconds = 0,
    int CancelAfterSeconds = 0,
    ReminderEntry? Reminder = null,
    int CooldownSeconds = 0,
    bool Trial = false,
    bool Restarts = false,
    bool OnceIsEnough = false,
    IReadOnlyList<ActionEntry>? Actions = null);

/// <summary>Which events of which devices; what is left out is any, and something must be named.</summary>
/// <param name="DeviceKind">What the device is; null for any.</param>
/// <param name="Cause">What happened; null for any event.</param>
/// <param name="DeviceId">One device, 1 to 4294967295; 0 for any.</param>
/// <param name="Location">SCAIP location code of the device, 1 to 999; 0 for any.</param>
/// <param name="Occupant">Whose device it is, 1 to 9; 0 for anybody's.</param>
public sealed record SelectorEntry(
    DeviceKind? DeviceKind = null, DeviceCause? Cause = null, long DeviceId = 0, int Location = 0, int Occupant = 0);

/// <summary>When a rule counts, in the home's time.</summary>
/// <param name="StartMinute">The minute of the day in which it opens, 0 to 1439.</param>
/// <param name="EndMinute">The minute in which it closes, 0 to 1439; not after the start, it is the next day's.</param>
/// <param name="Days">The days on which it opens, each once; null for all seven.</param>
public sealed record WindowEntry(int StartMinute = 0, int EndMinute = 0, IReadOnlyList<DayOfWeek>? Days = null);

/// <summary>What is spoken before a rule fires.</summary>
/// <param name="Phrase">The phrase, 20 to 39.</param>
/// <param name="ReactSeconds">Seconds to react until it fires, up to 7,200.</param>
public sealed record ReminderEntry(int Phrase = 0, int ReactSeconds = 0);

/// <summary>One thing that a rule does; a member that is not of its kind must be left out.</summary>
/// <param name="Kind">alarm, switch, presence or speak.</param>
/// <param name="AlarmKind">Of an alarm: person (what it is when left out) or technical.</param>
/// <param name="Priority">Of an alarm: 1, most urgent, to 9.</param>
/// <param name="DeviceType">Of an alarm: SCAIP device type; left out for that of the starting device.</param>
/// <param name="StatusCode">Of an alarm: SCAIP status code; left out for that of the starting event.</param>
/// <param name="Location">Of an alarm or a switch: SCAIP location code; left out for the device's, or for any.</param>
/// <param name="Occupant">Of an alarm: whom it is for, 1 to 9; left out for that of the device.</param>
/// <param name="Recipients">Of an alarm: care, relativeToo or relativeFirst.</param>
/// <param name="Order">Of a switch: on or off.</param>
/// <param name="DeviceId">Of a switch: the plug; left out for all at the location.</param>
/// <param name="Presence">Of presence: home or away.</param>
/// <param name="Phrase">Of speech: the phrase, 20 to 39.</param>
public sealed record ActionEntry(
    RuleActionKind Kind = RuleActionKind.None,
    AlarmKind? AlarmKind = null,
    int? Priority = null,
    int? DeviceType = null,
    int? StatusCode = null,
    int? Location = null,
    int? Occupant = null,
    RuleAudience? Recipients = null,
    PlugOrder? Order = null,
    long? DeviceId = null,
    RulePresence? Presence = null,
    int? Phrase = null);

/// <summary>Who is told of a rule's alarm (HUL-032).</summary>
public enum RuleAudience
{
    /// <summary>Care staff (sv: hemtjänst).</summary>
    Care = RuleRecipients.Care,

    /// <summary>Relatives too (sv: anhörig).</summary>
    RelativeToo = RuleRecipients.RelativeToo,

    /// <summary>Relatives, and care staff when none answers.</summary>
    RelativeFirst = RuleRecipients.RelativeFirst,
}

/// <summary>What a smart plug is told.</summary>
public enum PlugOrder
{
    /// <summary>On.</summary>
    On = 1,

    /// <summary>Off.</summary>
    Off = 2,
}
