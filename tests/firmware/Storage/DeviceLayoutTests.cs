// The bytes of the device store, pinned: hubs in homes hold stores that newer software must read.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Core.Storage;
using Hub.Protocols.Devices;

namespace Firmware.Tests.Storage;

public sealed class DeviceLayoutTests
{
    private const string Key = "000102030405060708090A0B0C0D0E0F";

    private const string Device =
        "0310" + "04030201" + "88776655" + "44332211" + "0D0C0B0A" + "80C3C901" + Key
        + "0B00" + "A005" + "2C01" + "01" + "02" + "05" + "58" + "29"
        + "00" + "0000000000000000" + "0000" + "5D46C3D5";

    private const string Replaced =
        "0410" + "04030201" + "88776655" + "44332211" + "0D0C0B0A" + "80C3C901" + Key
        + "0B00" + "A005" + "2C01" + "01" + "02" + "05" + "58" + "29"
        + "00" + "EFBEADDE" + "00000000" + "0000" + "85229140";

    private static PairedDevice Example()
    {
        PairedDevice device = new()
        {
            DeviceId = 0x55667788,
            Kind = DeviceKind.PersonalTrigger,
            Variant = DeviceVariant.Wrist,
            LocationCode = 11,
            Occupant = 5,
            SupervisionMinutes = 1440,
            Counter = 0x11223344,
            OrderCounter = 0x0A0B0C0D,
            LastEvent = 300,
            LastHeardUnixMinutes = 30_000_000,
            BatteryPercent = 88,
            IsTested = true,
            IsBatteryLow = true,
            IsActive = true,
        };
        Convert.FromHexString(Key).CopyTo(device.LinkKey, 0);
        return device;
    }

    private static byte[] Slot(int kind)
    {
        byte[] slot = new byte[DeviceRecord.Bytes];
        LogRecord.Begin(slot, kind, 0x01020304, false);
        return slot;
    }

    [Fact]
    public void A_device_is_laid_out_as_the_document_says()
    {
        byte[] slot = Slot(DeviceRecordKind.Device);
        DeviceRecord.PutDevice(slot, Example());
        LogRecord.Seal(slot);
        Assert.Equal(Device, Convert.ToHexString(slot));
        Assert.Equal(SlotCondition.Valid, LogRecord.Examine(slot, DeviceRecordKind.Highest));

        PairedDevice again = new();
        DeviceRecord.GetDevice(slot, again);
        Assert.Equal(DeviceFacts.Of(Example()), DeviceFacts.Of(again));
    }

    [Fact]
    public void A_replacement_is_the_new_device_and_the_id_of_the_old_in_one_record()
    {
        byte[] slot = Slot(DeviceRecordKind.Replaced);
        DeviceRecord.PutReplaced(slot, 0xDEADBEEF, Example());
        LogRecord.Seal(slot);
        Assert.Equal(Replaced, Convert.ToHexString(slot));
        Assert.Equal(0xDEADBEEFu, DeviceRecord.GetReplacedId(slot));
        Assert.Equal(0x55667788u, DeviceRecord.DeviceId(slot));
    }

    [Fact]
    public void State_and_removal_are_laid_out_as_the_document_says()
    {
        byte[] state = Slot(DeviceRecordKind.State);
        DeviceRecord.PutState(state, 0x1122334455667788, DeviceRecord.RemovedKeysFlag);
        LogRecord.Seal(state);
        Assert.Equal("0210" + "04030201" + "8877665544332211" + "01", Convert.ToHexString(state, 0, 15));
        Assert.All(state[15..60], b => Assert.Equal(0, b));
        Assert.Equal(0x1122334455667788u, DeviceRecord.GetRequestSequence(state));
        DeviceRecord.PutAirUse(state, 7);
        Assert.Equal((7, 7), (state[15], DeviceRecord.GetAirUse(state)));

        byte[] removed = Slot(DeviceRecordKind.Removed);
        DeviceRecord.PutRemoved(removed, 0x55667788);
        Assert.Equal("0510" + "04030201" + "88776655" + "00", Convert.ToHexString(removed, 0, 11));
        Assert.Equal(7, DeviceRecordKind.Forgotten);
    }

