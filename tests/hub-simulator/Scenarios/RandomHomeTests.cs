// A thousand homes full of devices, for a month each; a failing one is named by its seed and replays bit for bit.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class RandomHomeTests
{
    private const long Day = 86_400_000;
    private const int Homes = 1_000;
    private const int Days = 30;
    private const int AtOnce = 2;

    /// <summary>HBG-016, HBG-020, HBG-021, UPP-038: no press is lost, every silent device is told of in time, the air
    /// time is kept and no device of another home is heard, with radio loss, jamming, collisions, replays, power cuts,
    /// empty batteries in the hub and in devices, and outages of mains, network and fleet manager.</summary>
    [Fact]
    public void Nothing_is_lost_in_a_thousand_homes_in_a_month()
    {
        ManyHomes homes = new(1, Homes, Days * Day);
        homes.Run(AtOnce);
        HomeTally all = homes.Tally;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Homes} homes, {Days} days each, in {homes.Speed()}: {all.Sentence()}");
        Assert.True(homes.FailedCount == 0, $"{homes.FailedCount} homes failed; the first: {homes.FirstFailure}");
        Assert.True(all is { Presses: > 200_000, Paired: > 10_000, Finished: > 8_000, Removed: > 1_000 });
        Assert.True(all is { Replaced: > 1_000, Deaths: > 1_000, CutsWithinFlash: > 4_000, Jams: > 8_000 });
        Assert.True(all is { Replays: > 100_000, Collisions: > 200_000, Jammed: > 20_000, Lost: > 2_000_000 });
        Assert.True(all is { WalkPresses: > 500, FlatHubs: > 200 });
        Assert.All(all.Disturbances, one => Assert.True(one.Value > 1_000, $"{one.Value} {one.Key}"));
    }

    [Fact]
    public void How_many_homes_live_at_once_changes_nothing_in_any_of_them()
    {
        Assert.Equal(Outcomes(1), Outcomes(4));
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

    private static string[] Outcomes(int atOnce)
    {
        ManyHomes homes = new(40, 8, 2 * Day);
        List<string> told = [];
        homes.Run(atOnce, one => told.Add($"{one.Seed} {one.Fingerprint:x16} {one.Happenings} {one.Failure}"));
        Assert.Equal(8, told.Count);
        return [.. told];
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
