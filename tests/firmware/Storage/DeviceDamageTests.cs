// The device store on flash that rots, tears and dies: found, put right where one bit is wrong, and never believed.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

public sealed class DeviceDamageTests(ITestOutputHelper output)
{
    private const int SlotBytes = 64;
    private const int SectorBytes = Limits.MinDeviceSectorBytes;
    private const int Minute = Limits.JournalRetryMilliseconds;

    private static DeviceHome Lived(NorFlash flash)
    {
        DeviceHome home = new(flash);
        home.Boot();
        for (uint id = 1; id <= 8; id++)
        {
            Assert.True(home.Pair(id));
            Assert.True(home.Report(id));
        }

        Assert.True(home.Remove(4));
        Assert.True(home.Replace(5, 50));
        Assert.True(home.Request());
        for (uint id = 1; id <= 3; id++)
        {
            Assert.True(home.Report(id));
        }

        return home;
    }

    [Fact]
    public void Any_single_wrong_bit_of_the_active_sector_changes_nothing_that_comes_back()
    {
        NorFlash whole = new(2, SectorBytes);
        DeviceHome home = Lived(whole);
        int active = ActiveSector(whole);
        HomeFacts expected = home.Read();
        int bits = (UsedSlots(whole, active) + 2) * SlotBytes * 8;
        for (int bit = 0; bit < bits; bit++)
        {
            NorFlash flash = whole.Clone();
            flash.Sector(active)[bit / 8] ^= (byte)(1 << (bit % 8));
            DeviceHome again = home.CloneOnto(flash);
            again.Boot();
            Assert.True(expected.IsSameAs(again.Read()));
            again.Boot();
            Assert.True(expected.IsSameAs(again.Read()));
            Assert.Equal(0, again.Store.DamagedRecordCount);
        }

        output.WriteLine($"{bits} single flips");
    }

    [Fact]
    public void Two_wrong_bits_in_a_record_are_found_and_cost_no_more_than_what_that_record_told()
    {
        NorFlash whole = new(2, SectorBytes);
        DeviceHome home = Lived(whole);
        int active = ActiveSector(whole);
        int usedSlots = UsedSlots(whole, active);
        HomeFacts kept = home.Read();
        Random random = new(3);
        for (int run = 0; run < 3_000; run++)
        {
            NorFlash flash = whole.Clone();
            int slot = random.Next(usedSlots);
            int first = random.Next(SlotBytes * 8);
            int second = (first + 1 + random.Next((SlotBytes * 8) - 1)) % (SlotBytes * 8);
            Flip(flash, active, slot, first);
            Flip(flash, active, slot, second);
            DeviceHome again = home.CloneOnto(flash);
            again.Boot();
            Assert.Equal(1, again.Store.DamagedRecordCount);
            Assert.True(kept.DifferencesTo(again.Read()) <= 1, "more than one thing changed");
            again.Boot();
            Assert.Equal(0, again.Store.DamagedRecordCount);
        }
    }

    [Fact]
    public void A_device_that_has_reported_since_the_last_copy_survives_the_loss_of_any_record()
    {
        NorFlash whole = new(2, SectorBytes);
        DeviceHome home = Lived(whole);
        foreach (uint id in home.Ids())
        {
            Assert.True(home.Report(id));
        }

        int active = ActiveSector(whole);
        for (int slot = 0; slot < UsedSlots(whole, active); slot++)
        {
            NorFlash flash = whole.Clone();
            Array.Fill(flash.Sector(active), (byte)0x5A, slot * SlotBytes, SlotBytes);
            DeviceHome again = home.CloneOnto(flash);
            again.Boot();
            Assert.Equal(home.Ids().Count, again.Table.Count);
        }
    }

    [Fact]
    public void Noise_in_any_sector_but_the_active_one_changes_nothing()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            NorFlash flash = new(4, SectorBytes);
            DeviceHome home = Lived(flash);
            HomeFacts expected = home.Read();
            int active = ActiveSector(flash);
            for (int sector = 0; sector < 4; sector++)
            {
                if (sector != active)
                {
                    random.NextBytes(flash.Sector(sector));
                }
            }

            home.Boot();
            Assert.True(expected.IsSameAs(home.Read()));
            for (uint i = 0; i < 600; i++)
            {
                Assert.True(home.Report(1 + (i % 3)));
            }