    [Fact]
    public void Every_kept_field_comes_back_at_its_largest_and_at_its_least()
    {
        PairedDevice most = new()
        {
            DeviceId = uint.MaxValue,
            Kind = (DeviceKind)255,
            Variant = (DeviceVariant)255,
            LocationCode = 999,
            Occupant = 9,
            SupervisionMinutes = ushort.MaxValue,
            Counter = uint.MaxValue,
            OrderCounter = uint.MaxValue,
            LastEvent = ushort.MaxValue,
            LastHeardUnixMinutes = uint.MaxValue,
            BatteryPercent = PairedDevice.UnknownBattery,
            IsTested = true,
            IsVendor = true,
            IsLost = true,
            IsBatteryLow = true,
            IsTampered = true,
            IsActive = true,
        };
        Array.Fill(most.LinkKey, (byte)255);
        foreach (PairedDevice device in new[] { most, new PairedDevice() })
        {
            byte[] slot = Slot(DeviceRecordKind.Device);
            DeviceRecord.PutDevice(slot, device);
            PairedDevice again = Example();
            DeviceRecord.GetDevice(slot, again);
            again.KeepInRange();
            Assert.Equal(DeviceFacts.Of(device), DeviceFacts.Of(again));
        }
    }

    [Fact]
    public void Strange_values_from_other_software_come_back_as_not_known()
    {
        byte[] slot = Slot(DeviceRecordKind.Device);
        PairedDevice strange = Example();
        strange.LocationCode = 1000;
        strange.Occupant = 10;
        strange.BatteryPercent = 101;
        DeviceRecord.PutDevice(slot, strange);
        DeviceRecord.GetDevice(slot, strange);
        strange.KeepInRange();
        Assert.Equal(0, strange.LocationCode);
        Assert.Equal(0, strange.Occupant);
        Assert.Equal(PairedDevice.UnknownBattery, strange.BatteryPercent);
    }

    [Fact]
    public void A_blank_part_begins_with_header_state_devices_and_the_snapshot_s_end_twice()
    {
        NorFlash flash = new(2, Limits.MinDeviceSectorBytes);
        DeviceHome home = new(flash);
        home.Boot();
        Assert.Equal(0, flash.Work);
        Assert.True(home.Pair(7));
        byte[] kinds = [.. Enumerable.Range(0, 6).Select(i => flash.Sector(0)[i * 64])];
        Assert.Equal(new byte[] { 1, 2, 3, 6, 6, 0xFF }, kinds);
        Assert.Equal("DEVS"u8.ToArray(), flash.Sector(0)[6..10]);
        Assert.All(flash.Sector(1), b => Assert.Equal(0xFF, b));
    }

    [Fact]
    public void Random_slots_and_the_journal_s_records_are_never_taken_for_records()
    {
        Random random = new(9);
        byte[] slot = new byte[DeviceRecord.Bytes];
        for (int i = 0; i < 300_000; i++)
        {
            random.NextBytes(slot);
            Assert.NotEqual(SlotCondition.Valid, LogRecord.Examine(slot, DeviceRecordKind.Highest));
            Assert.False(LogRecord.TryCorrect(slot, 1, DeviceRecordKind.Highest));
        }

        NorFlash journal = new(2, Limits.MinDeviceSectorBytes);
        Assert.True(new HubMemory(journal, new SeededRandom(1)).Start());
        for (int offset = 0; offset + slot.Length <= 1024; offset += slot.Length)
        {
            Array.Copy(journal.Sector(0), offset, slot, 0, slot.Length);
            Assert.NotEqual(SlotCondition.Valid, LogRecord.Examine(slot, DeviceRecordKind.Highest));
        }
    }
}
