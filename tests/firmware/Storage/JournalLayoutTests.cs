// The bytes on flash, pinned: hubs in homes hold journals that newer software must read.
using System;
using Firmware.Tests.World;
using Hub.Core.Alarming;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Firmware.Tests.Storage;

public sealed class JournalLayoutTests
{
    private const string Raised =
        "0310" + "04030201" + "8877665544332211" + "0D0C0B0A" + "0068E5CF8B010000" + "07000000" + "2A000000"
        + "0300" + "0A00" + "0B00" + "0500" + "00" + "01" + "5CC97B8E";

    [Fact]
    public void A_raised_alarm_is_laid_out_as_the_document_says()
    {
        PendingAlarm alarm = new()
        {
            Sequence = 0x1122334455667788,
            BootCount = 0x0A0B0C0D,
            RaisedUnixMilliseconds = 1_700_000_000_000,
            TriggerId = 7,
            PressToken = 42,
            DeviceType = DeviceTypes.PersonalTrigger,
            StatusCode = StatusCodes.ManualAlarm,
            LocationCode = LocationCodes.BathRoom,
            PressCount = 5,
            Kind = AlarmKind.Person,
            Priority = 1,
        };
        byte[] slot = new byte[JournalRecord.Bytes];
        LogRecord.Begin(slot, RecordKind.AlarmRaised, 0x01020304, false);
        JournalRecord.PutRaised(slot, alarm);
        LogRecord.Seal(slot);
        Assert.Equal(Raised, Convert.ToHexString(slot));

        PendingAlarm again = new();
        JournalRecord.GetRaised(slot, again);
        Assert.Equal(alarm.Sequence, again.Sequence);
        Assert.Equal(alarm.BootCount, again.BootCount);
        Assert.Equal(alarm.RaisedUnixMilliseconds, again.RaisedUnixMilliseconds);
        Assert.Equal(alarm.PressToken, again.PressToken);
        Assert.Equal(alarm.PressCount, again.PressCount);
        Assert.Equal(alarm.Priority, again.Priority);
        Assert.Equal(SlotCondition.Valid, LogRecord.Examine(slot, RecordKind.Highest));
    }

    [Fact]
    public void HBG_030_whose_alarm_it_is_stands_above_the_location_where_older_records_hold_0()
    {
        byte[] old = Convert.FromHexString(Raised);
        PendingAlarm alarm = new() { Occupant = 3 };
        JournalRecord.GetRaised(old, alarm);
        Assert.Equal(LocationCodes.BathRoom, alarm.LocationCode);
        Assert.Equal(0, alarm.Occupant);

        alarm.LocationCode = 999;
        alarm.Occupant = 9;
        byte[] slot = new byte[JournalRecord.Bytes];
        LogRecord.Begin(slot, RecordKind.AlarmRaised, 1, false);
        JournalRecord.PutRaised(slot, alarm);
        Assert.Equal("E793", Convert.ToHexString(slot, 38, 2));
        PendingAlarm again = new();
        JournalRecord.GetRaised(slot, again);
        Assert.Equal(999, again.LocationCode);
        Assert.Equal(9, again.Occupant);
    }

    [Fact]
    public void The_counters_come_back_at_their_largest()
    {
        HubState state = new()
        {
            BootCount = uint.MaxValue,
            SequenceCeiling = ulong.MaxValue,
            LastSilentTestUnixMilliseconds = long.MaxValue,
            LastCommandSequence = ulong.MaxValue - 1,
            DroppedAlarmCount = uint.MaxValue,
            DamagedRecordCount = uint.MaxValue,
            FailedCheckCode = 0x0FFF,
            IsCheckedIn = true,
            HasAlarmSinceVisit = true,
        };
        byte[] slot = new byte[JournalRecord.Bytes];
        LogRecord.Begin(slot, RecordKind.State, 9, true);
        JournalRecord.PutState(slot, state);
        LogRecord.Seal(slot);
        HubState again = new();
        JournalRecord.GetState(slot, again);
        Assert.Equivalent(state, again, strict: true);
        Assert.True(LogRecord.IsSnapshot(slot));
        Assert.Equal(9u, LogRecord.Generation(slot));
    }

    [Fact]
    public void A_blank_flash_begins_with_header_state_and_the_snapshot_s_end_twice()
    {
        NorFlash flash = new();
        Assert.True(new HubMemory(flash, new SeededRandom(1)).Start());
        ReadOnlySpan<byte> sector = flash.Sector(0);
        byte[] kinds = [sector[0], sector[48], sector[96], sector[144], sector[192]];
        Assert.Equal(new byte[] { 1, 2, 6, 6, 0xFF }, kinds);
        Assert.Equal("JRNL"u8.ToArray(), sector.Slice(6, 4).ToArray());
        Assert.Equal(-1, flash.Sector(1).AsSpan().IndexOfAnyExcept((byte)0xFF));
    }

    [Fact]
    public void Random_slots_are_never_taken_for_records()
    {
        Random random = new(9);
        byte[] slot = new byte[JournalRecord.Bytes];
        for (int i = 0; i < 300_000; i++)
        {
            random.NextBytes(slot);
            Assert.NotEqual(SlotCondition.Valid, LogRecord.Examine(slot, RecordKind.Highest));
            Assert.False(LogRecord.TryCorrect(slot, 1, RecordKind.Highest));
        }
    }
}
