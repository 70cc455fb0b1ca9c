// Power cuts at every byte of every write and erasure of the device store, and again during the recovery from it.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;

namespace Firmware.Tests.Storage;

public sealed class DeviceCutTests(ITestOutputHelper output)
{
    private const int SectorBytes = Limits.MinDeviceSectorBytes;

    private static readonly bool IsExhaustive =
        Environment.GetEnvironmentVariable("HUB_TEST_EXHAUSTIVE") == "1";

    private static readonly Dictionary<string, (int FreeSlots, Action<DeviceHome> Live)> Scenarios = new()
    {
        ["pairings"] = (40, Pairings),
        ["pairings over the end of a sector"] = (2, Pairings),
        ["replacement"] = (40, Replacement),
        ["replacement in a full sector"] = (0, Replacement),
        ["removal"] = (40, Removal),
        ["removal in a full sector"] = (0, Removal),
        ["forgetting"] = (40, Forgetting),
        ["forgetting in a full sector"] = (0, Forgetting),
        ["counters over the end of a sector"] = (6, Counters),
        ["request numbers over the end of a sector"] = (2, Requests),
        ["a new key for the same device"] = (40, NewKey),
    };

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    // Six devices and a sector that is full up to so many slots.
    private static DeviceHome Fill(NorFlash flash, int freeSlots)
    {
        DeviceHome home = new(flash);
        home.Boot();
        for (uint id = 1; id <= 6; id++)
        {
            Assert.True(home.Pair(id));
        }

        Assert.True(home.Request());
        while (home.Store.FreeSlots > freeSlots)
        {
            Assert.True(home.Report(1 + (uint)(home.Store.FreeSlots % 6)));
        }

        return home;
    }

    private static void Pairings(DeviceHome home)
    {
        home.Boot();
        home.Pair(20);
        home.Report(20);
        home.Pair(21);
        home.Move(20, 11);
        home.Report(3);
    }

    private static void Replacement(DeviceHome home)
    {
        home.Boot();
        home.Report(3);
        home.Replace(3, 30);
        home.Report(30);
    }

    private static void Removal(DeviceHome home)
    {
        home.Boot();
        home.Report(2);
        home.Remove(2);
        home.Report(3);
    }

    private static void Forgetting(DeviceHome home)
    {
        home.Boot();
        home.Request();
        home.Forget();
        home.Pair(40);
    }

    private static void Counters(DeviceHome home)
    {
        home.Boot();
        for (uint i = 0; i < 12; i++)
        {
            home.Report(1 + (i % 6));
        }
    }

    private static void Requests(DeviceHome home)
    {
        home.Boot();
        for (int i = 0; i < 4; i++)
        {
            home.Request();
        }
    }

