// What the hub runs on.
namespace Hub.Protocols.Messages;

/// <summary>What the hub runs on. A number not listed is read as it is and means unknown.</summary>
public enum PowerSource
{
    /// <summary>The battery: mains is lost (HBG-016).</summary>
    Battery = 0,

    /// <summary>Mains.</summary>
    Mains = 1,

    /// <summary>Not known.</summary>
    Unknown = 2
}
