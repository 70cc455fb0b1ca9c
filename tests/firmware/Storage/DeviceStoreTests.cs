// What the device store does on sound flash: pairs, replaces, removes, forgets, and gives no byte to the collector.
using System;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

public sealed class DeviceStoreTests
{
    private readonly NorFlash _flash = new(2, Limits.MinDeviceSectorBytes);
    private readonly DeviceHome _home;

    public DeviceStoreTests()
    {
        _home = new DeviceHome(_flash);
        _home.Boot();
    }

    [Fact]
    public void UPP_036_a_blank_store_stays_blank_until_the_first_write_or_the_first_idle_step()
    {
        Assert.True(_home.Store.IsBlankAtMount);
        Assert.False(_home.Store.IsHistoryLost);
        _home.Boot();
        Assert.True(_home.Store.IsBlankAtMount);
        Assert.Equal(0, _flash.Work);
        Assert.True(_home.Store.Maintain(0));
        Assert.False(_home.Store.Maintain(0));
        _home.Boot();
        Assert.False(_home.Store.IsBlankAtMount);
        Assert.False(_home.Store.IsHistoryLost);
    }

    [Fact]
    public void UPP_036_what_is_in_the_table_before_the_first_write_is_in_the_first_copy()
    {
        _home.Deliver(7, 8, 9);
        Assert.True(_home.WriteDelivered(7));
        _home.Boot();
        Assert.False(_home.Store.IsBlankAtMount);
        _home.CheckRecovered();
        Assert.Equal(3, _home.Table.Count);
    }

    [Fact]
    public void UPP_036_devices_that_were_forgotten_do_not_make_the_store_blank_again()
    {
        Assert.True(_home.Pair(1));
        Assert.True(_home.Request());
        ulong request = _home.Store.LastRequestSequence;
        Assert.True(_home.Forget());
        _home.CheckNoEndedKeyIsReadable();
        _home.Boot();
        Assert.False(_home.Store.IsBlankAtMount);
        Assert.Equal(0, _home.Table.Count);
        Assert.Equal(request, _home.Store.LastRequestSequence);
    }

    [Fact]
    public void All_that_is_kept_of_64_devices_comes_back()
    {
        for (uint id = 1; id <= Limits.MaxDevices; id++)
        {
            Assert.True(_home.Pair(id));
        }

        Assert.Null(_home.Table.TakePlace());
        for (uint i = 0; i < 2_000; i++)
        {
            Assert.True(_home.Report(1 + (i * 7 % 64)));
        }

        Assert.True(_home.Replace(64, 65));
        Assert.True(_home.Replace(3, 66));
        Assert.Null(_home.Table.TakePlace());
        Assert.Equal(66u, _home.Table.At(2).DeviceId);
        Assert.True(_home.Store.FreeSlots >= Limits.MaxDevices);
        _home.Boot();
        _home.CheckRecovered();
        Assert.Equal(Limits.MaxDevices, _home.Table.Count);
        Assert.False(_home.Table.Find(1)!.HeardAtMilliseconds > PairedDevice.NoTime);
    }

    [Fact]
    public void A_removed_device_s_key_is_gone_from_flash_and_from_memory_when_the_call_returns()
    {
        Assert.True(_home.Pair(1));
        Assert.True(_home.Pair(2));
        PairedDevice place = _home.Table.Find(1)!;
        byte[] key = (byte[])place.LinkKey.Clone();
        Assert.True(_home.IsOnFlash(key));
        Assert.True(_home.Remove(1));
        Assert.False(_home.IsOnFlash(key));
        Assert.All(place.LinkKey, b => Assert.Equal(0, b));
        Assert.True(_home.IsOnFlash(_home.Table.Find(2)!.LinkKey));
        Assert.True(_home.Store.WriteRemoved(1), "a device that is gone is no fault");
        _home.Boot();
        Assert.Null(_home.Table.Find(1));
    }