            home.Boot();
            home.CheckRecovered();
        }
    }

    [Fact]
    public void Noise_everywhere_is_a_lost_store_and_not_a_blank_one()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            NorFlash flash = new(2, SectorBytes);
            new Random(seed).NextBytes(flash.Sector(0));
            new Random(seed + 1000).NextBytes(flash.Sector(1));
            DeviceHome home = new(flash);
            home.Boot();
            Assert.True(home.Store.IsHistoryLost);
            Assert.False(home.Store.IsBlankAtMount);
            Assert.Equal(0, home.Table.Count);
            Assert.True(home.Pair(1));
            home.Boot();
            Assert.False(home.Store.IsHistoryLost);
            home.CheckRecovered();
        }
    }

    [Fact]
    public void A_store_whose_newest_copy_is_lost_goes_back_to_the_one_before_and_is_not_blank()
    {
        NorFlash flash = new(3, SectorBytes);
        DeviceHome home = Lived(flash);
        while (flash.EraseCounts.Sum() < 8)
        {
            Assert.True(home.Report(1));
        }

        Array.Fill(flash.Sector(ActiveSector(flash)), (byte)0x5A);
        home.Boot();
        Assert.False(home.Store.IsBlankAtMount);
        Assert.Equal(home.Ids().Count, home.Table.Count);
    }

    [Fact]
    public void Flash_that_cannot_be_read_is_not_overwritten_and_comes_back_whole()
    {
        NorFlash flash = new(2, SectorBytes);
        DeviceHome home = Lived(flash);
        HomeFacts expected = home.Read();
        long work = flash.Work;
        flash.IsDead = true;
        DeviceHome dead = home.CloneOnto(flash);
        for (long now = 0; now < 10 * Minute; now += Minute)
        {
            Assert.False(dead.Store.Mount());
            Assert.False(dead.Store.Maintain(now));
        }

        Assert.False(dead.Store.WritePaired(dead.Table.TakePlace()!));
        Assert.False(dead.Store.WriteReplaced(1, dead.Table.TakePlace()!));
        Assert.False(dead.Store.WriteRemoved(1));
        Assert.False(dead.Store.WriteForgotten());
        Assert.False(dead.Store.WriteRequest(9));
        Assert.Equal(0, dead.Table.Count);
        flash.IsDead = false;
        Assert.True(dead.Store.Mount());
        Assert.True(expected.IsSameAs(dead.Read()));
        Assert.Equal(work, flash.Work);
    }

    [Fact]
    public void What_a_faulty_store_could_not_write_is_written_when_it_works_again()
    {
        NorFlash flash = new(2, SectorBytes);
        DeviceHome home = Lived(flash);
        flash.IsDead = true;
        Assert.False(home.Report(1));
        Assert.True(home.Store.IsFaulty);
        Assert.False(home.Store.WriteRemoved(2));
        Assert.Null(home.Table.Find(2));
        Assert.False(home.Store.WriteRemoved(2));
        HomeFacts expected = home.Read();
        Assert.False(home.Store.Maintain(0));
        flash.IsDead = false;
        Assert.False(home.Store.Maintain(Minute - 1));
        Assert.True(home.Store.Maintain(Minute));
        Assert.False(home.Store.IsFaulty);
        Assert.True(home.Store.Maintain(Minute + 1));
        Assert.False(home.Store.Maintain(Minute + 2));
        Assert.True(expected.IsSameAs(home.Read()));
        home.CheckNoEndedKeyIsReadable();
        home.Boot();
        Assert.True(expected.IsSameAs(home.Read()));
    }

    [Fact]
    public void A_sector_that_takes_no_program_is_left_for_the_next()
    {
        NorFlash flash = new(3, SectorBytes);
        DeviceHome home = Lived(flash);
        flash.DeadSectors.Add(ActiveSector(flash));
        for (uint i = 0; i < 600; i++)
        {
            Assert.True(home.Report(1 + (i % 3)));
        }

        home.Boot();
        home.CheckRecovered();
    }

    [Fact]
    public void A_key_that_could_not_be_erased_is_told_and_tried_again_every_hour()
    {
        NorFlash flash = new(3, SectorBytes);
        DeviceHome home = Lived(flash);
        int before = ActiveSector(flash);
        byte[] key = (byte[])home.Table.Find(1)!.LinkKey.Clone();
        flash.DeadSectors.Add(before);
        Assert.True(home.Remove(1));
        Assert.True(home.Store.HasRemovedKeys);
        Assert.True(home.IsOnFlash(key));
        Assert.True(home.Store.Maintain(0));
        Assert.False(home.Store.Maintain(Limits.KeyEraseRetryMilliseconds - 1));

        // Across a restart as well: the mount tries, and the idle steps go on.
        home.Boot();
        Assert.True(home.Store.HasRemovedKeys);
        flash.DeadSectors.Clear();
        Assert.True(home.Store.Maintain(1));
        Assert.False(home.IsOnFlash(key));
        home.CheckNoEndedKeyIsReadable();
        home.Boot();
        home.CheckRecovered();
    }

    private static int ActiveSector(NorFlash flash) =>
        Enumerable.Range(0, flash.SectorCount)
            .Where(s => flash.Sector(s)[0] == DeviceRecordKind.SectorHeader)
            .MaxBy(s => LogRecord.Generation(flash.Sector(s)));

    private static int UsedSlots(NorFlash flash, int sector) =>
        Enumerable.Range(0, SectorBytes / SlotBytes).Count(
            i => flash.Sector(sector).AsSpan(i * SlotBytes, SlotBytes).IndexOfAnyExcept((byte)0xFF) >= 0);

    private static void Flip(NorFlash flash, int sector, int slot, int bit)
    {
        flash.Sector(sector)[(slot * SlotBytes) + (bit / 8)] ^= (byte)(1 << (bit % 8));
    }
}
