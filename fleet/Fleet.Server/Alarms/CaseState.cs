// The states of an alarm case.
namespace Fleet.Server.Alarms;

/// <summary>
/// Where a case stands. Claimed means a person owns it; the machine's acknowledgement to the hub is another thing.
/// </summary>
public enum CaseState
{
    /// <summary>Waiting for somebody.</summary>
    Raised = 0,

    /// <summary>Owned by an operator.</summary>
    Claimed = 1,

    /// <summary>Done, with an outcome.</summary>
    Closed = 9,
}
