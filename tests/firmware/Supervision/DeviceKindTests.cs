// Every kind of device of the documents: what it tells, as what, and whether somebody must run.
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Supervision;

public sealed class DeviceKindTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const uint Id = 0x1001;

    private readonly TestHome _home = new();

    public DeviceKindTests() => _home.Hub.RunTo(30 * Second);

    [Fact]
    public void HBG_004_a_trigger_on_neck_or_wrist_is_one_kind_in_two_variants_and_alarms()
    {
        foreach (DeviceVariant variant in new[] { DeviceVariant.Neck, DeviceVariant.Wrist, DeviceVariant.Extra })
        {
            RadioDevice button = _home.Bring(0x100u + (uint)variant);
            button.Variant = variant;
            _home.Open(button);
            Assert.True(_home.Join(button));
            Assert.True(_home.Report(button, DeviceCause.Test));
            _home.Hub.Run(Second);
            Assert.True(_home.Press(button));
            AlarmMessage alarm = _home.AlarmsOf(button.Id).Last();
            Assert.Equal((DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm), (alarm.DeviceType, alarm.StatusCode));
            Assert.Equal(variant, _home.States.Last(s => s.DeviceId == button.Id).Variant);
        }
    }

    [Fact]
    public void HBG_028_an_easy_press_trigger_alarms() =>
        Alarms(DeviceKind.EasyPress, DeviceTypes.PanicButton, StatusCodes.ManualAlarm);

    [Fact]
    public void HBG_027_a_fall_alarms() =>
        Alarms(DeviceKind.FallDetector, DeviceTypes.FallDetector, StatusCodes.AutomaticAlarm);

    [Fact]
    public void HBG_037_an_epileptic_seizure_alarms() =>
        Alarms(DeviceKind.EpilepsyDetector, DeviceTypes.EpilepsyDetector, StatusCodes.AutomaticAlarm);

    [Fact]
    public void HBG_032_a_call_for_help_that_a_voice_trigger_hears_alarms() =>
        Alarms(DeviceKind.VoiceTrigger, DeviceTypes.FixedTrigger, StatusCodes.ManualAlarm);

    [Fact]
    public void HBG_025_HUL_020_HUL_026_smoke_alarms() =>
        Alarms(DeviceKind.SmokeDetector, DeviceTypes.SmokeDetector, StatusCodes.AutomaticAlarm);

    [Fact]
    public void HUL_021_HUL_027_a_leak_alarms() =>
        Alarms(DeviceKind.LeakDetector, DeviceTypes.FloodDetector, StatusCodes.AutomaticAlarm, priority: 3);

    [Fact]
    public void Carbon_monoxide_alarms() =>
        Alarms(
            DeviceKind.CarbonMonoxideDetector, DeviceTypes.CarbonMonoxideDetector, StatusCodes.AutomaticAlarm);

    [Fact]
    public void HBG_024_a_bed_tells_lying_down_and_getting_up() =>
        Tells(
            DeviceKind.BedMonitor, DeviceTypes.BedMonitor,
            (DeviceCause.Occupied, StatusCodes.LyingInBed), (DeviceCause.Vacated, StatusCodes.Absent));

    [Fact]
    public void HBG_036_a_mat_tells_a_step() =>
        Tells(
            DeviceKind.Mat, DeviceTypes.MatSensor,
            (DeviceCause.Triggered, StatusCodes.AutomaticAlarm), (DeviceCause.Restored, StatusCodes.Restoral));

    [Fact]
    public void HBG_013_a_chair_tells_sitting_down_and_getting_up() =>
        Tells(
            DeviceKind.ChairMonitor, DeviceTypes.ChairMonitor,
            (DeviceCause.Occupied, StatusCodes.Occupied), (DeviceCause.Vacated, StatusCodes.Absent));

    [Fact]
    public void HBG_033_HUL_017_a_door_or_window_tells_opening_and_closing() =>
        Tells(
            DeviceKind.DoorContact, DeviceTypes.DoorSensor,
            (DeviceCause.Opened, StatusCodes.Open), (DeviceCause.Closed, StatusCodes.Closed));

    [Fact]
    public void HBG_026_HUL_018_a_motion_detector_tells_movement_and_its_absence() =>
        Tells(
            DeviceKind.MotionDetector, DeviceTypes.ActivityDetector,
            (DeviceCause.Movement, StatusCodes.Movement), (DeviceCause.NoMovement, StatusCodes.Inactive));

    [Fact]
    public void HBG_035_a_presence_sensor_without_a_picture_tells_presence_and_absence() =>
        Tells(
            DeviceKind.PresenceSensor, DeviceTypes.OccupancyDetector,
            (DeviceCause.Occupied, StatusCodes.Occupied), (DeviceCause.Vacated, StatusCodes.Absent));

    [Fact]
    public void HUL_029_the_door_of_a_pill_cabinet_tells_opening_and_closing() =>
        Tells(
            DeviceKind.PillCabinet, DeviceTypes.PillDispenser,
            (DeviceCause.Opened, StatusCodes.Open), (DeviceCause.Closed, StatusCodes.Closed));

    [Fact]
    public void HUL_019_a_smart_plug_tells_when_power_is_switched() =>
        Tells(
            DeviceKind.SmartPlug, DeviceTypes.LightingCircuitMonitor,
            (DeviceCause.SwitchedOn, StatusCodes.On), (DeviceCause.SwitchedOff, StatusCodes.Off));

    [Fact]
    public void HBG_013_a_temperature_is_told_with_its_value_and_kept_as_the_device_s_state()
    {
        Tells(
            DeviceKind.TemperatureSensor, DeviceTypes.EnvironmentalMonitor,
            (DeviceCause.Measured, StatusCodes.Log), (DeviceCause.TooHigh, StatusCodes.TemperatureHigh),
            (DeviceCause.TooLow, StatusCodes.TemperatureLow));
        RadioDevice sensor = _home.Radio.Devices.Single();
        Assert.True(_home.Report(sensor, DeviceCause.Measured, value: -37));
        _home.Hub.Run(Second);
        Assert.Equal(-37, _home.EventsOf(Id).Last().Value);
        Assert.Equal(-37, _home.Devices.Find(Id)!.Value);
    }

    [Fact]
    public void HUL_028_a_smart_plug_is_switched_and_an_order_that_is_not_carried_out_is_told()
    {
        RadioDevice plug = _home.PairAndTest(Id, DeviceKind.SmartPlug);
        _home.Hub.Run(60 * Minute);
        PairRequestMessage request = _home.Request(PairAction.OrderDevice, plug);
        request.Argument = (int)OrderKind.SwitchOn;
        _home.Send(request);
        Assert.Equal(AcknowledgementResult.Done, _home.AnswerTo(request).Result);
        _home.Hub.Run(4 * Second);
        Assert.Equal(OrderKind.SwitchOn, Assert.Single(plug.Orders).Kind);
        Assert.Equal(2, _home.Radio.SentOf(RadioFrameKind.Order).Count());
        Assert.Single(
            _home.Radio.SentOf(RadioFrameKind.Order).Select(s => System.Convert.ToHexString(s.Frame)).Distinct());
        Assert.True(_home.Report(plug, DeviceCause.SwitchedOn, flags: ReportFlags.Active));
        _home.Hub.Run(Minute);
        Assert.Equal(2, _home.Radio.SentOf(RadioFrameKind.Order).Count());
        Assert.Equal(1, _home.Status.Orders.ConfirmedCount);

        // Numbers go on after a restart, so an order that was recorded is never carried out again.
        _home.Reboot();
        _home.Hub.Run(60 * Minute);
        request = _home.Request(PairAction.OrderDevice, plug);
        request.Argument = (int)OrderKind.SwitchOff;
        _home.Send(request);
        _home.Hub.Run(Minute);
        Assert.Equal([1u, 2u], plug.Orders.Select(o => o.Number));
        Assert.Equal(1, _home.Status.Orders.FailedCount);
        Assert.Equal(StatusCodes.TimeOut, _home.EventsOf(Id).Last().StatusCode);

        RadioDevice door = _home.PairAndTest(0x1002, DeviceKind.DoorContact);
        request = _home.Request(PairAction.OrderDevice, door);
        request.Argument = (int)OrderKind.SwitchOn;
        _home.Send(request);
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(request).Result);
    }

    [Fact]
    public void HBG_040_MFD_003_a_device_s_test_button_is_a_test_alarm_through_the_whole_chain()
    {
        RadioDevice smoke = _home.PairAndTest(Id, DeviceKind.SmokeDetector);
        Assert.True(_home.Report(smoke, DeviceCause.Test));
        AlarmMessage alarm = _home.AlarmsOf(Id).Last();
        Assert.Equal((AlarmKind.Test, StatusCodes.Verified), (alarm.Kind, alarm.StatusCode));
        Assert.True(_home.Report(smoke, DeviceCause.Triggered, flags: ReportFlags.TestButton));
        Assert.Equal(AlarmKind.Test, _home.AlarmsOf(Id).Last().Kind);
    }

    [Fact]
    public void A_cause_nobody_has_a_word_for_is_told_as_something_that_happened()
    {
        RadioDevice door = _home.PairAndTest(Id, DeviceKind.DoorContact);
        _home.Report(door, (DeviceCause)77);
        _home.Hub.Run(Second);
        EventMessage told = _home.EventsOf(Id).Last();
        Assert.Equal((StatusCodes.Undefined, 77), (told.StatusCode, told.Value));
    }

    private void Alarms(DeviceKind kind, int type, int code, int priority = 1)
    {
        RadioDevice device = _home.PairAndTest(Id, kind);
        Assert.True(_home.Report(device, DeviceCause.Triggered));
        AlarmMessage alarm = _home.AlarmsOf(Id).Last();
        Assert.Equal(AlarmKind.Person, alarm.Kind);
        Assert.Equal((type, code, priority), (alarm.DeviceType, alarm.StatusCode, alarm.Priority));

        // That it is over is told, and alarms nobody.
        int alarms = _home.AlarmsOf(Id).Count();
        _home.Report(device, DeviceCause.Restored);
        _home.Hub.Run(Second);
        Assert.Equal(StatusCodes.Restoral, _home.EventsOf(Id).Last().StatusCode);
        Assert.Equal(alarms, _home.AlarmsOf(Id).Count());
    }

    private void Tells(DeviceKind kind, int type, params (DeviceCause Cause, int Code)[] expected)
    {
        RadioDevice device = _home.PairAndTest(Id, kind);
        int alarms = _home.AlarmsOf(Id).Count();
        foreach ((DeviceCause cause, int code) in expected)
        {
            Assert.True(_home.Report(device, cause, flags: ReportFlags.Active));
            _home.Hub.Run(Second);
            EventMessage told = _home.EventsOf(Id).Last();
            Assert.Equal((type, code), (told.DeviceType, told.StatusCode));

            // A repeat of it is not told again.
            int events = _home.EventsOf(Id).Count();
            Assert.True(_home.Report(device, cause, isRepeat: true, flags: ReportFlags.Active));
            _home.Hub.Run(Second);
            Assert.Equal(events, _home.EventsOf(Id).Count());
        }

        Assert.Equal(DeviceFlags.Active, _home.States.Last().Flags);
        Assert.Equal(alarms, _home.AlarmsOf(Id).Count());
    }
}
