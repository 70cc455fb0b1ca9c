// Firmware that stands still after a while.
using Hub.Loader;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Does nothing any more, not even feed its watchdog.</summary>
public sealed class Stops : Application
{
    /// <inheritdoc/>
    public override IRunningHub Make(IBoard board, SlotStart start) =>
        new FaultyHub(base.Make(board, start)) { StopsAtMilliseconds = FaultyHub.StopMilliseconds };
}
