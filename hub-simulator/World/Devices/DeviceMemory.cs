// What a device keeps when its battery is taken out.
using Hub.Protocols.Radio;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// The flash of a device. Counters are kept by the block: one write for many frames, and after a loss of power the
/// device goes on above everything it can have used.
/// </summary>
public sealed class DeviceMemory
{
    /// <summary>Frame counters, and event numbers, reserved at a time.</summary>
    public const int BlockCount = 64;

    /// <summary>Whether it belongs to a hub.</summary>
    public bool IsPaired { get; set; }

    /// <summary>The key it shares with that hub.</summary>
    public byte[] LinkKey { get; } = new byte[RadioLimits.KeyBytes];

    /// <summary>A random number for the home, from the hub.</summary>
    public uint HomeId { get; set; }

    /// <summary>How often it reports that it is there, in minutes.</summary>
    public int SupervisionMinutes { get; set; }

    /// <summary>Below this, frame counters may have been used.</summary>
    public uint CounterCeiling { get; set; }

    /// <summary>Up to this, event numbers may have been used; it goes round at 65,536.</summary>
    public int EventCeiling { get; set; }

    /// <summary>The number of the last order carried out.</summary>
    public uint LastOrder { get; set; }
}