    [Fact]
    public void A_replaced_device_s_key_is_gone_and_so_is_the_old_key_of_a_device_paired_anew()
    {
        Assert.True(_home.Pair(1));
        byte[] first = (byte[])_home.Table.Find(1)!.LinkKey.Clone();
        Assert.True(_home.Replace(1, 3));
        Assert.False(_home.IsOnFlash(first));

        byte[] second = (byte[])_home.Table.Find(3)!.LinkKey.Clone();
        Assert.True(_home.Pair(3));
        Assert.False(_home.IsOnFlash(second));
        Assert.Equal(1, _home.Table.Count);

        // In its own place, too.
        PairedDevice device = _home.Table.Find(3)!;
        byte[] third = (byte[])device.LinkKey.Clone();
        device.LinkKey[0] ^= 0xFF;
        Assert.True(_home.Store.WriteReplaced(3, device));
        Assert.False(_home.IsOnFlash(third));
        Assert.True(_home.IsOnFlash(device.LinkKey));
        HomeFacts kept = _home.Read();
        _home.Boot();
        Assert.True(kept.IsSameAs(_home.Read()));
    }

    [Fact]
    public void A_device_that_replaces_one_nobody_knows_is_paired()
    {
        Assert.True(_home.Replace(77, 3));
        _home.Boot();
        _home.CheckRecovered();
        Assert.Equal(1, _home.Table.Count);
    }

    [Fact]
    public void Progress_of_a_device_that_is_not_paired_is_refused()
    {
        PairedDevice place = _home.Table.TakePlace()!;
        place.DeviceId = 5;
        Assert.False(_home.Store.WriteProgress(place));
        Assert.Equal(0, _flash.Work);
    }

    [Fact]
    public void The_number_of_the_last_request_never_goes_back()
    {
        Assert.True(_home.Store.WriteRequest(500));
        Assert.True(_home.Store.WriteRequest(400));
        Assert.Equal(500u, _home.Store.LastRequestSequence);
        Assert.True(_home.Store.WriteRequest((1UL << 53) - 1));
        _home.Boot();
        Assert.Equal((1UL << 53) - 1, _home.Store.LastRequestSequence);
    }

    [Theory]
    [InlineData(1, 16_384)]
    [InlineData(2, 16_383)]
    [InlineData(2, 4_096)]
    public void Flash_that_is_too_small_is_refused(int sectors, int sectorBytes)
    {
        CheckFailedException failure = Assert.Throws<CheckFailedException>(
            () => new DeviceStore(new NorFlash(sectors, sectorBytes), new DeviceTable()));
        Assert.Equal(CheckCode.Flash, failure.Code);
    }

    [Fact]
    public void The_table_refuses_a_device_twice_and_one_that_is_not_in_it()
    {
        DeviceTable table = new();
        PairedDevice device = table.TakePlace()!;
        device.DeviceId = 9;
        table.Add(device);
        PairedDevice twin = table.TakePlace()!;
        twin.DeviceId = 9;
        Assert.Equal(CheckCode.DeviceTable, Assert.Throws<CheckFailedException>(() => table.Add(twin)).Code);
        Assert.Equal(CheckCode.DeviceTable, Assert.Throws<CheckFailedException>(() => table.Remove(twin)).Code);
        Assert.Same(device, table.Find(9));
        table.Remove(device);
        Assert.Null(table.Find(9));
        Assert.Equal(0, table.Count);
        Assert.Equal(Limits.MaxDevices, table.Capacity);
    }

    [Fact]
    public void Nothing_is_allocated_by_writes_copies_removals_and_idle_steps()
    {
        DeviceTable devices = new();
        DeviceStore store = new(new NorFlash(2, Limits.MinDeviceSectorBytes), devices);
        Assert.True(store.Mount());
        Live(store, devices);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isWritten = Live(store, devices);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isWritten);
        Assert.Equal(0, allocated);
    }

    private static bool Live(DeviceStore store, DeviceTable devices)
    {
        bool isWritten = true;
        for (uint i = 0; i < 1_000; i++)
        {
            PairedDevice? device = devices.Find(i % 50);
            if (device == null)
            {
                device = devices.TakePlace()!;
                device.DeviceId = i % 50;
                isWritten = store.WritePaired(device) && isWritten;
            }

            device.Counter++;
            isWritten = store.WriteProgress(device) && isWritten;
            isWritten = (i % 97 != 0 || store.WriteRemoved(i % 50)) && isWritten;
            isWritten = (i % 89 != 0 || store.WriteRequest(i)) && isWritten;
            store.Maintain(i);
        }

        return store.WriteForgotten() && isWritten;
    }
}
