// Power cuts at every byte of every flash write, and again during the recovery from each kind of them.
using System.Collections.Generic;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class PowerCutTests
{
    private readonly PowerCutSweep _sweep = new(7);

    [Fact]
    public void A_cut_at_every_byte_of_the_story_loses_no_press()
    {
        long bytes = _sweep.CountBytes();
        int held = 0;
        for (long cut = 0; cut < bytes; cut++)
        {
            held += _sweep.Tell(cut, Tearing.Forward, long.MaxValue).Fleet.Held.Count;
        }

        Say($"{bytes} cuts, one at every byte changed ({_sweep.ProgrammedBytes().Count} by programming, the others by "
            + $"erasing): {held} alarms held, no press lost or multiplied");
        Assert.True(bytes > 5000 && held > bytes * 8);
    }

    [Theory]
    [InlineData(Tearing.Backward)]
    [InlineData(Tearing.Scattered)]
    [InlineData(Tearing.WeakBits)]
    public void However_a_write_is_torn_no_press_is_lost(Tearing tearing)
    {
        HashSet<long> programmed = [.. _sweep.ProgrammedBytes()];
        long bytes = _sweep.CountBytes();
        int cuts = 0;
        for (long cut = 0; cut < bytes; cut++)
        {
            if (programmed.Contains(cut) || cut % 16 == 0)
            {
                _sweep.Tell(cut, tearing, long.MaxValue);
                cuts++;
            }
        }

        Say($"{cuts} cuts, torn {tearing}: every byte programmed, and one in 16 of those erased");
        Assert.True(cuts > 1500);
    }

    [Fact]
    public void A_second_cut_at_every_byte_of_the_recovery_loses_no_press()
    {
        IReadOnlyList<long> programmed = _sweep.ProgrammedBytes();
        int firstCuts = 0;
        int secondCuts = 0;
        for (int i = 0; i < programmed.Count; i += 53)
        {
            // 53 and a record's 48 bytes have no factor in common: each record is cut at another place.
            Tearing tearing = (Tearing)(firstCuts++ % 4);
            foreach (long second in _sweep.RecoveryBytes(programmed[i], tearing, 64))
            {
                _sweep.Tell(programmed[i], tearing, second);
                secondCuts++;
            }
        }

        Say($"{firstCuts} first cuts, one in each record written; {secondCuts} second cuts at every byte that the "
            + $"recoveries program, and one in 64 of those they erase; {_sweep.CutRecoveries} recoveries were cut");
        Assert.True(firstCuts > 20 && secondCuts > 1000 && _sweep.CutRecoveries > 1000);
    }

    private static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);
}
