// The ports a hub is wired to.
using Hub.Core.Ports;

namespace Hub.Core;

/// <summary>Everything outside the core that it reaches, in one place so that wiring reads as a list.
/// All must be set before the hub is made.</summary>
public sealed class HubPorts
{
    /// <summary>The journal's flash.</summary>
    public IFlash? Flash { get; set; }

    /// <summary>The session with the fleet manager.</summary>
    public IUplink? Uplink { get; set; }

    /// <summary>The lamps.</summary>
    public IPanel? Panel { get; set; }

    /// <summary>Mains and battery.</summary>
    public IPower? Power { get; set; }

    /// <summary>Randomness.</summary>
    public IRandom? Random { get; set; }

    /// <summary>The watchdog.</summary>
    public IWatchdog? Watchdog { get; set; }

    /// <summary>Restart of the board.</summary>
    public IRestart? Restart { get; set; }

    /// <summary>The way back to the triggers.</summary>
    public ITriggerAcknowledger? Triggers { get; set; }
}
