// The answer to a change of a case: the case as it now is, or why not.
namespace Fleet.Server.Alarms;

/// <summary>The result of a change.</summary>
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

    /// <summary>Nobody in the home was spoken with: it is dispatched before it is closed (HBG-074, NOR-030).</summary>
    MustDispatch = 6,

    /// <summary>No responder has been told, so none can accept, decline or be there.</summary>
    NotDispatched = 7,

    /// <summary>A responder has accepted, who must decline first.</summary>
    AlreadyAccepted = 8,

    /// <summary>Nobody could be told: the group has no phone in force, or no group is on duty.</summary>
    NobodyToTell = 9,

    /// <summary>The hub has another open case of this kind.</summary>
    AnotherIsOpen = 10,

    /// <summary>The case was closed too long ago, or opened again too often.</summary>
    TooLate = 11,

    /// <summary>The case is open.</summary>
    NotClosed = 12,

    /// <summary>Cases of different kinds are kept apart.</summary>
    KindsDiffer = 13,

    /// <summary>The other case, the colleague or the hub named is not known in this tenant.</summary>
    OtherNotFound = 14,

    /// <summary>No more can be linked.</summary>
    Full = 15,

    /// <summary>Something was exchanged or repaired, and no test has come through since (HBG-083).</summary>
    NotTested = 20,

    /// <summary>The case is not about an unexplained loss, so that no test alarm would mend it (HBG-082).</summary>
    NoLoss = 21,

    /// <summary>Responders have been told already.</summary>
    AlreadyDispatched = 22,
}
