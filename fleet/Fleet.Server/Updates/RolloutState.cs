// How a rollout and its hubs stand, and why a hub waits.
namespace Fleet.Server.Updates;

/// <summary>How a rollout stands.</summary>
public enum RolloutState
{
    /// <summary>Made, and not approved.</summary>
    Draft = 0,

    /// <summary>Approved by a second person.</summary>
    Approved = 1,

    /// <summary>Hubs are ordered.</summary>
    Running = 2,

    /// <summary>No more hubs are ordered until it is resumed.</summary>
    Paused = 3,

    /// <summary>No more hubs are ordered.</summary>
    Stopped = 4,

    /// <summary>No hub is left to order.</summary>
    Done = 5,

    /// <summary>Hubs are ordered to go back.</summary>
    Reverting = 6,

    /// <summary>All hubs that had it were ordered to go back.</summary>
    Reverted = 7,
}

/// <summary>How far a hub has come in a rollout.</summary>
public enum RolloutHubState
{
    /// <summary>It has not been ordered anything.</summary>
    Waiting = 0,

    /// <summary>It fetches the release; it still runs what it ran.</summary>
    Fetching = 1,

    /// <summary>The release lies whole in its spare slot.</summary>
    Ready = 2,

    /// <summary>It has been ordered to install.</summary>
    Ordered = 3,

    /// <summary>It runs the release and has to prove itself.</summary>
    Trial = 4,

    /// <summary>It runs the release for good.</summary>
    Confirmed = 5,

    /// <summary>It has not taken the release.</summary>
    Refused = 6,

    /// <summary>It has gone back by itself.</summary>
    WentBack = 7,

    /// <summary>It was ordered to install and has not said since what came of it.</summary>
    Overdue = 8,

    /// <summary>It has been ordered to go back.</summary>
    RevertOrdered = 9,

    /// <summary>It runs again what it ran before, or has never left it.</summary>
    TakenBack = 10,

    /// <summary>It has not gone back.</summary>
    NotTakenBack = 11,
}

/// <summary>Why a hub waits.</summary>
public enum RolloutWait
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>Its wave has not come.</summary>
    Wave = 1,

    /// <summary>It is not the time of day for it.</summary>
    Window = 2,

    /// <summary>It has an open alarm case, or an alarm that is not delivered.</summary>
    Alarm = 3,

    /// <summary>It runs on battery, or its battery is below what the release asks for, or not known.</summary>
    Battery = 4,

    /// <summary>It is not connected.</summary>
    Link = 5,

    /// <summary>A neighbour, or a hub of the same round or cell, is being updated.</summary>
    Neighbour = 6,

    /// <summary>As many hubs as may are being admitted.</summary>
    Admission = 7,

    /// <summary>It must run an earlier release first.</summary>
    Dependency = 8,

    /// <summary>The hubs of its wave are being watched.</summary>
    Soak = 9,

    /// <summary>It tries settings, or somebody is at it.</summary>
    Busy = 10,

    /// <summary>Another rollout has it under way.</summary>
    OtherRollout = 11,

    /// <summary>It has not said what it runs.</summary>
    Unknown = 12,

    /// <summary>It has been ordered, and has not answered.</summary>
    Answer = 13,

    /// <summary>The rollout is paused or stopped.</summary>
    Paused = 14,
}

/// <summary>Why a hub is not part of a rollout.</summary>
public enum RolloutExclusion
{
    /// <summary>It is.</summary>
    None = 0,

    /// <summary>It runs the release, or a later one.</summary>
    RunsIt = 1,

    /// <summary>The release has no image for its class.</summary>
    OtherClass = 2,

    /// <summary>It has never said, sealed, what it runs.</summary>
    NeverReported = 3,

    /// <summary>It must run an earlier release first, and no rollout brings it there.</summary>
    NeedsEarlier = 4,

    /// <summary>It does not trust the key that the release is signed with.</summary>
    OtherKey = 5,
}

/// <summary>What can be done to a rollout.</summary>
public enum RolloutStep
{
    /// <summary>A second person agrees to it.</summary>
    Approve = 0,

    /// <summary>Begin to order hubs.</summary>
    Start = 1,

    /// <summary>Order no more hubs for now.</summary>
    Pause = 2,

    /// <summary>Go on.</summary>
    Resume = 3,

    /// <summary>Order no more hubs, and call off what has not begun.</summary>
    Stop = 4,

    /// <summary>Stop, and have the hubs that run the release go back.</summary>
    Revert = 5,

    /// <summary>Agree to a start without a passed rehearsal.</summary>
    Override = 6,
}
