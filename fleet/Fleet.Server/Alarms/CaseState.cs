// The states of an alarm case.
namespace Fleet.Server.Alarms;

/// <summary>
/// Where a case stands. Claimed means a person owns it; the machine's acknowledgement to the hub is another thing. The
/// numbers are stored and ascend with the way of a case; between them new states find room.
/// </summary>
public enum CaseState
{
    /// <summary>Waiting in a queue for somebody.</summary>
    Raised = 0,

    /// <summary>Owned by an operator.</summary>
    Claimed = 1,

    /// <summary>Owned by an operator who has spoken with the home.</summary>
    Spoken = 2,

    /// <summary>Responders have been told and none has accepted yet.</summary>
    Dispatched = 3,

    /// <summary>A responder has accepted and is on the way (HBG-067); not the same as being there (HBG-069).</summary>
    Accepted = 4,

    /// <summary>
    /// A responder has checked in (HBG-051), or another proof of presence was logged (HBG-078, UPP-042).
    /// </summary>
    OnSite = 5,

    /// <summary>Done, with an outcome.</summary>
    Closed = 9,
}
