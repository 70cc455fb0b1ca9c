// The flash parts of a simulated board.
namespace Hub.Simulator.Hardware;

/// <summary>Which flash part; the numbers are what firmware of any build goes by.</summary>
public enum BoardPart
{
    /// <summary>The journal's.</summary>
    Journal = 0,

    /// <summary>The paired devices'.</summary>
    Devices = 1,

    /// <summary>The rules'.</summary>
    Documents = 2,

    /// <summary>The settings'.</summary>
    Settings = 3,

    /// <summary>The record of updates'.</summary>
    Updates = 4,
}
