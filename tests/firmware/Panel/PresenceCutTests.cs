// Power cuts at every byte of every write of check-ins and check-outs, and again during the recovery.
using System;
using Firmware.Tests.World;

namespace Firmware.Tests.Panel;

public sealed class PresenceCutTests(ITestOutputHelper output)
{
    // A visit, an alarm, a visit after it; acknowledgements in between, out of order too; a copy in the middle.
    private static void Live(PresenceHome home)
    {
        home.Boot();
        home.CheckIn();
        home.CheckOut();
        home.HoldNewest();
        home.Press();
        home.CheckIn();
        home.HoldOldest();
        home.CheckOut();
        for (int i = 0; i < 4; i++)
        {
            home.CheckIn();
            home.CheckOut();
            home.HoldOldest();
            home.HoldNewest();
        }

        home.CheckIn();
        home.Boot();
        home.HoldOldest();
        home.CheckOut();
        home.CheckIn();
    }

    private static NorFlash Fill(int rounds, bool isNoisy)
    {
        NorFlash flash = new() { EraseLeavesNoise = isNoisy };
        PresenceHome home = new(flash);
        home.Boot();
        for (int i = 0; i < rounds; i++)
        {
            home.CheckIn();
            home.HoldOldest();
            home.CheckOut();
            home.HoldOldest();
        }

        return flash;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void HBG_077_presence_is_old_or_new_whatever_byte_the_power_goes_at(int rounds)
    {
        int cuts = 0;
        for (int noise = 0; noise < 2; noise++)
        {
            NorFlash filled = Fill(rounds, noise == 1);
            long work = WorkOf(filled, Live);
            for (long at = 0; at < work; at++)
            {
                PresenceHome cut = CutAt(filled, at);
                cuts++;
                cut.Boot();
                cut.CheckOldOrNew();
                cut.CheckIn();
                cut.CheckOut();
                cut.Boot();
                cut.CheckOldOrNew();
            }
        }

        output.WriteLine($"{cuts} cuts, each left the old story or the new");
        Assert.True(cuts > 2_500);
    }

    [Fact]
    public void HBG_077_presence_is_old_or_new_when_the_power_goes_again_during_the_recovery()
    {
        // Second cuts go through the recovery in steps, whose start moves on with each first cut, so that together
        // they hit every byte of it. HUB_TEST_EXHAUSTIVE=1 takes them all.
        int stride = Environment.GetEnvironmentVariable("HUB_TEST_EXHAUSTIVE") == "1" ? 1 : 17;
        NorFlash filled = Fill(15, true);
        filled.EraseStepBytes = 128;
        long work = WorkOf(filled, Live);
        int first = 0;
        int second = 0;
        for (long at = 0; at < work; at++)
        {
            PresenceHome cut = CutAt(filled, at);
            first++;
            long recovery = WorkOf(cut.Flash, _ => { }, cut);
            for (long again = at % stride; again < recovery; again += stride)
            {
                NorFlash flash = cut.Flash.Clone();
                flash.CutAtWork = flash.Work + again;
                PresenceHome twice = cut.CloneOnto(flash);
                Assert.Throws<SupplyCutException>(twice.Boot);
                flash.CutAtWork = long.MaxValue;
                twice.Boot();
                twice.CheckOldOrNew();
                second++;
            }
        }

        output.WriteLine($"{first} first cuts, {second} second cuts during the recovery");
        Assert.True(second > 5_000);
    }

    private static PresenceHome CutAt(NorFlash filled, long at)
    {
        NorFlash flash = filled.Clone();
        flash.CutAtWork = flash.Work + at;
        PresenceHome cut = new(flash);
        Assert.Throws<SupplyCutException>(() => Live(cut));
        flash.CutAtWork = long.MaxValue;
        return cut;
    }

    private static long WorkOf(NorFlash flash, Action<PresenceHome> life, PresenceHome? home = null)
    {
        NorFlash copy = flash.Clone();
        long before = copy.Work;
        PresenceHome clone = home?.CloneOnto(copy) ?? new PresenceHome(copy);
        if (home != null)
        {
            clone.Boot();
        }

        life(clone);
        Assert.Equal(0, copy.OverwriteCount);
        return copy.Work - before;
    }
}
