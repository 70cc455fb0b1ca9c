// Power cuts at every byte of what rules keep: presence and runs are as they were before the change or after it.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Storage;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Storage;

public sealed class RuleMemoryCutTests(ITestOutputHelper output)
{
    private static RuleMemory Mounted(NorFlash flash)
    {
        RuleMemory memory = new(flash);
        Assert.True(memory.Mount());
        return memory;
    }

    private static string Facts(RuleMemory memory) => memory.Presence + " " + string.Join(
        ' ', Enumerable.Range(1, 40).Select(memory.Find).Where(run => run != null).Select(run =>
            $"{run!.RuleId}:{run.UnixSeconds}:{run.DeviceId}:{run.DeviceType}:{run.StatusCode}"
                + $":{run.LocationCode}:{run.Occupant}"));

    private static void Keep(RuleMemory memory, int ruleId, uint seconds)
    {
        KeptRun run = memory.Take(ruleId)!;
        run.UnixSeconds = seconds;
        run.DeviceId = seconds * 3;
        run.DeviceType = 14;
        run.StatusCode = 76;
        run.LocationCode = 12;
        run.Occupant = ruleId % 10;
        Assert.True(memory.Write(run));
    }

    // Changes one after another, each noted before it is made and after.
    private static void Live(RuleMemory memory, List<string> facts, Action? each = null)
    {
        for (int i = 0; i < 60; i++)
        {
            facts.Add(Facts(memory));
            switch (i % 4)
            {
                case 0:
                    memory.WritePresence(i % 8 == 0 ? RulePresence.Away : RulePresence.Home);
                    break;
                case 3 when memory.Find(1 + (i % 7)) is { } run:
                    memory.End(run);
                    break;
                default:
                    Keep(memory, 1 + (i % 32), (uint)(1_780_000_000 + i));
                    break;
            }

            each?.Invoke();
        }

        facts.Add(Facts(memory));
    }

    [Fact]
    public void HUL_011_presence_and_runs_are_old_or_new_whatever_byte_the_power_goes_at_twice()
    {
        NorFlash filled = new(2, 4096) { EraseStepBytes = 16 };
        RuleMemory before = Mounted(filled);
        for (int i = 0; i < 90; i++)
        {
            Keep(before, 1 + (i % 20), (uint)(1_770_000_000 + i));
        }

        List<string> facts = [];
        NorFlash whole = filled.Clone();
        Live(Mounted(whole), facts);
        Assert.True(whole.EraseCounts.Sum() > filled.EraseCounts.Sum() - 1, "a copy must be part of it");
        int first = 0;
        int second = 0;
        for (long at = 0; at < whole.Work; at++)
        {
            NorFlash flash = filled.Clone();
            flash.CutAtWork = flash.Work + at;
            List<string> lived = [];
            Assert.Throws<SupplyCutException>(() => Live(Mounted(flash), lived));
            first++;
            flash.CutAtWork = long.MaxValue;
            string found = Facts(Mounted(flash));
            Assert.Contains(found, facts.Skip(lived.Count - 1).Take(2));

            // The next change after the cut, and a cut in that.
            NorFlash again = flash.Clone();
            again.CutAtWork = again.Work + (at % 700);
            try
            {
                RuleMemory memory = Mounted(again);
                memory.WritePresence(RulePresence.Away);
                memory.WritePresence(RulePresence.Home);
            }
            catch (SupplyCutException)
            {
                second++;
            }

            again.CutAtWork = long.MaxValue;
            string runs = Facts(Mounted(again));
            Assert.Equal(found[found.IndexOf(' ')..], runs[runs.IndexOf(' ')..]);
            Assert.Equal(0, again.OverwriteCount);
        }

        output.WriteLine($"{first} first cuts, {second} second cuts");
        Assert.True(first > 2_000 && second > 200);
    }

    [Fact]
    public void HUL_011_ten_years_of_a_busy_home_wear_the_flash_by_less_than_half_of_what_it_stands()
    {
        // 32 rules, each with a record every ten minutes for half of every day, and presence four times a day.
        const int RecordsPerDay = (32 * 72) + 4;
        NorFlash flash = new(2, 4096);
        RuleMemory memory = Mounted(flash);
        for (int i = 0; i < RecordsPerDay * 10; i++)
        {
            Keep(memory, 1 + (i % 32), (uint)(1_780_000_000 + i));
        }

        double tenYears = flash.EraseCounts.Max() / 10.0 * 3_652;
        output.WriteLine($"{RecordsPerDay} records a day, {tenYears:F0} erasures of each of two sectors in ten years");
        Assert.InRange(tenYears, 1, 50_000);
    }
}
