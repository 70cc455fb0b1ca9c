// Power cuts while devices are paired, replaced and removed: the list is the old one or the new one, never between.
using System.Collections.Generic;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class PairingCutTests
{
    private const int OfErasuresOneIn = 512;
    private const long Never = long.MaxValue;
    private readonly PairingCutSweep _sweep = new(5);

    [Fact]
    public void A_cut_at_every_byte_programmed_leaves_every_device_paired_or_not()
    {
        IReadOnlyList<long> bytes = _sweep.Bytes(OfErasuresOneIn);
        for (int i = 0; i < bytes.Count; i++)
        {
            _sweep.Tell(bytes[i], (Tearing)(i % 4), Never);
        }

        Say($"{bytes.Count} cuts, one a byte programmed and one in {OfErasuresOneIn} of those erased: first device "
            + $"kept {_sweep.Paired} times, replaced {_sweep.Replaced} times, button removed {_sweep.Removed} times");
        Assert.True(bytes.Count > 500 && _sweep.Replaced > 100 && _sweep.Removed > 100);
    }

    [Fact]
    public void A_second_cut_in_the_recovery_does_no_more_harm()
    {
        IReadOnlyList<long> bytes = _sweep.Bytes(OfErasuresOneIn);
        int cuts = 0;
        for (int i = 0; i < bytes.Count; i += 67)
        {
            for (long second = 0; second < 200; second += 7)
            {
                _sweep.Tell(bytes[i], (Tearing)(cuts++ % 4), second);
            }
        }

        Say($"{cuts} stories with two cuts; {_sweep.CutRecoveries} recoveries were cut");
        Assert.True(cuts > 200 && _sweep.CutRecoveries > 100);
    }

    private static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);
}
