// What a simulated home has that is not as usual.
using System.Collections.Generic;
using Hub.Core;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.Scenarios;

/// <summary>Left out, everything is as usual.</summary>
public sealed record HomeOptions
{
    /// <summary>The flash of the paired devices; a new one when left out.</summary>
    public SimFlash? DeviceFlash { get; init; }

    /// <summary>Whether the hub has a flash for rules, and takes rule sets.</summary>
    public bool HasRules { get; init; }

    /// <summary>Whether the hub reaches two receivers over two bearers, and has a modem for short messages and calls;
    /// otherwise it has one way out. Not together with the hub's own MQTT client.</summary>
    public bool HasPaths { get; init; }

    /// <summary>Whether the hub has a flash for settings, and takes them from afar.</summary>
    public bool HasSettings { get; init; }

    /// <summary>The slots for firmware, fitted or blank; null for a hub that always runs the simulator's own build.
    /// </summary>
    public SlotFlash? Slots { get; init; }

    /// <summary>The public keys that the hub trusts releases by, the current one and its successor.</summary>
    public IReadOnlyList<byte[]> ReleaseKeys { get; init; } = [];

    /// <summary>The devices delivered with the hub.</summary>
    public IReadOnlyList<DeviceLabel> Kit { get; init; } = HomeKit.Buttons;

    /// <summary>Where the kit's frame counters stand.</summary>
    public uint LastCounter { get; init; }

    /// <summary>Seconds between heartbeats.</summary>
    public int HeartbeatIntervalSeconds { get; init; } = Limits.DefaultHeartbeatIntervalSeconds;

    /// <summary>What clocks show when the home begins, unix milliseconds UTC; 1 March 2026, 10:00, when left out.
    /// </summary>
    public long StartUnixMilliseconds { get; init; } = VirtualHome.StartUnixMilliseconds;
}