    private static void NewKey(DeviceHome home)
    {
        home.Boot();
        home.Report(4);
        home.Pair(4);
        home.Report(4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HUL_013_a_cut_leaves_the_old_devices_or_the_new_whatever_byte_it_comes_at(string scenario)
    {
        (int freeSlots, Action<DeviceHome> live) = Scenarios[scenario];

        // Every byte of every write, and every 16 of an erasure of 16 KiB, each byte of two of the scenarios.
        // HUB_TEST_EXHAUSTIVE=1 takes each byte of all.
        bool isEachByte = IsExhaustive || scenario is "removal" or "counters over the end of a sector";
        NorFlash filled = new(2, SectorBytes) { EraseStepBytes = isEachByte ? 1 : 16 };
        DeviceHome home = Fill(filled, freeSlots);
        long work = WorkOf(home, filled, live);
        int cuts = 0;
        for (long at = 0; at < work; at++)
        {
            NorFlash flash = filled.Clone();
            flash.EraseLeavesNoise = at % 2 == 1;
            flash.CutAtWork = flash.Work + at;
            DeviceHome cut = home.CloneOnto(flash);
            Assert.Throws<SupplyCutException>(() => live(cut));
            flash.CutAtWork = long.MaxValue;
            Recover(cut);
            Assert.Equal(0, flash.OverwriteCount);
            cuts++;
        }

        output.WriteLine($"{scenario}: {cuts} cuts recovered");
        Assert.True(cuts > 250);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HUL_013_nothing_is_lost_when_the_power_goes_again_during_the_recovery(string scenario)
    {
        // Every byte of every write is a first cut, every 512 of an erasure. Second cuts go through the recovery in
        // steps, whose start moves on with each first cut, so that together they hit every byte of it.
        // HUB_TEST_EXHAUSTIVE=1 takes them all.
        int stride = IsExhaustive ? 1 : 127;
        (int freeSlots, Action<DeviceHome> live) = Scenarios[scenario];
        NorFlash filled = new(2, SectorBytes) { EraseStepBytes = 512 };
        DeviceHome home = Fill(filled, freeSlots);
        long work = WorkOf(home, filled, live);
        long second = 0;
        for (long at = 0; at < work; at++)
        {
            NorFlash flash = filled.Clone();
            flash.CutAtWork = flash.Work + at;
            flash.EraseLeavesNoise = at % 2 == 0;
            DeviceHome cut = home.CloneOnto(flash);
            Assert.Throws<SupplyCutException>(() => live(cut));
            flash.CutAtWork = long.MaxValue;
            second += CutRecovery(cut, flash, at % stride, stride);
        }

        output.WriteLine($"{scenario}: {work} first cuts, {second} second cuts during recovery recovered");
        Assert.True(second > 500);
    }

    [Fact]
    public void UPP_036_devices_delivered_with_the_hub_are_all_paired_or_the_store_is_still_blank()
    {
        NorFlash whole = new(2, SectorBytes) { EraseStepBytes = 64 };
        long work = WorkOf(new DeviceHome(whole), whole, Deliver);
        int blank = 0;
        int paired = 0;
        int second = 0;
        for (long at = 0; at < work; at++)
        {
            NorFlash flash = new(2, SectorBytes) { CutAtWork = at, EraseStepBytes = 64 };
            DeviceHome home = new(flash);
            Assert.Throws<SupplyCutException>(() => Deliver(home));
            second += CutDelivery(home, flash, at % 13, work);
            flash.CutAtWork = long.MaxValue;
            bool wasBlank = Redeliver(home);
            blank += wasBlank ? 1 : 0;
            paired += wasBlank ? 0 : 1;
        }

        output.WriteLine($"{blank} cuts left it blank, {paired} with all devices; {second} second cuts");
        Assert.True(blank > 500 && paired >= 64 && second > 10_000);
    }

    [Fact]
    public void HUL_013_random_lives_with_many_cuts_in_a_row_lose_nothing()
    {
        int cuts = 0;
        for (int seed = 1; seed <= 150; seed++)
        {
            Random random = new(seed);
            NorFlash flash = new(2 + (seed % 3), SectorBytes, seed)
            {
                EraseLeavesNoise = seed % 2 == 0,
                EraseStepBytes = 64,
            };
            DeviceHome home = new(flash);
            for (int life = 0; life < 12; life++)
            {
                flash.CutAtWork = flash.Work + random.Next(1, 24_000);
                try
                {
                    home.Boot();
                    home.CheckRecovered();
                    for (int i = 0; i < 300; i++)
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

        output.WriteLine($"{cuts} cuts in 150 lives");
        Assert.True(cuts > 1_000);
    }

    private static void Deliver(DeviceHome home)
    {
        home.Boot();
        home.Deliver(7, 8, 9);
        home.WriteDelivered(7);
    }

    // Whether the store was blank after the cut; if so, what was delivered with the hub is paired now.
    private static bool Redeliver(DeviceHome home)
    {
        home.Boot();
        Assert.False(home.Store.IsHistoryLost);
        Assert.Equal(home.Store.IsBlankAtMount ? 0 : 3, home.Table.Count);
        if (!home.Store.IsBlankAtMount)
        {
            home.CheckRecovered();
            return false;
        }

        home.Deliver(7, 8, 9);
        Assert.True(home.WriteDelivered(7));
        home.Boot();
        home.CheckRecovered();
        Assert.Equal(3, home.Table.Count);
        return true;
    }

    // Cuts the second attempt of a first start as well; the third finds a blank store or all devices.
    private static int CutDelivery(DeviceHome first, NorFlash once, long start, long work)
    {
        int count = 0;
        for (long at = start; at < work; at += 13)
        {
            NorFlash flash = once.Clone();
            flash.CutAtWork = flash.Work + at;
            DeviceHome home = first.CloneOnto(flash);
            try
            {
                Redeliver(home);
            }
            catch (SupplyCutException)
            {
                count++;
            }

            flash.CutAtWork = long.MaxValue;
            Redeliver(home);
        }

        return count;
    }

    private static void LiveAtRandom(DeviceHome home, Random random)
    {
        List<uint> ids = home.Ids();
        uint other = (uint)random.Next(100, 10_000);
        bool isKnown = ids.Contains(other);
        switch (ids.Count == 0 ? 0 : random.Next(40))
        {
            case 0:
            case 1:
                if (ids.Count < Limits.MaxDevices && !isKnown)
                {
                    home.Pair(other);
                }

                break;
            case 2:
                home.Remove(ids[random.Next(ids.Count)]);
                break;
            case 3:
                if (!isKnown)
                {
                    home.Replace(ids[random.Next(ids.Count)], other);
                }

                break;
            case 4:
                home.Request();
                break;
            case 5:
                home.Move(ids[random.Next(ids.Count)], random.Next(1000));
                break;
            case 6:
                if (random.Next(8) == 0)
                {
                    home.Forget();
                }

                break;
            case 7:
                home.Store.Maintain(random.Next());
                break;
            default:
                home.Report(ids[random.Next(ids.Count)]);
                break;
        }
    }

    private static long WorkOf(DeviceHome home, NorFlash flash, Action<DeviceHome> life)
    {
        NorFlash copy = flash.Clone();
        long before = copy.Work;
        life(home.CloneOnto(copy));
        Assert.Equal(0, copy.OverwriteCount);
        return copy.Work - before;
    }

    // Cuts the recovery, recovers from that, and checks.
    private static long CutRecovery(DeviceHome home, NorFlash flash, long start, int stride)
    {
        long work = WorkOf(home, flash, copy => copy.Boot());
        long count = 0;
        for (long at = start; at < work; at += stride)
        {
            NorFlash copy = flash.Clone();
            copy.CutAtWork = copy.Work + at;
            DeviceHome again = home.CloneOnto(copy);
            Assert.Throws<SupplyCutException>(again.Boot);
            copy.CutAtWork = long.MaxValue;
            again.Boot();
            again.CheckRecovered();
            count++;
        }

        return count;
    }

    private static void Recover(DeviceHome home)
    {
        home.Boot();
        home.CheckRecovered();
        foreach (uint id in home.Ids().Take(2))
        {
            Assert.True(home.Report(id));
        }

        Assert.True(home.Request());
        home.Boot();
        home.CheckRecovered();
    }
}
