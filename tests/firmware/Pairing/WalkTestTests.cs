// The walk test: each press answered with lamp and signal, its margin told by room.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Pairing;

public sealed class WalkTestTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHome _home = new();

    public WalkTestTests() => _home.Hub.RunTo(30 * Second);

    [Fact]
    public void HUL_147_HUL_149_each_press_of_a_walk_is_answered_and_its_margin_told_by_room()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        PairRequestMessage start = _home.Send(_home.Request(PairAction.StartWalkTest));
        (int Room, int Ordinal, int Dbm)[] rooms =
            [(LocationCodes.Kitchen, 0, -60), (LocationCodes.BedRoom, 1, -92), (LocationCodes.BedRoom, 2, -105)];
        foreach ((int room, int ordinal, int dbm) in rooms)
        {
            PairRequestMessage enter = _home.Request(PairAction.EnterRoom);
            enter.Location = room;
            enter.Argument = ordinal;
            _home.Send(enter);
            _home.Audio.Played.Clear();
            _home.Hub.LampChanges.Clear();
            button.HubSignalDbm = dbm - 3;
            byte[] frame = button.Report(DeviceCause.Triggered);

            // A burst is one press.
            _home.Transmit(frame, dbm);
            _home.Transmit(frame, dbm);
            Assert.Equal([Sound.WalkTestAnswer], _home.Audio.Played);
            Assert.Contains(_home.Hub.LampChanges, c => c.Lamp == Lamp.Radio && c.Colour == LampColour.Blue);
            Assert.Equal(button.Counter, button.Acknowledged);
            _home.Hub.Run(Second);
            AlarmMessage alarm = _home.AlarmsOf(0x1001).Last();
            Assert.Equal((AlarmKind.Test, room), (alarm.Kind, alarm.Location));
        }

        _home.Send(_home.Request(PairAction.EndWalkTest));
        Assert.Equal(
            [WalkTestStep.Started, WalkTestStep.Press, WalkTestStep.Press, WalkTestStep.Press, WalkTestStep.Ended],
            _home.Walk.Select(w => w.Step));
        Assert.All(_home.Walk, w => Assert.Equal(start.PairingId, w.PairingId));
        WalkTestMessage[] presses = [.. _home.Walk.Where(w => w.Step == WalkTestStep.Press)];
        Assert.Equal([50, 18, 5], presses.Select(w => w.MarginDb));
        Assert.Equal(rooms.Select(r => (r.Room, r.Ordinal)), presses.Select(w => (w.Location, w.Ordinal)));
        Assert.Equal([-63, -95, -108], presses.Select(w => w.DeviceSignalDbm));
        Assert.InRange(presses[0].SecondsLeft, 890, 900);

        Assert.True(_home.Press(button));
        Assert.Equal(AlarmKind.Person, _home.AlarmsOf(0x1001).Last().Kind);
    }

    [Fact]
    public void HBG_001_a_walk_test_ends_by_itself_and_makes_no_test_of_a_fall_or_of_smoke()
    {
        RadioDevice fall = _home.PairAndTest(0x1001, DeviceKind.FallDetector);
        RadioDevice button = _home.PairAndTest(0x1002);
        PairRequestMessage start = _home.Request(PairAction.StartWalkTest);
        start.Seconds = 60;
        _home.Send(start);
        Assert.True(_home.Press(fall));
        Assert.Equal(AlarmKind.Person, _home.AlarmsOf(0x1001).Last().Kind);
        _home.Hub.Run(Minute);
        Assert.Equal(WalkTestStep.Ended, _home.Walk.Last().Step);
        Assert.True(_home.Press(button));
        Assert.Equal(AlarmKind.Person, _home.AlarmsOf(0x1002).Last().Kind);
        PairRequestMessage enter = _home.Send(_home.Request(PairAction.EnterRoom));
        Assert.Equal(AcknowledgementResult.Failed, _home.AnswerTo(enter).Result);
    }

    [Fact]
    public void A_restart_ends_a_walk_test()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        _home.Send(_home.Request(PairAction.StartWalkTest));
        _home.Reboot();
        Assert.False(_home.Status.WalkTest.IsOpen);
        Assert.True(_home.Press(button));
        Assert.Equal(AlarmKind.Person, _home.AlarmsOf(0x1001).Last().Kind);
    }
}
