// The network between a home and its fleet manager.
using System;

namespace Hub.Simulator.World;

/// <summary>A network path that can be cut; what is on its way at a cut is lost.</summary>
public sealed class SimulatedLink
{
    private bool _isUp = true;

    /// <summary>Whether anything passes.</summary>
    public bool IsUp
    {
        get => _isUp;
        set
        {
            Generation += value == _isUp ? 0 : 1;
            _isUp = value;
            Changed?.Invoke();
        }
    }

    /// <summary>How many times the link has been cut or restored: what was sent under another number is lost.</summary>
    public int Generation { get; private set; }

    /// <summary>One way, in ms.</summary>
    public long LatencyMilliseconds { get; set; } = 40;

    /// <summary>Called when the link has been cut or restored.</summary>
    public Action? Changed { get; set; }
}
