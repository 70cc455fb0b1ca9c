// What the hub says of an alarm: never more than is so, and the truth when it takes long.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Panel;

public sealed class AlarmVoiceTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly SoundRecorder _speaker = new();
    private readonly TestHub _hub;

    public AlarmVoiceTests()
    {
        _hub = new TestHub(ports: ports => ports.Audio = _speaker);
    }

    [Fact]
    public void HBG_005_received_is_said_only_once_the_fleet_manager_holds_the_alarm()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.HoldsAlarms = false;
        _hub.Press();
        _hub.Run(29 * Second);
        Assert.Equal([Phrase.AlarmOnItsWay], _speaker.Spoken);
        _hub.Uplink.HoldsAlarms = true;
        _hub.Run(10 * Second);
        Assert.Equal([Phrase.AlarmOnItsWay, Phrase.AlarmReceived], _speaker.Spoken);
        _hub.Run(60 * Minute);
        Assert.Equal(2, _speaker.Spoken.Count);
    }

    [Fact]
    public void HUL_013_the_truth_is_told_when_it_takes_long_often_at_first_and_for_as_long_as_it_is_so()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.HoldsAlarms = false;
        _hub.Press();
        _hub.Run(60 * Minute);
        Assert.Equal(Phrase.AlarmOnItsWay, _speaker.Spoken[0]);
        int told = _speaker.Spoken.Count(p => p == Phrase.AlarmStillOnItsWay);
        Assert.Equal(_speaker.Spoken.Count - 1, told);
        Assert.InRange(told, 7, 11);
    }

    [Fact]
    public void HBG_001_a_link_lost_during_an_alarm_is_told_and_the_alarm_received_when_it_is_back()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.HoldsAlarms = false;
        _hub.Press();
        _hub.Run(5 * Second);
        _hub.Uplink.IsReachable = false;
        _hub.Uplink.Drop();
        _hub.Run(Second);
        Assert.Equal([Phrase.AlarmOnItsWay, Phrase.AlarmWaitsForLink], _speaker.Spoken);
        _hub.Uplink.IsReachable = true;
        _hub.Uplink.HoldsAlarms = true;
        _hub.Run(Minute);
        Assert.Equal(Phrase.AlarmReceived, _speaker.Spoken.Last());
    }

    [Fact]
    public void HBG_001_a_press_without_a_link_is_said_to_wait_and_is_still_said_so_after_a_restart()
    {
        _hub.Uplink.IsReachable = false;
        _hub.RunTo(30 * Second);
        _hub.Press();
        _hub.Run(Second);
        Assert.Equal([Phrase.AlarmWaitsForLink], _speaker.Spoken);
        _speaker.Spoken.Clear();
        _hub.Reboot();
        _hub.Run(Limits.AlarmVoiceFirstMilliseconds + Second);
        Assert.Equal([Phrase.AlarmWaitsForLink], _speaker.Spoken);
    }

    [Fact]
    public void HBG_040_a_manual_test_is_said_to_be_one_and_a_silent_test_is_not_heard()
    {
        _hub.RunTo(30 * Second);
        _hub.Hub.RequestTestAlarm();
        _hub.Run(5 * Second);
        Assert.Equal([Phrase.TestOnItsWay, Phrase.TestReceived], _speaker.Spoken);
        _hub.Uplink.Send(MessageKind.Command, new CommandMessage { Command = CommandKind.SilentTest }, 9000);
        _hub.Run(5 * Second);
        Assert.Equal(2, _speaker.Spoken.Count);
    }

    [Fact]
    public void HBG_001_a_press_without_a_place_is_told_now_and_then_and_not_with_each_repeat()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.HoldsAlarms = false;
        for (uint trigger = 1; trigger <= Limits.MaxPendingAlarms; trigger++)
        {
            _hub.Press(trigger);
        }

        for (int i = 0; i < 12; i++)
        {
            _hub.Press(1000, 77);
            _hub.Run(Second);
        }

        Assert.Single(_speaker.Spoken, Phrase.AlarmTableFull);
    }
}
