// How long the device store's flash lasts in a full home, by arithmetic and by ten years of reports.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

public sealed class DeviceWearTests(ITestOutputHelper output)
{
    private const int Days = 3652;
    private const int Endurance = 100_000;
    private const int SectorBytes = Limits.MinDeviceSectorBytes;

    [Theory]
    [InlineData(2, 15_200, 15_700)]
    [InlineData(4, 7_600, 7_850)]
    public void Ten_years_of_64_devices_that_report_every_hour_wear_a_sector_to_a_sixth_of_its_endurance_at_most(
        int sectors, int least, int most)
    {
        NorFlash flash = new(sectors, SectorBytes) { EraseStepBytes = SectorBytes };
        DeviceTable devices = new();
        DeviceStore store = new(flash, devices);
        Assert.True(store.Mount());
        for (uint id = 1; id <= Limits.MaxDevices; id++)
        {
            PairedDevice device = devices.TakePlace()!;
            device.DeviceId = id;
            Assert.True(store.WritePaired(device));
        }

        long written = store.WriteCount;
        for (int hour = 0; hour < Days * 24; hour++)
        {
            for (int i = 0; i < Limits.MaxDevices; i++)
            {
                devices.At(i).Counter++;
                devices.At(i).LastHeardUnixMinutes += 60;
                Assert.True(store.WriteProgress(devices.At(i)));
                store.Maintain(hour * 3_600_000L);
            }
        }

        output.WriteLine(
            $"{sectors} sectors: {flash.EraseCounts.Max()} and {flash.EraseCounts.Min()} erasures of the most and "
            + $"least worn, {(store.WriteCount - written) / Days} records a day");
        Assert.True(flash.EraseCounts.Max() - flash.EraseCounts.Min() <= 1, "the wear must be even");
        Assert.InRange(flash.EraseCounts.Max(), least, most);
        Assert.True(flash.EraseCounts.Max() <= Endurance / 6);
        DeviceTable again = new();
        Assert.True(new DeviceStore(flash, again).Mount());
        Assert.All(Enumerable.Range(0, 64), i => Assert.Equal((uint)Days * 24, again.At(i).Counter));
    }

    [Fact]
    public void The_arithmetic_of_wear_agrees_with_the_simulated_years()
    {
        // A copy leaves what its own records do not take, and is made when some slots are still free.
        const int slots = SectorBytes / 64;
        const int free = slots - Limits.MaxDevices - Limits.SnapshotOverheadRecords - Limits.IdleCompactionFreeSlots;
        const double records = Limits.MaxDevices * 24;
        double copies = records / (free + 1);
        double erasuresPerSector = copies * Days / 2;
        output.WriteLine($"{records} records, {copies:F2} copies a day; {erasuresPerSector:F0} erasures a sector");
        Assert.InRange(erasuresPerSector, 15_200, 15_700);
    }

    [Fact]
    public void A_removal_costs_two_erasures_and_a_restart_none()
    {
        NorFlash flash = new(2, SectorBytes);
        DeviceHome home = new(flash);
        home.Boot();
        Assert.True(home.Pair(1));
        Assert.True(home.Pair(2));
        int erasures = flash.EraseCounts.Sum();
        home.Boot();
        home.Boot();
        Assert.Equal(erasures, flash.EraseCounts.Sum());
        Assert.True(home.Remove(1));
        Assert.Equal(erasures + 2, flash.EraseCounts.Sum());
        home.Boot();
        Assert.Equal(erasures + 2, flash.EraseCounts.Sum());
    }

    [Fact]
    public void A_brown_out_every_minute_for_a_day_stays_far_below_the_endurance()
    {
        NorFlash flash = new(2, SectorBytes);
        DeviceHome home = new(flash);
        home.Boot();
        for (uint id = 1; id <= 10; id++)
        {
            Assert.True(home.Pair(id));
        }

        Random random = new(5);
        for (int minute = 0; minute < 1440; minute++)
        {
            flash.CutAtWork = flash.Work + random.Next(1, 40_000);
            try
            {
                home.Boot();
                home.CheckRecovered();
                for (uint i = 0; i < 40; i++)
                {
                    home.Report(1 + (i % 10));
                }
            }
            catch (SupplyCutException)
            {
                continue;
            }
        }

        output.WriteLine($"{flash.EraseCounts.Max()} erasures in 1,440 brown-outs");
        Assert.True(flash.EraseCounts.Max() < 1500);
    }
}
