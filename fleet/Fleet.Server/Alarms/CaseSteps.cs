// The stable codes of what happens in a case.
namespace Fleet.Server.Alarms;

/// <summary>
/// The steps in a case's log. Codes never change their meaning; texts for people come from resources.
/// </summary>
public static class CaseSteps
{
    /// <summary>The case was made.</summary>
    public const string Raised = "raised";

    /// <summary>Another alarm joined the open case.</summary>
    public const string Joined = "joined";

    /// <summary>The hub was told that its alarm is held.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>A person became the owner.</summary>
    public const string Claimed = "claimed";

    /// <summary>Nobody claimed the case in time; it sounds again.</summary>
    public const string Overdue = "overdue";

    /// <summary>The owner was reminded of the open case.</summary>
    public const string Reminded = "reminded";

    /// <summary>The condition went away; the case stays until somebody closes it.</summary>
    public const string Cleared = "cleared";

    /// <summary>The condition came back while the case was open.</summary>
    public const string Recurred = "recurred";

    /// <summary>The case is one of many of one outage and makes no sound for a while.</summary>
    public const string Quieted = "quieted";

    /// <summary>The case sounds again.</summary>
    public const string Woken = "woken";

    /// <summary>The case was not mended by when it had to be (HBG-086).</summary>
    public const string Breached = "breached";

    /// <summary>Something was exchanged, repaired or reset; a test must follow (HBG-083).</summary>
    public const string Exchanged = "exchanged";

    /// <summary>The case was closed with an outcome.</summary>
    public const string Closed = "closed";

    /// <summary>The owner confirmed that the case is still theirs.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The chain moved the case to another queue.</summary>
    public const string Queued = "queued";

    /// <summary>The owner gave the case back, or lost it to the chain.</summary>
    public const string Released = "released";

    /// <summary>The case was handed to a colleague or a queue.</summary>
    public const string Handover = "handover";

    /// <summary>Somebody in the home was spoken with.</summary>
    public const string Spoken = "spoken";

    /// <summary>Nobody in the home was spoken with.</summary>
    public const string Silent = "silent";

    /// <summary>The home was asked for a test alarm (HBG-082).</summary>
    public const string TestAsked = "testAsked";

    /// <summary>The test alarm that was asked for came in.</summary>
    public const string TestCame = "testCame";

    /// <summary>It did not come in time: home care is to visit and make it.</summary>
    public const string VisitNeeded = "visitNeeded";

    /// <summary>Responders were told.</summary>
    public const string Dispatched = "dispatched";

    /// <summary>The next responders were told.</summary>
    public const string NextTold = "nextTold";

    /// <summary>
    /// Responders who had not answered were called, or an operator called somebody; the detail says whom.
    /// </summary>
    public const string Called = "called";

    /// <summary>Who accepted was reminded.</summary>
    public const string ResponderReminded = "responderReminded";

    /// <summary>Nobody could be told; the detail says why.</summary>
    public const string NobodyTold = "nobodyTold";

    /// <summary>Who accepted lost the case, which goes to the next.</summary>
    public const string Redispatched = "redispatched";

    /// <summary>A responder accepted.</summary>
    public const string Accepted = "accepted";

    /// <summary>The responsibility went over to who accepted (NOR-029).</summary>
    public const string Transferred = "transferred";

    /// <summary>A responder declined.</summary>
    public const string Declined = "declined";

    /// <summary>A responder is there.</summary>
    public const string CheckedIn = "checkedIn";

    /// <summary>A responder is done.</summary>
    public const string CheckedOut = "checkedOut";

    /// <summary>Somebody wrote a remark.</summary>
    public const string Remarked = "remarked";

    /// <summary>The emergency services were called (HBG-047).</summary>
    public const string EmergencyCalled = "emergencyCalled";

    /// <summary>It was noted who of those living in the home it is about.</summary>
    public const string OccupantsSet = "occupantsSet";

    /// <summary>The closed case was opened again.</summary>
    public const string Reopened = "reopened";

    /// <summary>The case went into another one.</summary>
    public const string Merged = "merged";

    /// <summary>Another case went into this one, with its presses.</summary>
    public const string Absorbed = "absorbed";

    /// <summary>The case was linked with another one.</summary>
    public const string Linked = "linked";

    /// <summary>A link was taken away.</summary>
    public const string Unlinked = "unlinked";

    /// <summary>A provider has taken a message or call (HUL-054).</summary>
    public const string HandedOver = "handedOver";

    /// <summary>A message reached the phone, or a call was answered (HUL-054).</summary>
    public const string Delivered = "delivered";

    /// <summary>A message or call failed for good.</summary>
    public const string Failed = "failed";

    /// <summary>An answer came in.</summary>
    public const string Answered = "answered";

    /// <summary>A call from the case is over; the detail says what came of it.</summary>
    public const string CallEnded = "call-ended";

    /// <summary>A call's recording was deleted when its time was over.</summary>
    public const string RecordingDeleted = "recording-deleted";

    /// <summary>Something that moves nothing, such as a presence at the hub before any dispatch.</summary>
    public const string Noted = "noted";
}
