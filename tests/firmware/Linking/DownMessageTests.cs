// Whatever the wire brings down: refused, counted, told, and never more than that.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class DownMessageTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    [Fact]
    public void Random_bytes_and_damaged_messages_never_stop_the_hub_and_never_end_an_alarm()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        List<byte[]> corpus = Corpus(hub.Uplink.Alarms.Single());
        Random random = new(11);
        MessageKind[] kinds =
        [
            MessageKind.Unknown, MessageKind.DownAcknowledgement, MessageKind.Time, MessageKind.Command,
            MessageKind.Alarm, (MessageKind)77,
        ];
        for (int i = 0; i < 60_000; i++)
        {
            byte[] body = Body(random, corpus);
            hub.Uplink.SendRaw(kinds[random.Next(kinds.Length)], body);
            if (i % 20 == 0)
            {
                hub.Run(random.Next(3_000));
            }
        }

        Assert.Empty(hub.RestartRequests);
        Assert.Equal(0, hub.Status.StoppedByCheckCode);
        Assert.True(hub.Status.DownMessages.RefusedCount > 40_000);
        output.WriteLine(
            $"{hub.Status.DownMessages.RefusedCount} refused, {hub.Status.DownMessages.TakenCount} taken");
        Assert.Contains(hub.Uplink.Alarms, a => a.Kind == AlarmKind.Person && a.Attempt > 1);
        Assert.Equal(1, hub.Status.Memory.Alarms.PersonCount);
    }

    [Fact]
    public void HBG_001_an_alarm_that_is_refused_again_and_again_is_still_sent_every_ten_minutes()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        AlarmMessage alarm = hub.Uplink.Alarms.Single();
        for (int i = 0; i < 60; i++)
        {
            hub.Uplink.Send(MessageKind.DownAcknowledgement, new AcknowledgementMessage
            {
                AcknowledgedSequence = alarm.Sequence,
                AcknowledgedBootCount = alarm.BootCount,
                Result = AcknowledgementResult.Refused,
            });
            hub.Run(Minute);
        }

        Assert.InRange(hub.Uplink.Alarms.Count(), 6, 8);
    }

    [Fact]
    public void Refused_messages_are_told_once_in_ten_minutes_with_their_number()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        for (int i = 0; i < 25 * 60; i++)
        {
            hub.Uplink.SendRaw(MessageKind.Command, [0xFF]);
            hub.Run(Second);
        }

        List<EventMessage> told = [.. hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)
            .Where(e => e.StatusCode == StatusCodes.Denied)];
        Assert.Equal(3, told.Count);
        Assert.Equal([1, 600, 600], told.Select(e => e.Value));
        Assert.Equal(25 * 60, hub.Status.DownMessages.RefusedCount);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(1_704_067_199_999L)]
    public void A_time_that_cannot_be_right_is_refused(long unixMilliseconds)
    {
        TestHub hub = new();
        hub.Uplink.TellsTime = false;
        hub.RunTo(30 * Second);
        hub.Uplink.Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = unixMilliseconds });
        hub.Step();
        Assert.False(hub.Status.Clock.IsSet);
        Assert.Equal(1, hub.Status.DownMessages.RefusedCount);
        hub.Uplink.Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = 1_704_067_200_000 });
        hub.Step();
        Assert.True(hub.Status.Clock.IsSet);
    }

    [Fact]
    public void Acknowledgements_nobody_waits_for_change_nothing()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        for (ulong i = 0; i < 500; i++)
        {
            hub.Uplink.Send(
                MessageKind.DownAcknowledgement, new AcknowledgementMessage { AcknowledgedSequence = i * 7919 });
            hub.Step();
        }

        Assert.Equal(500, hub.Status.Book.UnknownAcknowledgementCount);
        Assert.Equal(0, hub.Status.DownMessages.RefusedCount);
        Assert.Equal(0, hub.Status.Memory.Journal.ErrorCount);
        long writes = hub.Status.Memory.Journal.WriteCount;
        hub.Run(10 * Minute);
        Assert.Equal(writes, hub.Status.Memory.Journal.WriteCount);
    }

    private static List<byte[]> Corpus(AlarmMessage alarm)
    {
        // Everything the fleet manager could say, except what would rightly end the alarm or restart the hub.
        return
        [
            Encode(new AcknowledgementMessage
            {
                AcknowledgedSequence = alarm.Sequence + 1, AcknowledgedBootCount = alarm.BootCount, Reason = "no",
            }),
            Encode(new AcknowledgementMessage
            {
                AcknowledgedSequence = alarm.Sequence,
                AcknowledgedBootCount = alarm.BootCount,
                Result = AcknowledgementResult.Refused,
            }),
            Encode(new TimeMessage { UnixMilliseconds = 1_800_000_000_000 }),
            Encode(new CommandMessage { Command = CommandKind.SendHeartbeat, SealedLength = 8 }),
            Encode(new CommandMessage
            {
                Command = CommandKind.TestAlarm, ExpiresUnixMilliseconds = 5, Argument = -1, SealedLength = 8,
            }),
        ];
    }

    private static byte[] Encode(HubMessage message)
    {
        message.BootCount = 5;
        message.Sequence = (5UL << 32) + 99;
        byte[] body = new byte[512];
        return body[..message.Encode(new CborWriter(), body, 0, body.Length)];
    }

    private static byte[] Body(Random random, List<byte[]> corpus)
    {
        if (random.Next(4) == 0)
        {
            byte[] noise = new byte[random.Next(700)];
            random.NextBytes(noise);
            return noise;
        }

        // A damaged acknowledgement could by chance become the right one; a damaged sequence or result cannot be told
        // from a meant one. So the bytes of those two fields stay, and everything else may change.
        byte[] body = [.. corpus[random.Next(corpus.Count)]];
        for (int i = random.Next(4); i >= 0; i--)
        {
            int at = random.Next(body.Length);
            switch (random.Next(3))
            {
                case 0:
                    body = body[..at];
                    break;
                case 1:
                    body = [.. body, (byte)random.Next(256)];
                    break;
                default:
                    body[Math.Min(at, 8)] ^= (byte)(1 << random.Next(8));
                    break;
            }

            if (body.Length == 0)
            {
                break;
            }
        }

        return body;
    }
}
