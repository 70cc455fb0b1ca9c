// Commands count only with the hub's seal, once, and never from a recording.
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Firmware.Tests.Linking;

public sealed class CommandSealTests
{
    private const long Second = 1000;

    private static TestHub Connected(byte[]? key = null)
    {
        TestHub hub = new(settings => settings.PairingKey = key ?? TestHub.Key);
        hub.RunTo(30 * Second);
        hub.Uplink.Published.Clear();
        return hub;
    }

    private static void Send(TestHub hub, CommandKind kind, ulong sequence)
    {
        hub.Uplink.Send(MessageKind.Command, new CommandMessage { Command = kind }, sequence);
        hub.Run(Second);
    }

    private static void SendForged(TestHub hub, CommandKind kind, ulong sequence, int argument = 0)
    {
        CommandMessage command = new() { BootCount = 5, Sequence = sequence, Command = kind };
        Assert.True(new CommandSeal(new Ccm(new Aes128())).Seal(command, TestHub.Key));
        command.Sealed[3] ^= 1;
        command.Argument = argument;
        byte[] body = new byte[64];
        int length = command.Encode(new CborWriter(), body, 0, body.Length);
        hub.Uplink.SendRaw(MessageKind.Command, body[..length]);
        hub.Run(Second);
    }

    private static (AcknowledgementResult Result, string Reason) Last(TestHub hub)
    {
        AcknowledgementMessage answer = hub.Uplink.Of(MessageKind.UpAcknowledgement).Last().Answer;
        return (answer.Result, answer.Reason);
    }

    [Theory]
    [InlineData(CommandKind.SendHeartbeat)]
    [InlineData(CommandKind.TestAlarm)]
    [InlineData(CommandKind.SilentTest)]
    [InlineData(CommandKind.Reboot)]
    [InlineData(CommandKind.PlayPhrase)]
    [InlineData(CommandKind.DialNumber)]
    [InlineData(CommandKind.CollectDiagnostics)]
    public void HBG_017_a_command_that_is_not_sealed_with_the_hubs_key_does_nothing(CommandKind kind)
    {
        TestHub hub = Connected();
        SendForged(hub, kind, 1000);
        hub.Run(10 * Second);
        Assert.Equal((AcknowledgementResult.Refused, "not authentic"), Last(hub));
        Assert.Empty(hub.RestartRequests);
        Assert.DoesNotContain(hub.Uplink.Published, p => p.Kind is MessageKind.Alarm or MessageKind.Diagnostics);
        Assert.Equal(1, hub.Status.Commands.NotAuthenticCount);
        Assert.Equal(0, hub.Status.Commands.DoneCount);
    }

    [Fact]
    public void A_forgery_does_not_take_the_place_of_the_command_with_its_number()
    {
        TestHub hub = Connected();
        SendForged(hub, CommandKind.TestAlarm, 1000);
        SendForged(hub, CommandKind.TestAlarm, ulong.MaxValue);
        Send(hub, CommandKind.TestAlarm, 1000);
        Assert.Equal(AcknowledgementResult.Done, Last(hub).Result);
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void A_hub_without_a_key_takes_no_command()
    {
        TestHub hub = Connected([]);
        Send(hub, CommandKind.Reboot, 1000);
        hub.Run(10 * Second);
        Assert.Equal((AcknowledgementResult.Refused, "not authentic"), Last(hub));
        Assert.Empty(hub.RestartRequests);
    }

    [Fact]
    public void A_recording_of_an_older_lasting_command_is_refused_after_a_restart_too()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.TestAlarm, 1000);
        Send(hub, CommandKind.TestAlarm, 1001);
        hub.Reboot();
        hub.Run(30 * Second);
        hub.Uplink.Published.Clear();
        Send(hub, CommandKind.TestAlarm, 1000);
        Assert.Equal((AcknowledgementResult.Refused, "old command"), Last(hub));
        Send(hub, CommandKind.TestAlarm, 1001);
        Assert.Equal(AcknowledgementResult.Done, Last(hub).Result);
        Assert.Empty(hub.Uplink.Alarms);
        Send(hub, CommandKind.TestAlarm, 1002);
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void What_only_makes_the_hub_tell_something_may_come_in_any_order()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.TestAlarm, 1000);
        Send(hub, CommandKind.SendHeartbeat, 900);
        Assert.Equal(AcknowledgementResult.Done, Last(hub).Result);
        Send(hub, CommandKind.CollectDiagnostics, 901);
        Assert.Equal(AcknowledgementResult.Done, Last(hub).Result);
        Send(hub, CommandKind.TestAlarm, 999);
        Assert.Equal("old command", Last(hub).Reason);
    }

    [Fact]
    public void A_refused_command_that_comes_again_is_refused_for_the_same_reason()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.PlayPhrase, 1000);
        Send(hub, CommandKind.PlayPhrase, 1000);
        Assert.All(hub.Uplink.Of(MessageKind.UpAcknowledgement), p => Assert.Equal("no such phrase", p.Answer.Reason));
        Assert.Equal(2, hub.Uplink.Of(MessageKind.UpAcknowledgement).Count());
    }
}
