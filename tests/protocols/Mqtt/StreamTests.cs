// Streams that take little, take nothing, or break.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class StreamTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_stream_that_takes_one_byte_at_a_time_gets_the_same_bytes(int level)
    {
        List<byte> plain = Talk(level, int.MaxValue);
        Assert.Equal(plain, Talk(level, 1));
        Assert.Equal(plain, Talk(level, 3));
    }

    [Fact]
    public void A_full_stream_is_asked_again_and_nothing_is_lost()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5));
        conversation.Forget();
        conversation.Stream.WriteRoom = 3;
        conversation.Publish("a", [1]);
        Assert.Equal(
            conversation.Now + ProtocolLimits.MqttOutputRetryMilliseconds, conversation.Client.NextStepAtMilliseconds);
        conversation.Stream.WriteRoom = 100;
        conversation.Now += ProtocolLimits.MqttOutputRetryMilliseconds;
        conversation.Step();
        Assert.Equal(["3207" + "000161" + "0001" + "00" + "01"], conversation.Written());
    }

    [Fact]
    public void A_stalled_stream_fills_the_output_and_then_takes_no_publish()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Stream.WriteRoom = 0;
        int taken = 0;
        while (conversation.Publish("a", new byte[300], 0) == MqttClient.TakenWithoutId)
        {
            taken++;
        }

        Assert.Equal((ProtocolLimits.MqttOutputBytes - ProtocolLimits.MqttOutputReserveBytes) / 307, taken);
        Assert.Equal(0, conversation.Publish("a", new byte[300]));
        Assert.Equal(0, conversation.Client.InFlightCount);
        conversation.Stream.WriteRoom = int.MaxValue;
        conversation.Step();
        Assert.Equal(taken, conversation.Written().Count);
        Assert.True(conversation.Publish("a", new byte[300]) > 0);
    }

    [Fact]
    public void Messages_that_cannot_be_acknowledged_yet_stay_in_the_stream()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.WriteRoom = 0;
        const int Messages = 2000;
        for (int id = 1; id <= Messages; id++)
        {
            conversation.Stream.Deliver(Wire.Publish(5, "t", new byte[100], 1, id));
        }

        for (int i = 0; i < 200; i++)
        {
            conversation.Step();
        }

        int told = conversation.Events.Lines.Count;
        Assert.InRange(told, 1, ProtocolLimits.MqttOutputBytes / 4);
        Assert.True(conversation.Stream.Unread > 0);
        conversation.Stream.WriteRoom = int.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            conversation.Step();
        }

        Assert.Equal(Messages, conversation.Told().Count);
        Assert.Equal(Enumerable.Range(1, Messages).Select(i => $"4002{i:X4}"), conversation.Written());
    }

    [Fact]
    public void A_stalled_stream_ends_at_the_keep_alive_timeout()
    {
        Conversation conversation = Conversation.Connected(5, o => o.PingTimeoutMilliseconds = 10_000);
        conversation.Told();
        conversation.Stream.WriteRoom = 0;
        conversation.Publish("a", [1], 0);
        conversation.Wait(69_999);
        Assert.True(conversation.Client.IsConnected);
        conversation.Wait(1);
        Assert.Equal([$"disconnected {MqttDisconnectReason.KeepAliveTimeout} 00"], conversation.Told());
    }

    [Fact]
    public void A_goodbye_that_cannot_be_said_is_given_up_after_a_while()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.WriteRoom = 0;
        conversation.Client.Disconnect(conversation.Now);
        Assert.False(conversation.Client.IsConnected);
        Assert.Equal(0, conversation.Publish("a", [1]));
        Assert.Empty(conversation.Told());
        conversation.Say(Wire.Publish(5, "t", [1]));
        Assert.Empty(conversation.Told());
        conversation.Wait(ProtocolLimits.MqttClosingMilliseconds);
        Assert.Equal([$"disconnected {MqttDisconnectReason.Requested} 00"], conversation.Told());
        Assert.True(conversation.Stream.WasClosed);
    }

    [Fact]
    public void The_reason_of_a_breach_goes_out_behind_a_packet_half_sent()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.WriteRoom = 3;
        conversation.Publish("a", [1], 0);
        conversation.Say(Wire.Hex("0000"));
        Assert.Empty(conversation.Told());
        conversation.Stream.WriteRoom = 100;
        conversation.Step();
        Assert.Equal(["3005" + "000161" + "00" + "01", "E00181"], conversation.Written());
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 81"], conversation.Told());
    }

    [Fact]
    public void What_lies_in_a_broken_stream_is_read_before_the_end_is_told()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.FailsWrites = true;
        conversation.Publish("a", [1]);
        Assert.Empty(conversation.Told());
        Assert.Equal(conversation.Now, conversation.Client.NextStepAtMilliseconds);
        conversation.Say(Wire.Hex("E0018E"));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ServerDisconnected} 8E"], conversation.Told());
    }

    [Fact]
    public void A_stream_that_only_fails_to_write_is_closed()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.FailsWrites = true;
        conversation.Publish("a", [1]);
        conversation.Step();
        Assert.Equal([$"disconnected {MqttDisconnectReason.StreamClosed} 00"], conversation.Told());
        Assert.Equal(1, conversation.Client.InFlightCount);
        conversation.Reconnect(sessionPresent: true);
        Assert.Single(conversation.Written());
    }

    [Fact]
    public void A_stream_that_reads_nothing_and_is_not_open_is_closed()
    {
        var conversation = new Conversation();
        var stream = new DeadStream();
        conversation.Client.Start(stream, conversation.Now);
        conversation.Step();
        Assert.Equal([$"disconnected {MqttDisconnectReason.StreamClosed} 00"], conversation.Told());
    }

    [Fact]
    public void What_follows_a_breach_is_not_read_while_the_goodbye_waits()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.WriteRoom = 0;
        conversation.Say(Wire.Hex("0000"), Wire.Publish(5, "t", [1], 1, 1), Wire.Hex("0000"));
        Assert.Empty(conversation.Told());
        conversation.Stream.WriteRoom = 100;
        conversation.Step();
        Assert.Equal(["E00181"], conversation.Written());
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 81"], conversation.Told());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_claims_more_than_it_was_asked_for_is_closed(bool onWrite)
    {
        var conversation = new Conversation();
        var stream = new BoastingStream { OnWrite = onWrite };
        conversation.Client.Start(stream, conversation.Now);
        conversation.Step();
        Assert.True(stream.WasClosed);
        Assert.Equal([$"disconnected {MqttDisconnectReason.StreamClosed} 00"], conversation.Told());
    }

    private static List<byte> Talk(int level, int writePiece)
    {
        var conversation = new Conversation(level);
        conversation.Start();
        conversation.Say(Wire.Accepted(level));
        conversation.Stream.WritePiece = writePiece;
        conversation.Subscribe("down/#");
        conversation.Publish("a", new byte[300]);
        conversation.Say(Wire.Publish(level, "t", [1], 1, 4), Wire.Acknowledge(2));
        conversation.Publish("b", [2], 0);
        conversation.Wait(60_000);
        conversation.Client.Disconnect(conversation.Now);
        return conversation.Stream.Written;
    }

    /// <summary>A stream that has ended and says so in one way only.</summary>
    private sealed class DeadStream : IByteStream
    {
        public bool IsOpen => false;

        public int Read(byte[] buffer, int offset, int count) => 0;

        public int Write(byte[] buffer, int offset, int count) => count;

        public void Close()
        {
        }
    }

    /// <summary>A faulty stream.</summary>
    private sealed class BoastingStream : IByteStream
    {
        public bool OnWrite { get; init; }

        public bool WasClosed { get; private set; }

        public bool IsOpen => !WasClosed;

        public int Read(byte[] buffer, int offset, int count) => OnWrite ? 0 : count + 1;

        public int Write(byte[] buffer, int offset, int count) => OnWrite ? count + 1 : count;

        public void Close() => WasClosed = true;
    }
}
