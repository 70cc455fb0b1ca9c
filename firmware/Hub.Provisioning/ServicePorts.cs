// What a board with a service console is wired to.
using Hub.Core.Ports;

namespace Hub.Provisioning;

/// <summary>All must be set.</summary>
public sealed class ServicePorts
{
    /// <summary>The serial line.</summary>
    public IServiceLine? Line { get; set; }

    /// <summary>The identity's own flash sectors.</summary>
    public IFlash? IdentityFlash { get; set; }

    /// <summary>The parts that keep what belongs to a home: journal, devices, rules.</summary>
    public IFlash[] HomeFlashes { get; set; } = new IFlash[0];

    /// <summary>The lamps, while there is no hub.</summary>
    public IPanel? Panel { get; set; }

    /// <summary>The watchdog, while there is no hub.</summary>
    public IWatchdog? Watchdog { get; set; }

    /// <summary>Randomness, for the session's number.</summary>
    public IRandom? Random { get; set; }

    /// <summary>Restart of the board.</summary>
    public IRestart? Restart { get; set; }

    /// <summary>What the board is.</summary>
    public BoardFacts Board { get; set; } = new BoardFacts();
}
