// Firmware that does not get its transceiver to work.
using Hub.Loader;
using Hub.Simulator.Firmware;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Everything works but the radio: it sends nothing and hears nothing.</summary>
public sealed class NoRadio : Application
{
    /// <inheritdoc/>
    public override IRunningHub Make(IBoard board, SlotStart start) =>
        new FaultyHub(base.Make(new FaultyBoard(board) { IsDeaf = true }, start)) { IsDeaf = true };
}
