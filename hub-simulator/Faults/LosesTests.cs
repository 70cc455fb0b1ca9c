// Firmware that never hears that a test alarm is held.
using Hub.Loader;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Takes no acknowledgement of a test alarm.</summary>
public sealed class LosesTests : Application
{
    /// <inheritdoc/>
    public override IRunningHub Make(IBoard board, SlotStart start) =>
        base.Make(new FaultyBoard(board) { LosesTests = true }, start);
}
