// Power cuts at every byte of every journal write and erasure, and again during the recovery from it.
using System;
using Firmware.Tests.World;

namespace Firmware.Tests.Storage;

public sealed class JournalCutTests(ITestOutputHelper output)
{
    // Fills the sector almost to its end, without a cut, so that what follows runs it full.
    private static JournalHome Fill(NorFlash flash)
    {
        JournalHome home = new(flash);
        home.Boot();
        for (int i = 0; i < 36; i++)
        {
            home.Press(2);
            home.Send();
            home.Hold();
        }

        home.Press(1);
        home.Send();
        home.UseNumber();
        return home;
    }

    // What is cut: a start, presses alone and joined, a sending, acknowledgements, a number, the copy into the next
    // sector that comes in the middle of it, and another start.
    private static void Live(JournalHome home)
    {
        home.Boot();
        home.Press(1);
        home.Press(1);
        home.UseNumber();
        home.Send();
        home.Hold();
        home.Hold();
        for (int i = 0; i < 3; i++)
        {
            home.Press(3);
            home.Send();
            home.Hold();
        }

        home.Press(3);
        home.Boot();
        home.UseNumber();
        home.Press(1);
    }

    [Fact]
    public void HBG_001_nothing_acknowledged_is_lost_whatever_byte_of_a_write_or_erasure_the_power_goes_at()
    {
        int cuts = 0;
        for (int noise = 0; noise < 2; noise++)
        {
            NorFlash filled = new() { EraseLeavesNoise = noise == 1 };
            JournalHome home = Fill(filled);
            long work = WorkOf(home, filled, Live);
            Assert.True(work > 4096, "the copy between sectors must be part of it");
            for (long at = 0; at < work; at++)
            {
                NorFlash flash = filled.Clone();
                flash.CutAtWork = flash.Work + at;
                JournalHome cut = home.CloneOnto(flash);
                Assert.Throws<SupplyCutException>(() => Live(cut));
                cuts++;
                flash.CutAtWork = long.MaxValue;
                Recover(cut);
                Assert.Equal(0, flash.OverwriteCount);
            }
        }

        output.WriteLine($"{cuts} cuts recovered");
        Assert.True(cuts > 8_000);
    }

    [Fact]
    public void HBG_001_the_first_start_on_blank_flash_can_be_cut_at_any_byte()
    {
        int cuts = 0;
        NorFlash whole = new();
        new JournalHome(whole).Boot();
        for (long at = 0; at < whole.Work; at++)
        {
            NorFlash flash = new() { CutAtWork = at };
            JournalHome home = new(flash);
            Assert.Throws<SupplyCutException>(home.Boot);
            cuts++;
            flash.CutAtWork = long.MaxValue;
            Recover(home);
        }

        output.WriteLine($"{cuts} cuts recovered");
        Assert.True(cuts > 4_000);
    }

    [Fact]
    public void HBG_001_nothing_is_lost_when_the_power_goes_again_during_the_recovery()
    {
        // Every byte of every write is a first cut. Second cuts go through the recovery in steps, whose start moves
        // on with each first cut, so that together they hit every byte of it. HUB_TEST_EXHAUSTIVE=1 takes them all.
        int stride = System.Environment.GetEnvironmentVariable("HUB_TEST_EXHAUSTIVE") == "1" ? 1 : 7;
        NorFlash filled = new() { EraseStepBytes = 128 };
        JournalHome home = Fill(filled);
        long work = WorkOf(home, filled, Live);
        long first = 0;
        long second = 0;
        for (long at = 0; at < work; at++)
        {
            NorFlash flash = filled.Clone();
            flash.CutAtWork = flash.Work + at;
            flash.EraseLeavesNoise = at % 2 == 0;
            JournalHome cut = home.CloneOnto(flash);
            Assert.Throws<SupplyCutException>(() => Live(cut));
            first++;
            second += CutRecovery(cut, flash, at % stride, stride);
        }

        output.WriteLine($"{first} first cuts, {second} second cuts during recovery recovered");
        Assert.True(second > 30_000);
    }

    [Fact]
    public void HBG_001_random_lives_with_many_cuts_in_a_row_lose_nothing()
    {
        int cuts = 0;
        for (int seed = 1; seed <= 300; seed++)
        {
            Random random = new(seed);
            NorFlash flash = new(sectorCount: 2 + (seed % 3), seed: seed) { EraseLeavesNoise = seed % 2 == 0 };
            JournalHome home = new(flash, seed);
            for (int life = 0; life < 12; life++)
            {
                flash.CutAtWork = flash.Work + random.Next(1, 12_000);
                try
                {
                    home.Boot();
                    home.CheckNothingLost();
                    for (int i = 0; i < 200; i++)
                    {
                        LiveAtRandom(home, random);
                    }
                }
                catch (SupplyCutException)
                {
                    cuts++;
                }
            }

            flash.CutAtWork = long.MaxValue;
            Recover(home);
            Assert.Equal(0, flash.OverwriteCount);
        }

        output.WriteLine($"{cuts} cuts in 300 lives");
        Assert.True(cuts > 2_000);
    }

    private static void LiveAtRandom(JournalHome home, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
            case 1:
                if (!home.Memory.Alarms.IsFull)
                {
                    home.Press((uint)random.Next(1, 5));
                }

                break;
            case 2:
                home.Send();
                break;
            case 3:
            case 4:
                home.Hold();
                break;
            default:
                home.UseNumber();
                break;
        }
    }

    private static long WorkOf(JournalHome home, NorFlash flash, Action<JournalHome> life)
    {
        NorFlash copy = flash.Clone();
        long before = copy.Work;
        life(home.CloneOnto(copy));
        Assert.Equal(0, copy.OverwriteCount);
        return copy.Work - before;
    }

    // Cuts the recovery, recovers from that, and checks.
    private static long CutRecovery(JournalHome home, NorFlash flash, long start, int stride)
    {
        flash.CutAtWork = long.MaxValue;
        long work = WorkOf(home, flash, copy => copy.Boot());
        long count = 0;
        for (long at = start; at < work; at += stride)
        {
            NorFlash copy = flash.Clone();
            copy.CutAtWork = copy.Work + at;
            JournalHome again = home.CloneOnto(copy);
            Assert.Throws<SupplyCutException>(again.Boot);
            copy.CutAtWork = long.MaxValue;
            again.Boot();
            again.CheckNothingLost();
            again.UseNumber();
            count++;
        }

        return count;
    }

    private static void Recover(JournalHome home)
    {
        home.Boot();
        home.CheckNothingLost();
        home.UseNumber();
        home.Press(9);
        home.Boot();
        home.CheckNothingLost();
        home.UseNumber();
    }
}
