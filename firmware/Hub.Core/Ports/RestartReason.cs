// Why the hub starts or asks to be started again.
namespace Hub.Core.Ports;

/// <summary>The reason of a restart, as told in hello.</summary>
public enum RestartReason
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The power came (back).</summary>
    PowerOn = 1,

    /// <summary>The watchdog was not fed.</summary>
    Watchdog = 2,

    /// <summary>A command from the fleet manager.</summary>
    Command = 3,

    /// <summary>A check failed (<see cref="Check"/>).</summary>
    CheckFailed = 4,

    /// <summary>New software.</summary>
    Update = 5,
}
