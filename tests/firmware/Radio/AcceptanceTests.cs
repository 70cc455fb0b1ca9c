// From frame to held: what is accepted, in which order it is kept, when it is answered.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Radio;

public sealed class AcceptanceTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHome _home = new();

    public AcceptanceTests() => _home.Hub.RunTo(30 * Second);

    [Fact]
    public void HBG_001_a_press_is_journalled_then_its_counter_written_and_only_then_acknowledged()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        int looked = 0;
        _home.Radio.Sending = frame =>
        {
            if ((frame[0] & 15) != (int)RadioFrameKind.Acknowledge)
            {
                return;
            }

            // What a start from copies of both flashes would find at this moment.
            looked++;
            HubMemory memory = new(_home.Hub.Flash.Clone(), new SeededRandom(3));
            Assert.True(memory.Start());
            DeviceTable table = new();
            Assert.True(new DeviceStore(_home.DeviceFlash.Clone(), table).Mount());
            Assert.Equal(1, memory.Alarms.Count);
            Assert.Equal(looked, memory.Alarms.At(0).PressCount);
            Assert.Equal(button.Counter, table.Find(0x1001)!.Counter);
        };
        _home.Hub.Uplink.IsReachable = false;
        _home.Hub.Uplink.Drop();
        for (int i = 0; i < 3; i++)
        {
            // With nobody to send to, presses join.
            Assert.True(_home.Press(button));
        }

        Assert.Equal(3, looked);
    }

    [Fact]
    public void A_burst_of_the_same_frame_is_one_press_and_each_copy_is_acknowledged()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        byte[] frame = button.Report(DeviceCause.Triggered);
        int before = button.AcknowledgeCount;
        for (int i = 0; i < 12; i++)
        {
            _home.Transmit(frame);
            _home.Hub.Run(150);
        }

        Assert.Equal(before + 12, button.AcknowledgeCount);
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person && a.PressCount == 1);
    }

    [Fact]
    public void A_slow_repeat_is_the_same_press_and_also_after_a_restart()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Radio.IsDeaf = true;
        Assert.False(_home.Press(button));
        for (int i = 0; i < 3; i++)
        {
            _home.Hub.Run(6 * Second);
            Assert.False(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        }

        _home.Reboot();
        _home.Radio.IsDeaf = false;
        Assert.True(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
        Assert.True(_home.Press(button));
        Assert.Equal(2, _home.AlarmsOf(0x1001).Count(a => a.Kind == AlarmKind.Person));
    }

    [Fact]
    public void HBG_001_while_the_journal_fails_a_press_is_acknowledged_when_the_fleet_manager_holds_it()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Hub.Uplink.HoldsAlarms = false;
        _home.Hub.Flash.IsDead = true;
        Assert.False(_home.Press(button));
        AlarmMessage alarm = _home.AlarmsOf(0x1001).Last();
        Assert.Equal(AlarmKind.Person, alarm.Kind);
        Assert.False(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        _home.Hub.Uplink.Acknowledge(alarm);
        _home.Hub.Run(5 * Second);
        Assert.True(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
    }

    [Fact]
    public void HBG_001_a_device_store_that_cannot_be_written_keeps_no_press_from_being_answered_and_is_told()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.DeviceFlash.IsDead = true;
        Assert.True(_home.Press(button));
        _home.Hub.Run(Second);
        Assert.Contains(_home.EventsOf(0), e => e.Text == "device store" && e.StatusCode == StatusCodes.Malfunction);
        Assert.Equal(LampColour.Off, _home.Hub.LampsNow[Lamp.Service]);
        PairRequestMessage request = _home.Open(_home.Bring(0x1002));
        Assert.Equal(AcknowledgementResult.Failed, _home.AnswerTo(request).Result);

        _home.DeviceFlash.IsDead = false;
        _home.Hub.Run(2 * Minute);
        Assert.Contains(_home.EventsOf(0), e => e.Text == "device store" && e.StatusCode == StatusCodes.Reestablished);
        Assert.Equal(LampColour.White, _home.Hub.LampsNow[Lamp.Service]);
    }

    [Fact]
    public void A_press_that_finds_no_place_is_not_acknowledged_and_taken_when_there_is_one()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Hub.Uplink.HoldsAlarms = false;
        for (uint i = 1; i <= Limits.MaxPendingAlarms; i++)
        {
            _home.Hub.Hub.PressTrigger(i, 3, 10, 0, i, _home.Hub.Now);
            _home.Hub.Step();
        }

        Assert.False(_home.Press(button));
        _home.Hub.Uplink.HoldsAlarms = true;
        _home.Hub.Run(Minute);
        Assert.True(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
    }

    [Fact]
    public void Frames_beyond_the_ring_are_refused_and_their_devices_send_again()
    {
        RadioDevice[] buttons = [.. Enumerable.Range(1, 40).Select(i => _home.Bring(0x1000 + (uint)i))];
        RadioDevice button = _home.PairAndTest(0x2001);
        byte[] strange = buttons[0].Report(DeviceCause.Triggered);
        for (int i = 0; i < Limits.FrameRingCapacity; i++)
        {
            Assert.True(_home.Hub.Hub.PutFrame(strange, 0, strange.Length, -80, _home.Hub.Now));
        }

        byte[] press = button.Report(DeviceCause.Triggered);
        Assert.False(_home.Hub.Hub.PutFrame(press, 0, press.Length, -80, _home.Hub.Now));
        Assert.Equal(1, _home.Status.Frames.RefusedCount);
        for (int step = 1; step <= Limits.FrameRingCapacity / Limits.FramesPerStep; step++)
        {
            _home.Hub.Hub.Step(_home.Hub.Now);
            Assert.Equal(step * Limits.FramesPerStep, _home.Status.Link.StrangeCount);
        }

        _home.Transmit(press);
        Assert.Equal(button.Counter, button.Acknowledged);
    }

    [Fact]
    public void Whatever_is_received_the_worst_is_that_it_is_counted()
    {
        _home.PairAndTest(0x1001);
        Random random = new(5);
        byte[] noise = new byte[64];
        int alarms = _home.Hub.Uplink.Alarms.Count();
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(noise);
            noise[0] = (byte)(random.Next(3) > 0 ? 0x10 | random.Next(8) : noise[0]);
            if (random.Next(2) == 0)
            {
                noise[1] = 0x01;
                noise[2] = 0x10;
                noise[3] = 0;
                noise[4] = 0;
            }

            _home.Hub.Hub.PutFrame(noise, 0, random.Next(65), -80, _home.Hub.Now);
            _home.Hub.Hub.Step(_home.Hub.Now);
        }

        Assert.False(_home.Hub.Hub.PutFrame(noise, 60, 20, -80, 0));
        Assert.False(_home.Hub.Hub.PutFrame(noise, -1, 20, -80, 0));
        Assert.Equal(alarms, _home.Hub.Uplink.Alarms.Count());
        Assert.Empty(_home.Hub.RestartRequests);
        Assert.Equal(1, _home.Devices.Count);
    }

    [Fact]
    public void A_hub_without_a_radio_takes_no_frames_and_works_as_before()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        Assert.False(hub.Hub.PutFrame(new byte[27], 0, 27, -80, hub.Now));
        Assert.False(hub.Hub.PutVendorEvent(1, 1, 0, 255, 0, 1, hub.Now));
        hub.Hub.HoldPairButton();
        hub.Hub.HoldResetButton();
        hub.Hub.PressCancelButton();
        hub.Run(Second);
        Assert.Null(hub.Status.Home);
        Assert.DoesNotContain(Lamp.Pair, hub.LampsNow.Keys);
        Assert.True(hub.IsAcknowledged(7, hub.Press()));
        Assert.Throws<CheckFailedException>(() => new TestHub(ports: p => p.Triggers = null));
        Assert.Throws<CheckFailedException>(() => new TestHub(ports: p => p.Radio = new TestRadio(new Supply())));
    }

    [Fact]
    public void HUL_146_the_lamp_Radio_flashes_blue_when_a_device_of_the_home_is_heard_and_not_for_a_neighbour_s()
    {
        RadioDevice door = _home.PairAndTest(0x1001, DeviceKind.DoorContact);
        _home.Hub.Run(Minute);
        Assert.Equal(LampColour.Off, _home.Hub.LampsNow[Lamp.Radio]);
        _home.Report(_home.Bring(0x6666), DeviceCause.Opened);
        Assert.Equal(LampColour.Off, _home.Hub.LampsNow[Lamp.Radio]);
        long at = _home.Hub.Now;
        _home.Report(door, DeviceCause.Opened);
        Assert.Equal(LampColour.Blue, _home.Hub.LampsNow[Lamp.Radio]);
        _home.Hub.RunTo(at + 299);
        Assert.Equal(LampColour.Blue, _home.Hub.LampsNow[Lamp.Radio]);
        _home.Hub.RunTo(at + 301);
        Assert.Equal(LampColour.Off, _home.Hub.LampsNow[Lamp.Radio]);
    }

    [Fact]
    public void The_age_of_an_event_goes_with_its_alarm()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Hub.Run(5 * Minute);
        _home.Transmit(button.Report(DeviceCause.Triggered, ageSeconds: 100));
        Assert.InRange(_home.AlarmsOf(0x1001).Last().AgeMilliseconds, 100_000, 100_100);
    }
}
