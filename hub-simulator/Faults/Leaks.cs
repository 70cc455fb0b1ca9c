// Firmware that keeps what it should let go.
using Hub.Loader;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Loses some memory with each step, until there is none left.</summary>
public sealed class Leaks : Application
{
    /// <inheritdoc/>
    public override IRunningHub Make(IBoard board, SlotStart start) =>
        new FaultyHub(base.Make(board, start)) { LeaksBytes = FaultyHub.LeakBytes };
}
