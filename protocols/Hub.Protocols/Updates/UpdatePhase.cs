// Where a hub is with a release.
namespace Hub.Protocols.Updates;

/// <summary>Where a hub is with the release that it was ordered.</summary>
public enum UpdatePhase
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Nothing was ordered, or all that was ordered is done.</summary>
    Idle = 1,

    /// <summary>Parts of the release are being fetched.</summary>
    Fetching = 2,

    /// <summary>It waits; the reason says for what.</summary>
    Waiting = 3,

    /// <summary>The image is whole and verified in the spare slot.</summary>
    Ready = 4,

    /// <summary>It runs and has to prove itself.</summary>
    Trial = 5,

    /// <summary>It has proved itself and runs for good.</summary>
    Confirmed = 6,

    /// <summary>It was gone back from; the reason says why.</summary>
    Reverted = 7,

    /// <summary>It was not taken; the reason says why.</summary>
    Refused = 8,

    /// <summary>The hub restarts to run it.</summary>
    Switching = 9
}
