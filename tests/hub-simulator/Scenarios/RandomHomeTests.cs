// Hundreds of homes full of devices, for a month each; a failing one is named by its seed and replays bit for bit.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class RandomHomeTests
{
    private const long Day = 86_400_000;
    private const int Days = 30;
    private const int AtOnce = 2;

    // 300 take about 180 s of processor time. All thousand with HUB_TEST_EXHAUSTIVE=1, and with the command
    // hub-simulator home --homes 1000 --days 30.
    private static readonly int Homes =
        Environment.GetEnvironmentVariable("HUB_TEST_EXHAUSTIVE") == "1" ? 1_000 : 300;

    /// <summary>HBG-016, HBG-020, HBG-021, UPP-038: no press is lost, every silent device is told of in time, the air
    /// time is kept and no device of another home is heard, with radio loss, jamming, collisions, replays, power cuts,
    /// empty batteries in the hub and in devices, and outages of mains, network and fleet manager. HBG-042: and of each
    /// bearer, each receiver and the modem. HBG-077: nor is what responders told at the hub's front.</summary>
    [Fact]
    public void Nothing_is_lost_in_hundreds_of_homes_in_a_month()
    {
        ManyHomes homes = new(1, Homes, Days * Day);
        homes.Run(AtOnce);
        HomeTally all = homes.Tally;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Homes} homes, {Days} days each, in {homes.Speed()}: {all.Sentence()}");
        Assert.True(homes.FailedCount == 0, $"{homes.FailedCount} homes failed; the first: {homes.FirstFailure}");

        // Nothing of what was to go wrong has stayed away: about half of what these seeds bring.
        AssertEach(all.Presses, 400, "presses");
        AssertEach(all.Paired, 9, "pairings");
        AssertEach(all.Finished, 7, "pairings to the end");
        AssertEach(all.Removed, 1, "devices removed");
        AssertEach(all.Replaced, 1, "devices replaced");
        AssertEach(all.WalkPresses, 5, "presses of walk tests");
        AssertEach(all.Deaths, 2, "devices that died");
        AssertEach(all.CutsWithinFlash, 8, "power cuts within a flash operation");
        AssertEach(all.Jams, 6, "jammings");
        AssertEach(all.Replays, 250, "replays");
        AssertEach(all.Collisions, 1_200, "collisions");
        AssertEach(all.Jammed, 350, "frames jammed");
        AssertEach(all.Lost, 20_000, "frames lost");
        AssertEach(4 * all.FlatHubs, 1, "empty batteries of the hub in four homes");
        Assert.All(all.Disturbances, one => AssertEach(one.Value, 2, one.Key));
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

    /// <summary>Once broken: a loss whose alarm had given its place to a person was never told again (424); a rule
    /// named a device that was removed while it waited (187); tests that gave their place in a full table were taken
    /// for lost presses (520, 548).</summary>
    [Theory]
    [InlineData(187)]
    [InlineData(424)]
    [InlineData(520)]
    [InlineData(548)]
    public void A_home_that_failed_once_does_so_no_more(int seed)
    {
        RandomHome home = new((ulong)seed, Days * Day);
        home.Run();
        Assert.True(home.Tally.Presses > 0);
    }

    [Fact]
    public void A_failing_home_is_named_by_its_seed_and_fails_again_in_the_same_way()
    {
        string[] said = [.. Enumerable.Range(0, 2).Select(_ => Fail(23))];
        Assert.StartsWith("seed 23, ", said[0], StringComparison.Ordinal);
        Assert.Contains("broken on purpose", said[0]);
        Assert.Equal(said[0], said[1]);
    }

    private static void AssertEach(long count, long atLeastInAHome, string what) =>
        Assert.True(count > atLeastInAHome * Homes, $"{count} {what} in {Homes} homes");

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
