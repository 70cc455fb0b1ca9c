// The list of paired devices: again, replaced, removed, assigned, forgotten, and across restarts.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Pairing;

public sealed class PairedListTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHome _home = new();

    public PairedListTests() => _home.Hub.RunTo(30 * Second);

    [Fact]
    public void A_device_paired_again_gets_a_new_key_and_its_first_press_is_not_taken_for_an_old_one()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        Assert.True(_home.Press(button));
        byte[] old = button.Report(DeviceCause.Triggered);
        _home.Open(button);

        // Until the new key is proven the old one holds.
        Assert.True(_home.Press(button));
        button.EventNumber = 0;
        Assert.True(_home.Join(button));
        Assert.Equal(1, _home.Devices.Count);
        long forged = _home.Status.Link.ForgedCount;
        _home.Transmit(old);
        Assert.Equal(forged + 1, _home.Status.Link.ForgedCount);

        int alarms = _home.AlarmsOf(0x1001).Count();
        Assert.True(_home.Press(button));
        Assert.Equal(alarms + 1, _home.AlarmsOf(0x1001).Count());
    }

    [Fact]
    public void HBG_083_a_replaced_device_raises_nothing_more_and_the_new_one_has_its_room_and_must_be_tested()
    {
        RadioDevice old = _home.PairAndTest(0x1001);
        PairRequestMessage assign = _home.Request(PairAction.Assign, old);
        assign.Location = LocationCodes.BedRoom;
        assign.Occupant = 2;
        _home.Send(assign);
        RadioDevice replacement = _home.Bring(0x1002);
        PairRequestMessage request = _home.Open(replacement, r => r.ReplacesDeviceId = 0x1001);

        // As long as the new one has not joined, the old one is in force.
        Assert.True(_home.Press(old));
        Assert.True(_home.Join(replacement));
        Assert.Contains(PairingStep.Replaced, _home.StepsOf(request));
        Assert.False(_home.Press(old));
        _home.Reboot();
        Assert.False(_home.Press(old));
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
        Assert.False(_home.Devices.Find(0x1002)!.IsTested);
        Assert.True(_home.Press(replacement));
        AlarmMessage alarm = _home.AlarmsOf(0x1002).Last();
        Assert.Equal((LocationCodes.BedRoom, 2), (alarm.Location, alarm.Occupant));
        Assert.Contains(_home.States, s => s.DeviceId == 0x1001 && s.Flags == DeviceFlags.Removed);

        // Nobody can take the place of a device that is not there.
        PairRequestMessage unknown = _home.Open(_home.Bring(0x1003), r => r.ReplacesDeviceId = 0x1001);
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(unknown).Result);
        Assert.Equal(PairingReason.UnknownDevice, _home.Steps.Last().Reason);
    }

    [Fact]
    public void A_removed_device_raises_nothing_and_is_not_answered_also_after_a_restart()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        PairRequestMessage request = _home.Send(_home.Request(PairAction.RemoveDevice, button));
        Assert.Equal(AcknowledgementResult.Done, _home.AnswerTo(request).Result);
        Assert.Equal([PairingStep.Removed], _home.StepsOf(request));
        Assert.False(_home.Press(button));
        _home.Reboot();
        Assert.False(_home.Press(button));
        Assert.DoesNotContain(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
        Assert.Equal(DeviceFlags.Removed, _home.States.Last(s => s.DeviceId == 0x1001).Flags);
        PairRequestMessage again = _home.Send(_home.Request(PairAction.RemoveDevice, button));
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(again).Result);
    }

    [Fact]
    public void HBG_030_two_people_in_one_home_are_told_apart_by_their_triggers()
    {
        for (int person = 1; person <= 2; person++)
        {
            RadioDevice button = _home.Pair(0x1000 + (uint)person);
            PairRequestMessage assign = _home.Request(PairAction.Assign, button);
            assign.Occupant = person;
            _home.Send(assign);
            _home.Press(button);
            _home.Hub.Run(Second);
        }

        _home.Reboot();
        foreach (RadioDevice button in _home.Radio.Devices)
        {
            Assert.True(_home.Press(button));
        }

        Assert.Equal(1, _home.AlarmsOf(0x1001).Last().Occupant);
        Assert.Equal(2, _home.AlarmsOf(0x1002).Last().Occupant);
    }

    [Fact]
    public void The_list_and_its_counters_survive_a_restart()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        RadioDevice door = _home.PairAndTest(0x1002, DeviceKind.DoorContact);
        byte[] recorded = button.Report(DeviceCause.Triggered);
        _home.Transmit(recorded);
        _home.Reboot();
        Assert.Equal(2, _home.Devices.Count);
        Assert.True(_home.Devices.Find(0x1001)!.IsTested);

        // What was recorded before the restart raises nothing after it.
        int alarms = _home.AlarmsOf(0x1001).Count();
        _home.Transmit(recorded);
        Assert.Equal(alarms, _home.AlarmsOf(0x1001).Count());
        Assert.True(_home.Press(button));
        Assert.True(_home.Report(door, DeviceCause.Opened));
    }

    [Fact]
    public void A_factory_reset_forgets_devices_and_keeps_identity_counters_and_pending_alarms()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Pair(0x1002);
        _home.Hub.Uplink.HoldsAlarms = false;
        Assert.True(_home.Press(button));
        long boots = _home.Hub.Status.Memory.State.BootCount;
        ulong sequence = _home.Hub.Uplink.Published.Max(p => p.Sequence);
        _home.Hub.Hub.HoldResetButton();
        _home.Hub.Run(Second);
        Assert.Equal(0, _home.Devices.Count);
        Assert.Equal(PairingReason.Forgotten, _home.Steps.Last().Reason);
        Assert.Equal((0u, 0), (_home.States.Last().DeviceId, _home.States.Last().DeviceCount));
        _home.Reboot();
        Assert.Equal(0, _home.Devices.Count);
        Assert.Equal(boots + 1, _home.Hub.Status.Memory.State.BootCount);
        Assert.Equal(1, _home.Hub.Status.Memory.Alarms.Count);
        Assert.True(_home.Hub.Uplink.Published.Last().Sequence > sequence);
        Assert.False(_home.Press(button));

        // The fleet manager's request does the same, and the requests before it do not come back to life.
        PairRequestMessage request = _home.Send(_home.Request(PairAction.ForgetAll));
        Assert.Equal(AcknowledgementResult.Done, _home.AnswerTo(request).Result);
        Assert.True(_home.Join(Opened(button)));
    }

    [Fact]
    public void HBG_013_sixty_four_devices_are_paired_and_one_more_only_in_place_of_another()
    {
        for (uint i = 1; i <= Limits.MaxDevices; i++)
        {
            _home.Pair(0x3000 + i, DeviceKind.DoorContact);
            _home.Hub.Run(3 * Minute);
        }

        PairRequestMessage refused = _home.Open(_home.Bring(0x4001));
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(refused).Result);
        Assert.Equal(PairingReason.TableFull, _home.Steps.Last(s => s.PairingId == refused.PairingId).Reason);

        RadioDevice replacement = _home.Bring(0x4002, DeviceKind.DoorContact);
        _home.Open(replacement, r => r.ReplacesDeviceId = 0x3001);
        Assert.True(_home.Join(replacement));
        RadioDevice again = _home.Radio.Devices.Single(d => d.Id == 0x3002);
        Assert.True(_home.Join(Opened(again)));
        Assert.Equal(Limits.MaxDevices, _home.Devices.Count);
        _home.Reboot();
        Assert.Equal(Limits.MaxDevices, _home.Devices.Count);
        Assert.True(_home.Report(replacement, DeviceCause.Opened));
    }

    private RadioDevice Opened(RadioDevice device)
    {
        _home.Open(device);
        return device;
    }
}
