// What a simulated home is made of.
using System;
using System.Collections.Generic;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.Slots;

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

    /// <summary>The flash of the hub's journal.</summary>
    public required IFlash Flash { get; init; }

    /// <summary>Makes the uplink anew at each start of the hub: its memory is gone with the power.</summary>
    public required Func<HubSettings, IUplink> MakeUplink { get; init; }

    /// <summary>Makes the paths anew at each start of the hub; when left out, the uplink is the only one.</summary>
    public Func<HubSettings, IReadOnlyList<UplinkPath>>? MakePaths { get; init; }

    /// <summary>Makes the modem of the home, once; when left out, it has none.</summary>
    public Func<Agenda, SimulatedModem>? MakeModem { get; init; }

    /// <summary>Who is told what passes the uplink.</summary>
    public IReadOnlyList<IUplinkObserver> Observers { get; init; } = [];

    /// <summary>The flash that keeps the paired devices.</summary>
    public required IFlash DeviceFlash { get; init; }

    /// <summary>The flash that keeps the home's rules; null for a hub without.</summary>
    public IFlash? DocumentFlash { get; init; }

    /// <summary>The flash that keeps the settings told from afar; null for a hub without.</summary>
    public IFlash? SettingsFlash { get; init; }

    /// <summary>The slots for firmware; null for a hub that always runs the simulator's own build.</summary>
    public SlotFlash? Slots { get; init; }

    /// <summary>The flash of the record of updates; must be set when there are slots.</summary>
    public IFlash? UpdateFlash { get; init; }

    /// <summary>Who can send the paths to another receiver; null when nobody can.</summary>
    public IReceivers? Receivers { get; init; }

    /// <summary>Labels of the devices delivered with the hub: they are paired when it starts for the first time.
    /// </summary>
    public IReadOnlyList<DeviceLabel> Kit { get; init; } = [];

    /// <summary>The number at which the frame counters of the kit and of bridged triggers stand.</summary>
    public uint LastCounter { get; init; }
}
