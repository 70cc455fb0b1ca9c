// What the director orders.
namespace Hub.Protocols.Updates;

/// <summary>What a hub is ordered to do about its firmware.</summary>
public enum UpdateAction
{
    /// <summary>Not said; refused.</summary>
    Unknown = 0,

    /// <summary>Fetch and verify a release, and keep it in the spare slot.</summary>
    Fetch = 1,

    /// <summary>Fetch it unless it is there, and start it on trial as soon as nothing speaks against it.</summary>
    Install = 2,

    /// <summary>Let go of the release that is being fetched or lies ready.</summary>
    Cancel = 3,

    /// <summary>Go back to the firmware that ran before this one.</summary>
    Revert = 4
}
