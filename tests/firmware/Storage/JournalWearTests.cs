// How long the flash lasts at the volumes of the source documents, by arithmetic and by ten years of writes.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

public sealed class JournalWearTests(ITestOutputHelper output)
{
    private const int Days = 3652;
    private const int Endurance = 100_000;

    // Far above the documents: a municipality of 2,100 alarms counts some tens of thousands of presses a year, well
    // below one press a home and day. Here one home presses 20 times a day, half of them joined.
    private const int PressesPerDay = 20;

    [Fact]
    public void Ten_years_of_twenty_presses_a_day_wear_each_sector_to_a_twentieth_of_its_endurance_at_most()
    {
        NorFlash flash = new();
        JournalHome home = new(flash);
        for (int day = 0; day < Days; day++)
        {
            if (day % 30 == 0)
            {
                home.Boot();
            }

            for (int i = 0; i < PressesPerDay; i += 2)
            {
                home.Press(1);
                home.Press(1);
                home.Send();
                home.Hold();
            }

            // 720 heartbeats, and what else takes a number.
            for (int i = 0; i < 760; i++)
            {
                home.Memory.Sequences.Next();
            }
        }

        int most = flash.EraseCounts.Max();
        int least = flash.EraseCounts.Min();
        double recordsPerDay = (double)home.Memory.Journal.WriteCount / (Days % 30 == 0 ? 30 : Days % 30);
        output.WriteLine($"{most} and {least} erasures of the most and least worn sector in ten years");
        output.WriteLine($"{flash.ProgrammedBytes / Days} bytes a day, {recordsPerDay:F1} records a day");
        Assert.True(most - least <= 1, "the wear must be even");
        Assert.True(most <= Endurance / 20);
        Assert.True(least > 100, "the test must wear something");
    }

    [Fact]
    public void The_arithmetic_of_wear_agrees_with_the_simulated_years()
    {
        // A press alone: raised and closed. A pair: raised, joined, closed. Plus a block of numbers now and then.
        const int slots = 4096 / 48;
        double records = (PressesPerDay / 2 * 3) + (((PressesPerDay / 2) + 760) / 1024.0);
        double copies = records / (slots - Limits.SnapshotOverheadRecords);
        double erasuresPerSector = copies * Days / 2;
        output.WriteLine($"{records:F1} records, {copies:F3} copies a day; {erasuresPerSector:F0} erasures a sector");
        Assert.InRange(erasuresPerSector, 600, 800);
    }

    [Fact]
    public void A_brown_out_every_minute_for_a_day_stays_far_below_the_endurance()
    {
        NorFlash flash = new();
        JournalHome home = new(flash);
        Random random = new(5);
        for (int minute = 0; minute < 1440; minute++)
        {
            flash.CutAtWork = flash.Work + random.Next(1, 500);
            try
            {
                home.Boot();
            }
            catch (SupplyCutException)
            {
                continue;
            }
        }

        output.WriteLine($"{flash.EraseCounts.Max()} erasures in 1,440 brown-outs");
        Assert.True(flash.EraseCounts.Max() < 1500);
    }

    [Fact]
    public void Numbers_never_repeat_over_a_thousand_starts_and_stay_exact_in_every_language()
    {
        NorFlash flash = new();
        JournalHome home = new(flash);
        Random random = new(6);
        ulong last = 0;
        for (int boot = 0; boot < 1000; boot++)
        {
            flash.CutAtWork = flash.Work + random.Next(40, 30_000);
            try
            {
                home.Boot();
                for (int i = random.Next(3000); i > 0; i--)
                {
                    ulong number = home.UseNumber();
                    Assert.True(number > last);
                    Assert.True(number < 1UL << 53);
                    last = number;
                }
            }
            catch (SupplyCutException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void A_hub_whose_flash_was_swapped_for_a_blank_one_starts_with_other_numbers()
    {
        HubMemory first = new(new NorFlash(), new SeededRandom(1));
        HubMemory second = new(new NorFlash(), new SeededRandom(2));
        first.Start();
        second.Start();
        ulong distance = Math.Max(first.Sequences.Next(), second.Sequences.Next())
            - Math.Min(first.Sequences.Next(), second.Sequences.Next());
        Assert.True(distance > 1_000_000);
    }

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(2, 4095)]
    public void Flash_that_is_too_small_is_refused(int sectors, int sectorBytes)
    {
        CheckFailedException failure = Assert.Throws<CheckFailedException>(
            () => new HubMemory(new NorFlash(sectors, sectorBytes), new SeededRandom(1)));
        Assert.Equal(CheckCode.Flash, failure.Code);
    }

    [Fact]
    public void A_full_table_survives_a_copy_and_a_restart_in_the_smallest_sector()
    {
        NorFlash flash = new(2, Limits.MinSectorBytes);
        JournalHome home = new(flash);
        home.Boot();
        for (uint trigger = 1; trigger <= Limits.MaxPendingAlarms; trigger++)
        {
            home.Press(trigger);
        }

        Assert.True(home.Memory.Alarms.IsFull);
        Assert.True(home.Memory.Journal.Compact());
        Assert.True(home.Memory.Journal.FreeSlots >= Limits.MinFreeSlotsAfterSnapshot);
        home.Boot();
        home.CheckNothingLost();
        Assert.Equal(Limits.MaxPendingAlarms, home.Memory.Alarms.Count);
    }
}
