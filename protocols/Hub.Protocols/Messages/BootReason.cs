// Why the hub started.
namespace Hub.Protocols.Messages;

/// <summary>Why the hub started. A number not listed is read as it is and means unknown.</summary>
public enum BootReason
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Power came on.</summary>
    PowerOn = 1,

    /// <summary>The fleet manager asked for it.</summary>
    CommandedRestart = 2,

    /// <summary>The watchdog bit.</summary>
    Watchdog = 3,

    /// <summary>New software was taken into use.</summary>
    SoftwareUpdate = 4,

    /// <summary>The loop ended in an unexpected fault and the hub started over.</summary>
    Fault = 5,

    /// <summary>The supply voltage sagged.</summary>
    BrownOut = 6,

    /// <summary>The modem could not be brought back otherwise, and no other way was left.</summary>
    LinkRecovery = 10,
}
