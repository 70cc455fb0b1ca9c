// What firmware made bad on purpose does wrong.
namespace Hub.Simulator.World.Slots;

/// <summary>A fault of an image; the entry of the assembly of faults has the same name.</summary>
public enum FirmwareFault
{
    /// <summary>None: good firmware.</summary>
    None,

    /// <summary>Boots and has no radio.</summary>
    NoRadio,

    /// <summary>Boots and runs out of memory.</summary>
    Leaks,

    /// <summary>Throws as it is loaded.</summary>
    NeverBoots,

    /// <summary>Never hears that a test alarm is held.</summary>
    LosesTests,

    /// <summary>Stands still after five minutes.</summary>
    Stops,
}
