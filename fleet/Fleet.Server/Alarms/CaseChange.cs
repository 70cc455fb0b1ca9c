// The answer to a change of a case: the case as it now is, or why not.
namespace Fleet.Server.Alarms;

/// <summary>The result of claiming or closing.</summary>
/// <param name="Result">Done, or the reason it was refused.</param>
/// <param name="Case">The case as it stands now; null only when not found.</param>
public sealed record CaseChange(CaseChangeResult Result, AlarmCaseView? Case);

/// <summary>Whether a change was made.</summary>
public enum CaseChangeResult
{
    /// <summary>The change is committed.</summary>
    Done = 0,

    /// <summary>No such case in this tenant.</summary>
    NotFound = 1,

    /// <summary>Another person owns the case.</summary>
    OwnedByAnother = 2,

    /// <summary>The case must be claimed first.</summary>
    NotClaimed = 3,

    /// <summary>The case is closed already.</summary>
    AlreadyClosed = 4,

    /// <summary>The case has changed since the version the caller had seen.</summary>
    Stale = 5,

    /// <summary>Something was exchanged or repaired, and no test has come through since (HBG-083).</summary>
    NotTested = 20,
}
