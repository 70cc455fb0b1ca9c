// A thousand homes full of devices, for a week each; a failing one is named by its seed and replays bit for bit.
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class RandomHomeTests
{
    private const long Day = 86_400_000;
    private const int Homes = 1_000;
    private const int Days = 7;
    private const int AtOnce = 2;

    /// <summary>HBG-020, UPP-038: no press is lost, every silent device is told of in time, the air time is kept and no
    /// device of another home is heard, with radio loss, jamming, collisions, replays and power cuts.</summary>
    [Fact]
    public void Nothing_is_lost_in_a_thousand_homes_in_a_week()
    {
        ConcurrentBag<HomeTally> tallies = [];
        ConcurrentBag<string> broken = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce };
        Parallel.For(1, Homes + 1, options, seed =>
        {
            RandomHome home = new((ulong)seed, Days * Day);
            try
            {
                home.Run();
            }
            catch (InvariantBrokenException failure)
            {
                broken.Add(failure.Message);
            }

            tallies.Add(home.Tally);
        });
        HomeTally all = tallies.Aggregate(HomeTally.Zero, (sum, tally) => sum.Plus(tally));
        TestContext.Current.TestOutputHelper!.WriteLine($"{Homes} homes, {Days} days each: {all.Sentence()}");
        Assert.True(broken.IsEmpty, $"{broken.Count} homes failed; the first: {broken.FirstOrDefault()}");
        Assert.True(all is { Presses: > 50_000, Paired: > 5_000, Finished: > 3_000, Removed: > 200, Replaced: > 200 });
        Assert.True(all is { Deaths: > 1_000, CutsWithinFlash: > 1_000, Jams: > 1_000, Replays: > 10_000 });
        Assert.True(all is { Collisions: > 50_000, Jammed: > 5_000, Lost: > 500_000, WalkPresses: > 500 });
    }

    [Fact]
    public void The_same_seed_gives_the_same_home_to_the_last_frame_and_another_seed_another()
    {
        (ulong Fingerprint, long Count) first = Live(17);
        Assert.Equal(first, Live(17));
        Assert.NotEqual(first, Live(18));
        Assert.True(first.Count > 1_000);
    }

    [Fact]
    public void A_failing_home_is_named_by_its_seed_and_fails_again_in_the_same_way()
    {
        string[] said = [.. Enumerable.Range(0, 2).Select(_ => Fail(23))];
        Assert.StartsWith("seed 23, ", said[0], StringComparison.Ordinal);
        Assert.Contains("broken on purpose", said[0]);
        Assert.Equal(said[0], said[1]);
    }

    private static (ulong Fingerprint, long Count) Live(ulong seed)
    {
        RandomHome home = new(seed, Day);
        home.Run();
        return (home.Home.Trace.Fingerprint, home.Home.Trace.Count);
    }

    private static string Fail(ulong seed)
    {
        RandomHome home = new(seed, Day, [new BreaksAtTheHundredthFrame()]);
        return Assert.Throws<InvariantBrokenException>(home.Run).Message;
    }

    private sealed class BreaksAtTheHundredthFrame : Invariant
    {
        private int _frames;

        public override void OnSent(Hub.Simulator.World.OnAir.Transmission sent)
        {
            if (++_frames == 100)
            {
                Break($"broken on purpose");
            }
        }
    }
}
