// Commands: done once, answered until the answer is taken, refused when late, and harmless when repeated.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class CommandTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHub Connected()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.Published.Clear();
        return hub;
    }

    private static void Send(TestHub hub, CommandKind kind, ulong sequence = 1000, long expires = 0)
    {
        hub.Uplink.Send(
            MessageKind.Command, new CommandMessage { Command = kind, ExpiresUnixMilliseconds = expires }, sequence);
        hub.Step();
    }

    private static AcknowledgementMessage Answer(TestHub hub)
    {
        return hub.Uplink.Of(MessageKind.UpAcknowledgement).Single().Answer;
    }

    [Fact]
    public void A_heartbeat_is_sent_on_command_and_the_regular_ones_keep_their_times()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.SendHeartbeat);
        Assert.Single(hub.Uplink.Of(MessageKind.Heartbeat));
        AcknowledgementMessage answer = Answer(hub);
        Assert.Equal(1000ul, answer.AcknowledgedSequence);
        Assert.Equal(5, answer.AcknowledgedBootCount);
        Assert.Equal(AcknowledgementResult.Done, answer.Result);
        hub.Run(4 * Minute);
        Assert.Equal(3, hub.Uplink.Of(MessageKind.Heartbeat).Count());
        Assert.Single(hub.Uplink.Of(MessageKind.UpAcknowledgement));
    }

    [Theory]
    [InlineData(CommandKind.TestAlarm, AlarmKind.Test)]
    [InlineData(CommandKind.SilentTest, AlarmKind.SilentTest)]
    public void HBG_040_tests_are_raised_on_command(CommandKind command, AlarmKind alarm)
    {
        TestHub hub = Connected();
        Send(hub, command);
        Assert.Equal(alarm, hub.Uplink.Alarms.Single().Kind);
        Assert.Equal(AcknowledgementResult.Done, Answer(hub).Result);
    }

    [Fact]
    public void A_restart_is_answered_first_and_told_in_the_next_hello()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.Reboot);
        hub.Run(Second);
        Assert.Equal(AcknowledgementResult.Done, Answer(hub).Result);
        Assert.Equal(BootReason.CommandedRestart, hub.RestartRequests[0]);
        Assert.True(hub.Uplink.CloseCount > 0);
        int published = hub.Uplink.Published.Count;
        hub.Run(5 * Minute);
        Assert.Equal(published, hub.Uplink.Published.Count);
        hub.Reboot(BootReason.CommandedRestart);
        hub.Run(30 * Second);
        Assert.Equal(BootReason.CommandedRestart, hub.Uplink.Of(MessageKind.Hello).Last().Hello.BootReason);
        Assert.Contains(hub.Uplink.Of(MessageKind.Event), p =>
            p.Event.StatusCode == StatusCodes.Started && p.Event.Value == (int)BootReason.CommandedRestart);
    }

    [Fact]
    public void A_restart_whose_answer_nobody_takes_comes_after_five_seconds()
    {
        TestHub hub = Connected();
        hub.Uplink.Answers = false;
        Send(hub, CommandKind.Reboot);
        hub.Run(Limits.RestartDelayMilliseconds - 1);
        Assert.Empty(hub.RestartRequests);
        hub.Run(1);
        Assert.NotEmpty(hub.RestartRequests);
    }

    [Fact]
    public void The_same_restart_command_after_the_restart_is_answered_and_not_done_again()
    {
        TestHub hub = Connected();
        Send(hub, CommandKind.Reboot);
        hub.Run(Second);
        hub.RestartRequests.Clear();
        for (int i = 0; i < 5; i++)
        {
            hub.Reboot();
            hub.Run(20 * Second);
            hub.Uplink.Published.Clear();
            Send(hub, CommandKind.Reboot);
            hub.Run(Minute);
            Assert.Empty(hub.RestartRequests);
            Assert.Equal(AcknowledgementResult.Done, Answer(hub).Result);
        }
    }

    [Fact]
    public void A_command_that_comes_again_is_answered_again_and_done_once()
    {
        TestHub hub = Connected();
        for (int i = 0; i < 5; i++)
        {
            Send(hub, CommandKind.TestAlarm);
            hub.Run(Second);
        }

        Assert.Single(hub.Uplink.Alarms);
        Assert.Equal(5, hub.Uplink.Of(MessageKind.UpAcknowledgement).Count());
        Assert.Equal(1, hub.Status.Commands.DoneCount);
        Assert.Equal(4, hub.Status.Commands.RepeatedCount);
    }

    [Fact]
    public void An_expired_command_is_not_done_and_one_a_moment_before_is()
    {
        TestHub hub = Connected();
        long unixNow = hub.Uplink.UnixAtZero + hub.Now;
        Send(hub, CommandKind.TestAlarm, 1, unixNow);
        Assert.Equal(AcknowledgementResult.Expired, Answer(hub).Result);
        Assert.Empty(hub.Uplink.Alarms);
        Send(hub, CommandKind.TestAlarm, 2, unixNow + 1);
        Assert.Single(hub.Uplink.Alarms);
    }

    [Fact]
    public void A_command_with_an_expiry_waits_for_the_clock_and_fails_when_it_never_comes()
    {
        TestHub hub = new();
        hub.Uplink.TellsTime = false;
        hub.RunTo(30 * Second);
        hub.Uplink.Published.Clear();
        Send(hub, CommandKind.TestAlarm, 1, 1_900_000_000_000);
        hub.Run(10 * Second);
        Assert.Empty(hub.Uplink.Alarms);
        hub.Uplink.Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = 1_800_000_000_000 });
        hub.Step();
        Assert.Single(hub.Uplink.Alarms);

        TestHub other = new();
        other.Uplink.TellsTime = false;
        other.RunTo(30 * Second);
        other.Uplink.Published.Clear();
        Send(other, CommandKind.TestAlarm, 1, 1_900_000_000_000);
        other.Run(Limits.CommandClockWaitMilliseconds);
        Assert.Equal(AcknowledgementResult.Failed, Answer(other).Result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(255)]
    public void An_unknown_command_is_refused(int kind)
    {
        TestHub hub = Connected();
        Send(hub, (CommandKind)kind);
        Assert.Equal(AcknowledgementResult.Refused, Answer(hub).Result);
    }

    [Fact]
    public void A_restart_that_cannot_be_remembered_is_refused_so_that_it_cannot_loop()
    {
        TestHub hub = Connected();
        hub.Flash.IsDead = true;
        Send(hub, CommandKind.Reboot);
        hub.Run(Minute);
        Assert.Equal(AcknowledgementResult.Failed, Answer(hub).Result);
        Assert.Empty(hub.RestartRequests);
    }

    [Fact]
    public void More_commands_than_there_is_room_for_are_dropped_and_counted_and_the_rest_answered()
    {
        TestHub hub = Connected();
        hub.Uplink.Answers = false;
        for (ulong i = 1; i <= 100; i++)
        {
            Send(hub, (CommandKind)99, i);
        }

        Assert.Equal(100 - Limits.CommandCapacity, hub.Status.Commands.DroppedCount);
        hub.Uplink.Answers = true;
        hub.Uplink.Drop();
        hub.Uplink.Published.Clear();
        hub.Run(30 * Second);
        Assert.Equal(Limits.CommandCapacity, hub.Uplink.Of(MessageKind.UpAcknowledgement).Count());
    }

    [Fact]
    public void An_answer_that_was_under_way_when_the_session_ended_is_sent_on_the_next()
    {
        TestHub hub = Connected();
        hub.Uplink.Answers = false;
        Send(hub, CommandKind.SendHeartbeat);
        hub.Uplink.Drop();
        hub.Uplink.Answers = true;
        hub.Run(20 * Second);
        Assert.Equal(2, hub.Uplink.Of(MessageKind.UpAcknowledgement).Count());
        Assert.Equal(1, hub.Status.Commands.DoneCount);
    }
}
