// What firmware for simulated boards offers beside the loader's interface.
using Hub.Loader;

namespace Hub.Simulator.Hardware;

/// <summary>Implemented by the entry of an image for simulated hubs: the world steps the hub, it owns no thread.
/// </summary>
public interface IHubFirmware : IApplication
{
    /// <summary>Makes the hub.</summary>
    /// <param name="board">The board.</param>
    /// <param name="start">What the loader has started.</param>
    /// <exception cref="System.Exception">It cannot be made: the board restarts.</exception>
    IRunningHub Make(IBoard board, SlotStart start);
}
