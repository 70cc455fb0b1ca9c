// Devices watched over: silence, battery, case, faults, each told when it begins and when it ends, never flapping.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Supervision;

public sealed class DeviceSupervisionTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const uint Id = 0x1001;

    // A personal trigger reports once an hour: lost after two hours and a quarter.
    private const long Lost = 135 * Minute;

    private readonly TestHome _home = new();

    public DeviceSupervisionTests() => _home.Hub.RunTo(30 * Second);

    private IEnumerable<AlarmMessage> Technical => _home.AlarmsOf(Id).Where(a => a.Kind == AlarmKind.Technical);

    [Fact]
    public void HBG_020_a_loss_whose_alarm_gave_up_its_place_to_persons_is_told_again_once_there_is_one()
    {
        TestHome home = new(hasAdapter: true);
        home.Hub.RunTo(30 * Second);
        home.PairAndTest(Id);
        home.Hub.Uplink.HoldsAlarms = false;
        home.Hub.Run(Lost + Minute);
        for (uint i = 0; i < Limits.MaxPendingAlarms; i++)
        {
            home.Hub.Press(100 + i);
            home.Hub.Step();
        }

        Assert.Equal(Limits.MaxPendingAlarms, home.Hub.Status.Memory.Alarms.PersonCount);
        int before = home.AlarmsOf(Id).Select(a => a.Sequence).Distinct().Count();
        home.Hub.Uplink.HoldsAlarms = true;
        home.Hub.Run(15 * Minute);
        AlarmMessage[] told = [.. home.AlarmsOf(Id).DistinctBy(a => a.Sequence)];
        Assert.Equal(before + 1, told.Length);
        Assert.Equal(StatusCodes.RadioTestTransmissionMissing, told[^1].StatusCode);
        Assert.True(home.Devices.Find(Id)!.IsLost);
    }

    [Fact]
    public void HUL_055_HBG_020_a_silent_device_is_lost_after_two_intervals_and_a_quarter_and_found_when_heard()
    {
        RadioDevice button = _home.PairAndTest(Id);
        Assert.Equal(60, _home.Devices.Find(Id)!.SupervisionMinutes);
        _home.Hub.Run(Lost - Minute);
        Assert.Empty(Technical);
        _home.Hub.Run(Minute + (30 * Second));
        AlarmMessage alarm = Assert.Single(Technical);
        Assert.Equal(StatusCodes.RadioTestTransmissionMissing, alarm.StatusCode);
        Assert.Equal((DeviceTypes.PersonalTrigger, 6), (alarm.DeviceType, alarm.Priority));
        Assert.Equal(DeviceFlags.Lost, _home.States.Last().Flags);

        // Told once, however long it lasts and however often the hub starts.
        _home.Hub.Run(24 * Hour);
        _home.Reboot();
        _home.Hub.Run(24 * Hour);
        Assert.Single(Technical);

        Assert.True(_home.Report(button, DeviceCause.Supervision));
        _home.Hub.Run(Second);
        Assert.Equal(
            StatusCodes.RadioTestTransmissionReestablished, _home.EventsOf(Id).Last().StatusCode);
        Assert.Equal(0, _home.States.Last().Flags);
        _home.Hub.Run(Lost + (30 * Second));
        Assert.Equal(2, Technical.Count());
    }

    [Fact]
    public void HUL_055_a_device_that_reports_once_an_interval_is_never_lost()
    {
        RadioDevice button = _home.PairAndTest(Id);
        for (int i = 0; i < 48; i++)
        {
            _home.Hub.Run((i % 2 == 0 ? 70 : 50) * Minute);
            Assert.True(_home.Report(button, DeviceCause.Supervision));
        }

        Assert.Empty(Technical);
    }

    [Fact]
    public void A_hub_that_was_off_was_deaf_and_gives_each_device_an_interval_and_a_quarter()
    {
        _home.PairAndTest(Id);
        _home.Hub.Uplink.UnixAtZero += 72 * Hour;
        _home.Reboot();
        _home.Hub.Run((75 * Minute) - Minute);
        Assert.Empty(Technical);
        _home.Hub.Run(2 * Minute);
        Assert.Single(Technical);
    }

    [Fact]
    public void A_restart_does_not_take_from_a_device_the_time_it_has_left()
    {
        _home.PairAndTest(Id);
        _home.Hub.Run(10 * Minute);
        _home.Reboot();
        _home.Hub.Run(Lost - (12 * Minute));
        Assert.Empty(Technical);
        _home.Hub.Run(3 * Minute);
        Assert.Single(Technical);
    }

    [Fact]
    public void HBG_021_a_low_battery_is_told_once_and_ends_only_when_it_stays_good()
    {
        RadioDevice button = _home.PairAndTest(Id);
        for (int i = 0; i < 10; i++)
        {
            // Low and good by turns, as cold batteries are.
            button.BatteryPercent = i % 2 == 0 ? 10 : 30;
            _home.Report(button, DeviceCause.Supervision);
            _home.Hub.Run(30 * Minute);
        }

        AlarmMessage alarm = Assert.Single(Technical);
        Assert.Equal(StatusCodes.BatteryLow, alarm.StatusCode);
        Assert.Equal(DeviceFlags.BatteryLow, _home.States.Last().Flags);
        _home.Reboot();
        button.BatteryPercent = 30;
        for (int i = 0; i < 3; i++)
        {
            Assert.DoesNotContain(_home.EventsOf(Id), e => e.StatusCode == StatusCodes.BatteryOk);
            _home.Report(button, DeviceCause.Supervision);
            _home.Hub.Run(30 * Minute);
        }

        Assert.Equal(StatusCodes.BatteryOk, _home.EventsOf(Id).Last().StatusCode);

        // The device's own word counts too, and a new battery is believed at once.
        button.BatteryPercent = RadioLimits.BatteryUnknown;
        _home.Report(button, DeviceCause.Supervision, flags: ReportFlags.BatteryLow);
        _home.Hub.Run(Second);
        Assert.Equal(2, Technical.Count());
        button.BatteryPercent = 100;
        _home.Report(button, DeviceCause.Supervision);
        _home.Hub.Run(Second);
        Assert.Equal(2, _home.EventsOf(Id).Count(e => e.StatusCode == StatusCodes.BatteryOk));
        Assert.Equal(0, _home.States.Last().Flags);
    }

    [Fact]
    public void A_case_that_is_opened_is_told_at_once_and_as_closed_only_when_it_stays_so()
    {
        RadioDevice button = _home.PairAndTest(Id);
        for (int i = 0; i < 5; i++)
        {
            _home.Report(button, DeviceCause.Tamper, flags: ReportFlags.Tamper);
            _home.Hub.Run(Minute);
            _home.Report(button, DeviceCause.TamperEnded);
            _home.Hub.Run(Minute);
        }

        Assert.Equal(StatusCodes.TamperAlarm, Assert.Single(Technical).StatusCode);
        Assert.Equal(DeviceFlags.Tamper, _home.States.Last().Flags);
        Assert.DoesNotContain(_home.EventsOf(Id), e => e.StatusCode == StatusCodes.Restoral);
        _home.Hub.Run(5 * Minute);
        Assert.Single(_home.EventsOf(Id), e => e.StatusCode == StatusCodes.Restoral);
        Assert.Equal(0, _home.States.Last().Flags);
    }

    [Fact]
    public void HBG_020_a_device_s_own_fault_is_a_technical_alarm_once_for_each_time()
    {
        RadioDevice smoke = _home.PairAndTest(Id, DeviceKind.SmokeDetector);
        _home.Report(smoke, DeviceCause.Fault);
        _home.Report(smoke, DeviceCause.Fault, isRepeat: true);
        _home.Hub.Run(Minute);
        Assert.Equal(StatusCodes.Malfunction, Assert.Single(Technical).StatusCode);
    }

    [Fact]
    public void HBG_020_many_devices_lost_at_once_are_all_told_a_few_at_a_time()
    {
        for (uint i = 1; i <= 40; i++)
        {
            _home.PairAndTest(i, DeviceKind.PersonalTrigger);
            _home.Hub.Run(4 * Minute);
        }

        // The radio is dead; then the link too. Persons still find a place.
        _home.Hub.Uplink.HoldsAlarms = false;
        _home.Hub.Run(12 * Hour);
        int pending = _home.Hub.Status.Memory.Alarms.Count;
        Assert.InRange(pending, Limits.MaxPendingTechnicalAlarms, Limits.MaxPendingTechnicalAlarms + 1);
        Assert.True(_home.Press(_home.Radio.Devices[0]));
        _home.Hub.Uplink.HoldsAlarms = true;
        _home.Hub.Run(Hour);
        uint[] told = [.. _home.Hub.Uplink.Alarms
            .Where(a => a.StatusCode == StatusCodes.RadioTestTransmissionMissing)
            .DistinctBy(a => a.Sequence).Select(a => a.TriggerId)];
        Assert.Equal(told.Length, told.Distinct().Count());
        Assert.True(told.Length >= 39);
    }

    [Fact]
    public void A_jammed_channel_is_told_after_half_a_minute_and_its_end_and_a_busy_one_is_not()
    {
        TestHome home = _home;
        for (int i = 0; i < 20; i++)
        {
            home.Radio.IsChannelBusy = i % 2 == 0;
            home.Hub.Run(25 * Second);
        }

        Assert.False(home.Status.Jam.IsJammed);
        home.Radio.IsChannelBusy = true;
        home.Hub.Run(65 * Second);
        Assert.True(home.Status.Jam.IsJammed);
        AlarmMessage alarm = home.Hub.Uplink.Alarms.DistinctBy(a => a.Sequence)
            .Single(a => a.StatusCode == StatusCodes.RfInterference);
        Assert.Equal((AlarmKind.Technical, DeviceTypes.RadioUnit), (alarm.Kind, alarm.DeviceType));
        home.Hub.Run(Hour);
        home.Radio.IsChannelBusy = false;
        home.Hub.Run(65 * Second);
        Assert.False(home.Status.Jam.IsJammed);
        Assert.Contains(home.EventsOf(0), e => e.StatusCode == StatusCodes.Reestablished);
        Assert.Single(
            home.Hub.Uplink.Alarms.DistinctBy(a => a.Sequence),
            a => a.StatusCode == StatusCodes.RfInterference);
    }

    [Fact]
    public void The_watchdog_is_fed_while_devices_are_heard_and_while_none_is()
    {
        RadioDevice button = _home.PairAndTest(Id);
        int feeds = _home.Hub.FeedTimes.Count;
        _home.Hub.Run(Hour);
        Assert.True(_home.Hub.FeedTimes.Count > feeds + 100);
        feeds = _home.Hub.FeedTimes.Count;
        for (int i = 0; i < 20; i++)
        {
            Assert.True(_home.Report(button, DeviceCause.Supervision));
        }

        Assert.True(_home.Hub.FeedTimes.Count > feeds + 20);
    }
}
