// Devices of other vendors, described by data.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Radio;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Radio;

public sealed class DescribedDeviceTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const uint Id = 0xA001;

    private readonly TestHome _home = new(s => s.DeviceDescriptions = [Button, Thermometer], hasAdapter: true);

    private static DeviceDescription Button => new()
    {
        Number = 12,
        Kind = DeviceKind.PersonalTrigger,
        Variant = DeviceVariant.Wrist,
        SupervisionMinutes = 30,
        Events =
        [
            new() { EventCode = 0x51, Cause = DeviceCause.Triggered },
            new() { EventCode = 0x52, Cause = DeviceCause.Supervision },
            new() { EventCode = 0x53, Cause = DeviceCause.Supervision, Flags = ReportFlags.BatteryLow },
        ],
    };

    private static DeviceDescription Thermometer => new()
    {
        Number = 13,
        Kind = DeviceKind.TemperatureSensor,
        Events = [new() { EventCode = 1, Cause = DeviceCause.Measured, ValueFactor = 10 }],
    };

    public DescribedDeviceTests() => _home.Hub.RunTo(30 * Second);

    [Fact]
    public void HBG_013_another_vendor_s_button_is_paired_by_its_description_and_alarms_and_is_answered_by_its_adapter()
    {
        Assert.True(Put(0x51, 1));
        Assert.Equal(1, _home.Status.Described.StrangeCount);
        PairRequestMessage request = Open(Id, 12);
        Assert.Equal(AcknowledgementResult.Done, _home.AnswerTo(request).Result);
        Put(0x52, 2);
        Assert.Equal(
            [
                PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported,
                PairingStep.Supervised,
            ],
            _home.StepsOf(request));
        Put(0x51, 3);
        _home.Hub.Run(Second);
        Assert.Equal(AlarmKind.Test, _home.AlarmsOf(Id).Last().Kind);
        Assert.Equal(PairingStep.Finished, _home.StepsOf(request).Last());

        _home.Reboot();
        Assert.True(_home.Devices.Find(Id)!.IsVendor);
        Assert.Equal(12, _home.Devices.Find(Id)!.DescriptionNumber);
        int answered = Answered;
        Put(0x51, 4);
        Put(0x51, 4);
        Assert.Equal(answered + 2, Answered);
        AlarmMessage alarm = Assert.Single(_home.AlarmsOf(Id), a => a.Kind == AlarmKind.Person);
        Assert.Equal((DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm), (alarm.DeviceType, alarm.StatusCode));
        DeviceStateMessage state = _home.States.Last();
        Assert.Equal(DeviceFlags.VendorDevice, state.Flags);
        Assert.Equal((30, DeviceVariant.Wrist), (state.SupervisionMinutes, state.Variant));

        // Supervised like any other.
        Put(0x53, 5);
        _home.Hub.Run(68 * Minute);
        Assert.Equal(
            [StatusCodes.BatteryLow, StatusCodes.RadioTestTransmissionMissing],
            _home.AlarmsOf(Id).Where(a => a.Kind == AlarmKind.Technical).Select(a => a.StatusCode));

        // No frame of the hub's own radio speaks for it.
        RadioDevice impostor = _home.Bring(Id);
        impostor.PairAsKit();
        _home.Press(impostor);
        Assert.Single(_home.AlarmsOf(Id), a => a.Kind == AlarmKind.Person);
    }

    [Fact]
    public void A_value_is_told_in_the_kind_s_unit_and_an_unlisted_code_as_it_is()
    {
        Open(Id, 13);
        Put(1, 1, value: 21);
        Put(1, 2, value: 21);
        _home.Hub.Run(Second);
        Put(1, 3, value: 22);
        _home.Hub.Run(Second);
        EventMessage told = _home.EventsOf(Id).Last();
        Assert.Equal((StatusCodes.Log, 220), (told.StatusCode, told.Value));
        Put(99, 4);
        _home.Hub.Run(Second);
        told = _home.EventsOf(Id).Last();
        Assert.Equal((StatusCodes.Undefined, 99), (told.StatusCode, told.Value));
    }

    [Fact]
    public void A_description_that_is_not_there_a_missing_id_and_a_missing_label_are_refused()
    {
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(Open(Id, 14)).Result);
        Assert.Equal(PairingReason.UnknownDevice, _home.Steps.Last().Reason);
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(Open(0, 12)).Result);
        Assert.Equal(AcknowledgementResult.Refused, _home.AnswerTo(Open(Id, 0)).Result);
        Assert.Equal(PairingReason.CodeNeeded, _home.Steps.Last().Reason);
        Assert.Throws<CheckFailedException>(() => new TestHome(s => s.DeviceDescriptions = [new()]));
    }

    [Fact]
    public void Events_beyond_the_ring_are_refused()
    {
        for (uint i = 0; i < Limits.VendorRingCapacity; i++)
        {
            Assert.True(_home.Hub.Hub.PutVendorEvent(Id, 1, 0, 255, 0, i, _home.Hub.Now));
        }

        Assert.False(_home.Hub.Hub.PutVendorEvent(Id, 1, 0, 255, 0, 99, _home.Hub.Now));
        Assert.False(_home.Hub.Hub.PutVendorEvent(0, 1, 0, 255, 0, 99, _home.Hub.Now));
        Assert.Equal(1, _home.Status.VendorEvents.RefusedCount);
        _home.Hub.Step();
        Assert.Equal(Limits.VendorRingCapacity, _home.Status.Described.StrangeCount);
    }

    private int Answered => _home.Hub.Triggers.CallCount;

    private bool Put(int code, uint number, int value = 0)
    {
        bool isTaken = _home.Hub.Hub.PutVendorEvent(Id, code, value, 80, -70, number, _home.Hub.Now);
        _home.Hub.Step();
        _home.Hub.Run(50);
        return isTaken;
    }

    private PairRequestMessage Open(uint id, int description)
    {
        PairRequestMessage request = _home.Request(PairAction.OpenWindow);
        request.DeviceId = id;
        request.Argument = description;
        _home.Send(request);
        return request;
    }
}
