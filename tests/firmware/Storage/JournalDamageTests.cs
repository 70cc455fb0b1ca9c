// Bit rot, torn slots and half-erased sectors: found, put right where one bit is wrong, and never believed.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

public sealed class JournalDamageTests(ITestOutputHelper output)
{
    private const int SlotBytes = 48;

    private static JournalHome Lived(NorFlash flash)
    {
        JournalHome home = new(flash);
        home.Boot();
        home.UseNumber();
        for (uint trigger = 1; trigger <= 6; trigger++)
        {
            home.Press(trigger);
            home.Press(trigger);
        }

        home.Send();
        home.Hold();
        home.Send();
        home.Hold();
        home.UseNumber();
        return home;
    }

    [Fact]
    public void Any_single_wrong_bit_of_the_whole_flash_changes_nothing_that_comes_back()
    {
        NorFlash whole = new();
        JournalHome home = Lived(whole);
        string expected = Describe(home);
        int flips = 0;
        for (int bit = 0; bit < 30 * SlotBytes * 8; bit++)
        {
            NorFlash flash = whole.Clone();
            flash.Sector(0)[bit / 8] ^= (byte)(1 << (bit % 8));
            JournalHome again = home.CloneOnto(flash);
            again.Boot();
            Assert.Equal(expected, Describe(again));
            again.CheckNothingLost();
            again.UseNumber();
            again.Boot();
            Assert.Equal(expected, Describe(again));
            flips++;
        }

        output.WriteLine($"{flips} single flips");
    }

    [Fact]
    public void Two_wrong_bits_in_a_record_are_found_lose_at_most_that_record_and_are_counted()
    {
        NorFlash whole = new();
        JournalHome home = Lived(whole);
        int usedSlots = Enumerable.Range(0, 85).Count(i => !IsBlank(whole, i));
        Random random = new(3);
        int found = 0;
        for (int run = 0; run < 3_000; run++)
        {
            int slot = random.Next(usedSlots);
            NorFlash flash = whole.Clone();
            int first = random.Next(SlotBytes * 8);
            int second = (first + 1 + random.Next((SlotBytes * 8) - 1)) % (SlotBytes * 8);
            Flip(flash, slot, first);
            Flip(flash, slot, second);
            JournalHome again = home.CloneOnto(flash);
            again.Boot();
            int pending = again.Pending().Count();
            Assert.InRange(pending, home.Pending().Count() - 1, home.Pending().Count() + 1);
            Assert.Equal(1, again.Memory.Journal.DamagedRecordCount);
            Assert.Equal(1, again.Memory.State.DamagedRecordCount);
            again.UseNumber();
            found++;
        }

        output.WriteLine($"{found} double flips found");
    }

    [Fact]
    public void Noise_in_any_sector_but_the_active_one_changes_nothing()
    {
        for (int seed = 1; seed <= 500; seed++)
        {
            Random random = new(seed);
            NorFlash flash = new(sectorCount: 4);
            JournalHome home = Lived(flash);
            string expected = Describe(home);
            for (int sector = 1; sector < 4; sector++)
            {
                random.NextBytes(flash.Sector(sector));
            }

            home.Boot();
            Assert.Equal(expected, Describe(home));
            home.UseNumber();
            for (int i = 0; i < 200; i++)
            {
                home.Press(1);
                home.Send();
                home.Hold();
            }

            home.Boot();
            home.CheckNothingLost();
        }
    }

    [Fact]
    public void Noise_everywhere_is_told_as_a_lost_journal_and_the_hub_goes_on_with_new_numbers()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            NorFlash flash = new();
            new Random(seed).NextBytes(flash.Sector(0));
            new Random(seed + 1000).NextBytes(flash.Sector(1));
            HubMemory memory = new(flash, new SeededRandom(seed));
            Assert.True(memory.Start());
            Assert.True(memory.Journal.IsHistoryLost);
            Assert.False(memory.Journal.IsFaulty);
            Assert.Equal(1, memory.State.BootCount);
            Assert.Equal(0, memory.Alarms.Count);
        }
    }

    [Fact]
    public void An_old_sector_that_was_half_erased_is_never_taken_for_the_newest()
    {
        // The power goes at every byte of every erasure of a long life; each time the state is as before.
        NorFlash flash = new(sectorCount: 3) { EraseLeavesNoise = true };
        JournalHome home = Lived(flash);
        int tears = 0;
        for (int i = 0; i < 400; i++)
        {
            home.Press(2);
            home.Send();
            string expected = Describe(home);
            int erases = flash.EraseCounts.Sum();
            flash.CutAtWork = flash.Work + 48 + (i * 37 % 4096);
            try
            {
                home.Memory.Journal.Compact();
            }
            catch (SupplyCutException)
            {
                tears++;
            }

            Assert.True(flash.EraseCounts.Sum() > erases);
            flash.CutAtWork = long.MaxValue;
            home.Boot();
            Assert.Equal(expected, Describe(home));
            home.Hold();
        }

        Assert.True(tears > 300);
    }

    [Fact]
    public void A_start_that_finds_an_unfinished_copy_makes_a_new_one_before_it_writes_anything_else()
    {
        // Bits that were being written when the power went may read otherwise the next day: were the old sector
        // appended to meanwhile, the copy could turn out whole after all and hide what was appended.
        NorFlash flash = new();
        JournalHome home = Lived(flash);
        NorFlash probe = flash.Clone();
        JournalHome whole = home.CloneOnto(probe);
        whole.Boot();
        long before = probe.Work;
        Assert.True(whole.Memory.Journal.Compact());
        long work = probe.Work - before;

        // From the first whole record on: before it nothing can be taken for a sector at all.
        for (long at = 4096 + SlotBytes; at < work - (2 * SlotBytes); at += 5)
        {
            NorFlash cut = probe.Clone();
            JournalHome again = whole.CloneOnto(cut);
            again.Boot();
            cut.CutAtWork = cut.Work + at;
            Assert.Throws<SupplyCutException>(() => again.Memory.Journal.Compact());
            cut.CutAtWork = long.MaxValue;
            int erasures = cut.EraseCounts.Sum();
            again.Boot();
            Assert.Equal(erasures + 1, cut.EraseCounts.Sum());
            again.CheckNothingLost();
        }
    }

    private static string Describe(JournalHome home)
    {
        return string.Join(
            ";",
            home.Pending().OrderBy(a => a.Sequence).Select(a =>
                $"{a.Sequence},{a.BootCount},{a.TriggerId},{a.PressToken},{a.PressCount},{a.Kind},{a.Priority}"));
    }

    private static bool IsBlank(NorFlash flash, int slot)
    {
        return flash.Sector(0).AsSpan(slot * SlotBytes, SlotBytes).IndexOfAnyExcept((byte)0xFF) < 0;
    }

    private static void Flip(NorFlash flash, int slot, int bit)
    {
        flash.Sector(0)[(slot * SlotBytes) + (bit / 8)] ^= (byte)(1 << (bit % 8));
    }
}
