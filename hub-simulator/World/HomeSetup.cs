// What a simulated home is made of.
using System;
using System.Collections.Generic;
using Hub.Core;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>The parts of a <see cref="SimulatedHome"/>.</summary>
public sealed class HomeSetup
{
    /// <summary>The time.</summary>
    public required IWorldClock Clock { get; init; }

    /// <summary>Where the hub's own randomness comes from.</summary>
    public required SeededRandom Random { get; init; }

    /// <summary>The hub's settings.</summary>
    public required HubSettings Settings { get; init; }

    /// <summary>The hub's flash.</summary>
    public required IFlash Flash { get; init; }

    /// <summary>Makes the uplink anew at each start of the hub: its memory is gone with the power.</summary>
    public required Func<HubSettings, IUplink> MakeUplink { get; init; }

    /// <summary>Who is told what passes the uplink.</summary>
    public IReadOnlyList<IUplinkObserver> Observers { get; init; } = [];

    /// <summary>The number at which the triggers' frame counter stands.</summary>
    public uint LastToken { get; init; }
}
