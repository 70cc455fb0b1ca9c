// How far and in which order a flash operation has come when the power is cut.
namespace Hub.Simulator.World;

/// <summary>The ways a cut operation can leave its range. Bytes outside the range are never touched.</summary>
public enum Tearing
{
    /// <summary>Bytes change from the first to the last; the one at the cut is half done.</summary>
    Forward = 0,

    /// <summary>Bytes change from the last to the first.</summary>
    Backward = 1,

    /// <summary>Bytes change in random order.</summary>
    Scattered = 2,

    /// <summary>As scattered, and every byte not yet done has some of its bits changed: an erasure cut short.</summary>
    WeakBits = 3,
}
