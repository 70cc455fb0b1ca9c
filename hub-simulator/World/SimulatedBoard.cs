// The parts of the board that restart it: the reset line and the watchdog.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>Notes what the hub asks of its board; whoever steps the hub acts on it.</summary>
public sealed class SimulatedBoard : IRestart, IWatchdog
{
    private readonly IWorldClock _clock;

    /// <summary>A board that has just been given power.</summary>
    public SimulatedBoard(IWorldClock clock, BootReason reason)
    {
        _clock = clock;
        LastReason = reason;
        FedAt = clock.NowMilliseconds;
    }

    /// <inheritdoc/>
    public BootReason LastReason { get; }

    /// <summary>Whether the hub has asked to be restarted.</summary>
    public bool IsRestartRequested { get; private set; }

    /// <summary>Why it asked.</summary>
    public BootReason RequestedReason { get; private set; }

    /// <summary>World time of the last feeding, in ms.</summary>
    public long FedAt { get; private set; }

    /// <inheritdoc/>
    public void Request(BootReason reason)
    {
        IsRestartRequested = true;
        RequestedReason = reason;
    }

    /// <inheritdoc/>
    public void Feed() => FedAt = _clock.NowMilliseconds;
}
