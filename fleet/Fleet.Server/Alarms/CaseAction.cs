// What people decide about a case, as data: the console, the API and the command line send the same.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>A person's decision. Which of them a state allows is in <see cref="CaseRules"/>.</summary>
public abstract record CaseAction;

/// <summary>The actor becomes the owner; the owner confirms that they still are.</summary>
public sealed record ClaimCase : CaseAction;

/// <summary>Gives the case back to its queue; a supervisor may do it for an owner who is gone.</summary>
/// <param name="Note">Why, without personal data.</param>
public sealed record ReleaseCase(string? Note = null) : CaseAction;

/// <summary>Hands the case to a colleague or a queue (HUL-006, HUL-061, NOR-029); one of the two is given.</summary>
/// <param name="PersonId">The colleague.</param>
/// <param name="Queue">operators, supervisor or reserve.</param>
/// <param name="Note">What they must know, without personal data.</param>
public sealed record HandOverCase(Guid? PersonId = null, CaseQueue? Queue = null, string? Note = null) : CaseAction;

/// <summary>What came of speaking with the home (HBG-006, HBG-074).</summary>
/// <param name="Result">spoken or silent.</param>
public sealed record NoteSpeech(SpeechResult? Result) : CaseAction;

/// <summary>
/// The home has been asked for a test alarm, because its loss cannot be explained (HBG-082, sv: provlarm).
/// </summary>
/// <param name="Minutes">Until when it is to have come, 5 to 1 440; null for 60.</param>
public sealed record AskForTest(int? Minutes = null) : CaseAction;

/// <summary>Tells responders.</summary>
/// <param name="GroupId">A group; null for the home's group on duty.</param>
public sealed record DispatchCase(Guid? GroupId = null) : CaseAction;

/// <summary>A responder said by phone that they go (HBG-072).</summary>
/// <param name="Name">The name of who answered (UPP-031).</param>
/// <param name="GroupId">Their group, when known.</param>
public sealed record AcceptByPhone(string? Name, Guid? GroupId = null) : CaseAction;

/// <summary>A responder said by phone that they cannot go, or cannot go after all.</summary>
/// <param name="Name">Who.</param>
public sealed record DeclineByPhone(string? Name) : CaseAction;

/// <summary>A responder is there, by another proof than the hub (HBG-078, UPP-034, UPP-042).</summary>
/// <param name="Method">operator or lock.</param>
/// <param name="Name">Who is there; null for who accepted.</param>
/// <param name="At">Since when; null for now.</param>
public sealed record CheckInResponder(
    ReceiptMethod? Method = null, string? Name = null, DateTimeOffset? At = null) : CaseAction;

/// <summary>A responder is done, by another proof than the hub.</summary>
/// <param name="Method">operator or lock.</param>
/// <param name="At">Since when; null for now.</param>
public sealed record CheckOutResponder(ReceiptMethod? Method = null, DateTimeOffset? At = null) : CaseAction;

/// <summary>Writes a line into the log; from the owner it is a sign of life too.</summary>
/// <param name="Text">1 to 500 characters, without personal data.</param>
public sealed record RemarkCase(string? Text) : CaseAction;

/// <summary>The emergency services were called, 112 (HBG-047).</summary>
/// <param name="Note">What was agreed, without personal data.</param>
public sealed record CallEmergencyServices(string? Note = null) : CaseAction;

/// <summary>Who of those living in the home it is about.</summary>
/// <param name="Occupants">1 to 9, each once; empty when not known.</param>
public sealed record SetOccupants(IReadOnlyList<int>? Occupants) : CaseAction;

/// <summary>Ends the case.</summary>
/// <param name="Outcome">How it ended (HBG-008, HUL-005).</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
/// <param name="Cause">Why help was needed (HBG-010).</param>
public sealed record CloseCase(
    CaseOutcome? Outcome, string? Note = null, CaseCause Cause = CaseCause.None) : CaseAction;

/// <summary>Opens a closed case again: it waits in its queue as when it was raised.</summary>
/// <param name="Reason">Why, without personal data.</param>
public sealed record ReopenCase(string? Reason) : CaseAction;

/// <summary>This case is about the same as another one, which takes its presses; this one is closed.</summary>
/// <param name="IntoCaseId">The case that goes on.</param>
public sealed record MergeCase(Guid? IntoCaseId) : CaseAction;

/// <summary>The two cases belong together; both stay as they are.</summary>
/// <param name="OtherCaseId">The other case.</param>
public sealed record LinkCase(Guid? OtherCaseId) : CaseAction;

/// <summary>The two cases do not belong together after all.</summary>
/// <param name="OtherCaseId">The other case.</param>
public sealed record UnlinkCase(Guid? OtherCaseId) : CaseAction;

/// <summary>A case that no hub raised (NOR-031, NOR-032).</summary>
/// <param name="Source">phone, sosAlarm or other.</param>
/// <param name="CaseId">Made by the caller, so that asking twice makes one case; null for a new one.</param>
/// <param name="HubId">The home's hub; null for a person without one.</param>
/// <param name="Priority">1 to 4.</param>
/// <param name="Occupant">Whom it is about, 1 to 9; 0 when not known.</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
public sealed record EnterCase(
    CaseSource? Source,
    Guid? CaseId = null,
    string? HubId = null,
    int Priority = 2,
    int Occupant = 0,
    string? Note = null);
