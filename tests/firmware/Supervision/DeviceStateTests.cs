// The list of devices as the fleet manager is told it.
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Supervision;

public sealed class DeviceStateTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private readonly TestHome _home = new();

    public DeviceStateTests() => _home.Hub.RunTo(30 * Second);

    private int Told => _home.States.Count();

    [Fact]
    public void HUL_147_HUL_149_a_device_s_battery_levels_and_last_hearing_are_told_apart()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        button.BatteryPercent = 64;
        button.HubSignalDbm = -93;
        _home.Transmit(button.Report(DeviceCause.Supervision), -101);
        PairRequestMessage assign = _home.Request(PairAction.Assign, button);
        assign.Location = LocationCodes.Kitchen;
        assign.Occupant = 1;
        _home.Hub.Run(10 * Second);
        _home.Send(assign);
        DeviceStateMessage state = _home.States.Last();
        Assert.Equal((0x1001u, DeviceKind.PersonalTrigger), (state.DeviceId, state.DeviceKind));
        Assert.Equal((64, -101, -93), (state.BatteryPercent, state.SignalDbm, state.DeviceSignalDbm));
        Assert.Equal((LocationCodes.Kitchen, 1), (state.Location, state.Occupant));
        Assert.Equal((60, 1, 0), (state.SupervisionMinutes, state.DeviceCount, state.Flags));
        Assert.InRange(state.LastHeardSeconds, 10, 11);
    }

    [Fact]
    public void States_are_told_on_change_once_a_day_and_after_a_session_only_when_something_changed()
    {
        _home.PairAndTest(0x1001);
        _home.PairAndTest(0x1002, DeviceKind.DoorContact);
        _home.Hub.Run(Minute);
        int told = Told;
        _home.Hub.Run(20 * Minute);
        _home.Hub.Uplink.Drop();
        _home.Hub.Run(Minute);
        Assert.Equal(told, Told);

        // Without a session a change waits, and then all are told, for nobody knows what the other side has missed.
        _home.Hub.Uplink.IsReachable = false;
        _home.Hub.Uplink.Drop();
        _home.Report(_home.Radio.Devices[1], DeviceCause.Opened, flags: Hub.Protocols.Radio.ReportFlags.Active);
        _home.Hub.Uplink.IsReachable = true;
        _home.Hub.Run(2 * Minute);
        Assert.Equal(told + 2, Told);
        Assert.Equal(DeviceFlags.Active, _home.States.Last().Flags);

        for (int hour = 0; hour < 25; hour++)
        {
            foreach (RadioDevice device in _home.Radio.Devices)
            {
                device.Flags = device.Id == 0x1002 ? Hub.Protocols.Radio.ReportFlags.Active : 0;
                _home.Report(device, DeviceCause.Supervision);
            }

            _home.Hub.Run(Hour);
        }

        Assert.Equal(told + 4, Told);
    }

    [Fact]
    public void What_the_uplink_does_not_take_waits_and_comes_in_order()
    {
        _home.Hub.Uplink.Room = 0;
        RadioDevice button = _home.Bring(0x1001);
        _home.Hub.Uplink.Answers = true;
        _home.Open(button);
        Assert.True(_home.Join(button));
        Assert.Empty(_home.Steps);
        _home.Hub.Uplink.Room = int.MaxValue;
        _home.Hub.Run(10 * Second);
        Assert.Equal(
            [
                PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported,
                PairingStep.Supervised,
            ],
            _home.Steps.Select(s => s.Step));
        Assert.Equal(0, _home.Status.PairingReports.Count);
    }

    [Fact]
    public void A_step_that_was_not_answered_is_sent_again_on_the_next_session_and_the_queue_is_bounded()
    {
        _home.Hub.Uplink.Answers = false;
        RadioDevice button = _home.Bring(0x1001);
        PairRequestMessage request = _home.Open(button);
        Assert.True(_home.Join(button));
        Assert.Equal([PairingStep.Opened], _home.StepsOf(request));
        _home.Hub.Uplink.Answers = true;
        _home.Hub.Uplink.Drop();
        _home.Hub.Run(Minute);
        Assert.Equal(
            [
                PairingStep.Opened, PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged,
                PairingStep.BatteryReported, PairingStep.Supervised,
            ],
            _home.StepsOf(request));
        Assert.Single(_home.Steps.Where(s => s.Step == PairingStep.Opened).Select(s => s.Sequence).Distinct());

        _home.Hub.Uplink.IsReachable = false;
        _home.Hub.Uplink.Drop();
        for (int i = 0; i < 40; i++)
        {
            _home.Hub.Hub.HoldPairButton();
            _home.Hub.Run(Second);
            _home.Hub.Hub.PressCancelButton();
            _home.Hub.Run(Second);
        }

        Assert.Equal(Hub.Core.Limits.PairingReportCapacity, _home.Status.PairingReports.Count);
        Assert.True(_home.Status.PairingReports.LostCount > 0);
    }
}
