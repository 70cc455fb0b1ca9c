// Commands that are felt in the home: whoever needs help there comes first.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class HomeCommandTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const string Centre = "+4610000001";
    private const string Reserve = "+4610000002";

    private readonly PathHub _home;
    private ulong _sequence = 2000;

    public HomeCommandTests()
    {
        _home = new PathHub(settings => settings.Link.VoiceNumbers = [Centre, Reserve], paths: 1);
        Hub.RunTo(Minute);
        Uplink.Published.Clear();
    }

    private TestHub Hub => _home.Hub;

    private FakeUplink Uplink => _home.Uplinks[0];

    private ulong Send(CommandKind kind, int argument = 0, long lastsMilliseconds = 10 * Minute, ulong? sequence = null)
    {
        ulong used = sequence ?? _sequence++;
        Uplink.Send(
            MessageKind.Command,
            new CommandMessage
            {
                Command = kind,
                Argument = argument,
                ExpiresUnixMilliseconds = lastsMilliseconds == 0 ? 0 : Uplink.UnixAtZero + Hub.Now + lastsMilliseconds,
            },
            used);
        Hub.Run(100);
        return used;
    }

    private (AcknowledgementResult Result, string Reason)? Answer(ulong sequence) => Uplink
        .Of(MessageKind.UpAcknowledgement).Select(p => p.Answer).Where(a => a.AcknowledgedSequence == sequence)
        .Select(a => ((AcknowledgementResult, string)?)(a.Result, a.Reason)).LastOrDefault();

    private void Refused(string reason, ulong sequence) =>
        Assert.Equal((AcknowledgementResult.Refused, reason), Answer(sequence));

    [Fact]
    public void HBG_001_a_restart_waits_until_the_persons_alarm_is_held()
    {
        Uplink.HoldsAlarms = false;
        Hub.Press();
        ulong reboot = Send(CommandKind.Reboot);
        Hub.Run(5 * Minute);
        Assert.Null(Answer(reboot));
        Assert.Empty(Hub.RestartRequests);

        Uplink.HoldsAlarms = true;
        Hub.Run(10 * Second);
        Assert.Empty(Hub.RestartRequests); // The call about the alarm is under way.
        _home.Modem.Calls.Connect();
        Hub.Run(Minute);
        Assert.Null(Answer(reboot));
        _home.Modem.Calls.End(CallEnd.There);
        Hub.Run(10 * Second);
        Assert.Equal(AcknowledgementResult.Done, Answer(reboot)?.Result);
        Assert.Equal(BootReason.CommandedRestart, Hub.RestartRequests[0]);
    }

    [Fact]
    public void A_restart_that_waits_for_an_alarm_expires_and_says_why()
    {
        Uplink.HoldsAlarms = false;
        Hub.Press();
        ulong reboot = Send(CommandKind.Reboot, lastsMilliseconds: Minute);
        Hub.Run(2 * Minute);
        Assert.Equal((AcknowledgementResult.Expired, "alarm in progress"), Answer(reboot));
        Assert.Empty(Hub.RestartRequests);
    }

    [Fact]
    public void A_restart_without_an_end_does_not_wait_for_an_alarm()
    {
        Uplink.HoldsAlarms = false;
        Hub.Press();
        Refused("alarm in progress", Send(CommandKind.Reboot, lastsMilliseconds: 0));
        Assert.Empty(Hub.RestartRequests);
    }

    [Fact]
    public void HBG_001_a_press_between_answer_and_restart_puts_the_restart_off()
    {
        Uplink.HoldsAlarms = false;
        Uplink.Answers = false;
        Send(CommandKind.Reboot);
        Hub.Run(Second);
        Hub.Press();
        Hub.Run(20 * Second);
        Assert.Empty(Hub.RestartRequests);
        Uplink.HoldsAlarms = true;
        Uplink.Answers = true;
        Uplink.Drop();
        Hub.Run(3 * Minute);
        _home.Modem.Calls.End(CallEnd.There);
        Hub.Run(10 * Minute);
        Assert.NotEmpty(Hub.RestartRequests);
        Assert.Contains(Uplink.Alarms, a => a.Kind == AlarmKind.Person);
    }

    [Theory]
    [InlineData(Phrase.MedicineTime)]
    [InlineData(Phrase.DoorOpen)]
    [InlineData(Phrase.LeftOn)]
    [InlineData(Phrase.SpeakerTest)]
    public void HBG_017_a_phrase_is_said_on_command(Phrase phrase)
    {
        Assert.Equal(AcknowledgementResult.Done, Answer(Send(CommandKind.PlayPhrase, (int)phrase))?.Result);
        Assert.Equal([phrase], _home.Audio.Spoken);
    }

    [Fact]
    public void HBG_005_no_phrase_that_tells_of_an_alarm_is_said_on_command()
    {
        Phrase[] said = [Phrase.MedicineTime, Phrase.DoorOpen, Phrase.LeftOn, Phrase.SpeakerTest];
        foreach (int number in Enumerable.Range(-1, 300).Except(said.Select(p => (int)p))
            .Except(said.Select(p => (int)p + 256)).Append(int.MinValue).Append(int.MaxValue).Append(72 + 512))
        {
            Refused("no such phrase", Send(CommandKind.PlayPhrase, number));
        }

        Assert.Empty(_home.Audio.Spoken);
    }

    [Fact]
    public void HBG_005_nothing_is_said_on_command_over_an_alarm_nor_right_after_it_nor_over_a_call()
    {
        Uplink.HoldsAlarms = false;
        Hub.Press();
        Refused("alarm in progress", Send(CommandKind.PlayPhrase, (int)Phrase.SpeakerTest));
        Uplink.HoldsAlarms = true;
        Hub.Run(Minute);
        _home.Modem.Calls.Connect();
        Hub.Run(Minute);
        _home.Modem.Calls.End(CallEnd.There);
        Refused("alarm in progress", Send(CommandKind.PlayPhrase, (int)Phrase.SpeakerTest));
        Hub.Run(Limits.RecentAlarmMilliseconds);
        Assert.Equal(AcknowledgementResult.Done, Answer(Send(CommandKind.DialNumber, 1))?.Result);
        Hub.Run(Second);
        Refused("call in progress", Send(CommandKind.PlayPhrase, (int)Phrase.SpeakerTest));
        Assert.DoesNotContain(Phrase.SpeakerTest, _home.Audio.Spoken);
    }

    [Theory]
    [InlineData(1, Centre)]
    [InlineData(2, Reserve)]
    public void HBG_046_the_hub_calls_its_own_number_on_command_and_says_so(int place, string number)
    {
        Assert.Equal(AcknowledgementResult.Done, Answer(Send(CommandKind.DialNumber, place))?.Result);
        Hub.Run(2 * Second);
        Assert.Equal([number], _home.Modem.Calls.Dialled);
        Assert.Equal([Phrase.CallingCentre], _home.Audio.Spoken);
        _home.Modem.Calls.End(CallEnd.NoAnswer);
        Hub.Run(10 * Minute);
        Assert.Single(_home.Modem.Calls.Dialled);
        Assert.DoesNotContain(Phrase.CallFailed, _home.Audio.Spoken); // It would say that an alarm has been sent.
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void No_other_number_is_called(int place)
    {
        Refused("no such number", Send(CommandKind.DialNumber, place));
        Hub.Run(Minute);
        Assert.Empty(_home.Modem.Calls.Dialled);
    }

    [Fact]
    public void A_call_on_command_is_refused_during_a_call_and_while_an_alarm_waits_for_its_own()
    {
        Send(CommandKind.DialNumber, 1);
        Refused("call in progress", Send(CommandKind.DialNumber, 2));
        _home.Modem.Calls.End(CallEnd.Busy);
        Hub.Run(Minute);
        Uplink.HoldsAlarms = false;
        Hub.Press();
        Refused("alarm in progress", Send(CommandKind.DialNumber, 2));
    }

    [Fact]
    public void HBG_046_a_press_during_a_call_on_command_has_its_own_calls()
    {
        Send(CommandKind.DialNumber, 2);
        Hub.Run(Second);
        Hub.Press();
        Hub.Run(5 * Second);
        _home.Modem.Calls.End(CallEnd.NoAnswer);
        Hub.Run(2 * Minute);
        Assert.True(_home.Modem.Calls.Dialled.Count > 1);
    }

    [Fact]
    public void A_hub_without_modem_or_loudspeaker_says_so()
    {
        TestHub bare = new();
        bare.RunTo(30 * Second);
        bare.Uplink.Send(MessageKind.Command, new CommandMessage { Command = CommandKind.DialNumber, Argument = 1 }, 1);
        bare.Uplink.Send(
            MessageKind.Command, new CommandMessage { Command = CommandKind.PlayPhrase, Argument = 72 }, 2);
        bare.Run(Second);
        Assert.Equal(
            ["no modem", "no loudspeaker"],
            bare.Uplink.Of(MessageKind.UpAcknowledgement).Select(p => p.Answer.Reason));
    }

    [Fact]
    public void What_is_felt_in_the_home_is_done_once_across_a_power_cut()
    {
        ulong call = Send(CommandKind.DialNumber, 1);
        ulong phrase = Send(CommandKind.PlayPhrase, (int)Phrase.SpeakerTest);
        Hub.Run(Second);
        Refused("call in progress", phrase);
        _home.Modem.Calls.End(CallEnd.Busy);
        Hub.Reboot();
        Hub.Run(Minute);
        Send(CommandKind.DialNumber, 1, sequence: call);
        Hub.Run(Minute);
        Assert.Equal(AcknowledgementResult.Done, Answer(call)?.Result);
        Assert.Single(_home.Modem.Calls.Dialled);
    }

    [Fact]
    public void What_cannot_be_remembered_is_not_done_where_doing_it_twice_would_be_felt()
    {
        Hub.Flash.IsDead = true;
        Assert.Equal(
            (AcknowledgementResult.Failed, "journal fault"), Answer(Send(CommandKind.DialNumber, 1)));
        Assert.Equal(
            (AcknowledgementResult.Failed, "journal fault"),
            Answer(Send(CommandKind.PlayPhrase, (int)Phrase.SpeakerTest)));
        Hub.Run(Minute);
        Assert.Empty(_home.Modem.Calls.Dialled);
        Assert.Empty(_home.Audio.Spoken);
    }
}
