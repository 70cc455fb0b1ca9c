// Messages that arrive, at each QoS, and whole conversations cut at every byte.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class ReceiveTests
{
    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    public void A_message_is_told_and_then_acknowledged(int level, int qos)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Events.WhenMessage = () => Assert.Empty(conversation.Written());
        conversation.Say(Wire.Publish(level, "hub/x/down/ack", [1, 2, 3], qos, 0x1234));
        Assert.Equal([$"message hub/x/down/ack [010203] qos={qos}"], conversation.Told());
        Assert.Equal(qos == 1 ? ["40021234"] : [], conversation.Written());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void An_empty_payload_and_a_retained_duplicate_are_messages_too(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        byte[] packet = Wire.Publish(level, "t", [], 1, 1, duplicate: true);
        packet[0] |= 1;
        conversation.Say(packet);
        Assert.Equal(["message t [] qos=1"], conversation.Told());
    }

    [Fact]
    public void Every_property_of_a_publish_is_passed_over()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Say(Wire.Publish(5, "t", [7], 1, 1, false, AllPublishProperties()));
        Assert.Equal(["message t [07] qos=1"], conversation.Told());
        Assert.Equal(["40020001"], conversation.Written());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void QoS_2_is_delivered_once_however_often_it_is_sent(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        byte[] first = Wire.Publish(level, "t", [1], 2, 9);
        byte[] again = Wire.Publish(level, "t", [1], 2, 9, duplicate: true);
        conversation.Say(first, again);
        Assert.Equal(["message t [01] qos=2"], conversation.Told());
        Assert.Equal(["50020009", "50020009"], conversation.Written());
        conversation.Say(Wire.Release(9));
        Assert.Equal(["70020009"], conversation.Written());
        conversation.Say(first);
        Assert.Equal(["message t [01] qos=2"], conversation.Told());
    }

    [Theory]
    [InlineData(5, "7003000992")]
    [InlineData(4, "70020009")]
    public void A_release_of_an_unknown_id_is_completed(int level, string expected)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Say(Wire.Release(9));
        Assert.Equal([expected], conversation.Written());
        Assert.True(conversation.Client.IsConnected);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Ids_of_QoS_2_live_as_long_as_the_session(bool sessionPresent, int deliveries)
    {
        Conversation conversation = Conversation.Connected();
        conversation.Say(Wire.Publish(5, "t", [1], 2, 9));
        conversation.Reconnect(sessionPresent);
        conversation.Told();
        conversation.Say(Wire.Publish(5, "t", [1], 2, 9, duplicate: true));
        Assert.Equal(deliveries, conversation.Told().Count);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void QoS_2_over_the_receive_maximum_ends_the_connection(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        for (int id = 1; id <= ProtocolLimits.MaxMqttIncomingQos2; id++)
        {
            conversation.Say(Wire.Publish(level, "t", [1], 2, id));
        }

        Assert.True(conversation.Client.IsConnected);
        conversation.Told();
        conversation.Forget();
        conversation.Say(Wire.Publish(level, "t", [1], 2, 100));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 93"], conversation.Told());
        Assert.Equal(level == 5 ? ["E00193"] : [], conversation.Written());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_conversation_is_the_same_cut_at_every_byte(int level)
    {
        byte[] script = Script(level);
        (List<string> Told, List<string> Written) whole = Play(level, [script]);
        Assert.Equal(9, whole.Told.Count);
        for (int cut = 1; cut < script.Length; cut++)
        {
            (List<string> Told, List<string> Written) inTwo = Play(level, [script[..cut], script[cut..]]);
            Assert.Equal(whole.Told, inTwo.Told);
            Assert.Equal(whole.Written, inTwo.Written);
        }

        (List<string> Told, List<string> Written) single = Play(level, script.Select(b => new[] { b }).ToArray());
        Assert.Equal(whole.Told, single.Told);
        Assert.Equal(whole.Written, single.Written);
    }

    [Fact]
    public void A_stream_that_gives_one_byte_a_read_is_read_on_in_later_steps()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.ReadPiece = 1;
        conversation.Say(Wire.Publish(5, "t", new byte[300], 1, 1));
        for (int i = 0; i < 20 && conversation.Stream.Unread > 0; i++)
        {
            Assert.Equal(conversation.Now, conversation.Client.NextStepAtMilliseconds);
            conversation.Step();
        }

        Assert.Single(conversation.Told());
    }

    [Fact]
    public void One_step_takes_so_many_packets_and_asks_for_the_next()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        byte[] many = Wire.Join(Enumerable.Repeat(Wire.Publish(5, "t", [1]), 100).ToArray());
        conversation.Say(many);
        int told = conversation.Told().Count;
        Assert.InRange(told, 1, ProtocolLimits.MaxMqttPacketsPerStep);
        Assert.Equal(conversation.Now, conversation.Client.NextStepAtMilliseconds);
        for (int i = 0; i < 10; i++)
        {
            conversation.Step();
        }

        Assert.Equal(100 - told, conversation.Told().Count);
        Assert.True(conversation.Client.NextStepAtMilliseconds > conversation.Now);
    }

    [Fact]
    public void Whole_packets_before_a_close_are_still_told()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Stream.Deliver(Wire.Publish(5, "t", [1], 1, 1));
        conversation.Stream.CloseByPeer();
        conversation.Step();
        Assert.Equal(
            ["message t [01] qos=1", $"disconnected {MqttDisconnectReason.StreamClosed} 00"], conversation.Told());
    }

    [Theory]
    [InlineData("E000", 0x00)]
    [InlineData("E0018B", 0x8B)]
    [InlineData("E0028E00", 0x8E)]
    [InlineData("E0098907" + "1F000473746F70", 0x89)]
    public void A_DISCONNECT_of_the_broker_is_told_with_its_reason(string packet, int code)
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Say(Wire.Hex(packet));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ServerDisconnected} {code:X2}"], conversation.Told());
        Assert.Empty(conversation.Written());
        Assert.True(conversation.Stream.WasClosed);
    }

    internal static byte[][] AllPublishProperties() =>
    [
        [0x01, 0x01],
        [0x02, 0, 0, 0, 60],
        Wire.Join([0x03], Wire.Text("text/plain")),
        Wire.Join([0x08], Wire.Text("answer/here")),
        Wire.Join([0x09], Wire.Prefixed([0, 1, 2])),
        [0x0B, 0x05],
        [0x0B, 0x80, 0x01],
        Wire.Join([0x26], Wire.Text("k"), Wire.Text("v")),
        Wire.Join([0x26], Wire.Text("k"), Wire.Text("v")),
    ];

    /// <summary>Every packet a broker may send, after the client has published twice and subscribed once.</summary>
    internal static byte[] Script(int level) => Wire.Join(
        Wire.Publish(level, "å/ä", [0, 1, 2]),
        Wire.Publish(level, "one", new byte[200], 1, 500, false, level == 5 ? AllPublishProperties() : []),
        Wire.Acknowledge(1),
        Wire.Subscribed(level, 3, 1),
        Wire.Publish(level, "two", [2], 2, 65535),
        Wire.Release(65535),
        level == 5 ? Wire.Acknowledge(2, 0x10) : Wire.Acknowledge(2),
        Wire.PingResponse(),
        Wire.Publish(level, "t", [], 1, 7),
        Wire.Publish(level, "t", [], 1, 7, true),
        Wire.Publish(level, "last", [9]));

    private static (List<string> Told, List<string> Written) Play(int level, byte[][] pieces)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Publish("a", [1]);
        conversation.Publish("b", [2]);
        conversation.Subscribe("c");
        foreach (byte[] piece in pieces)
        {
            conversation.Say(piece);
        }

        return (conversation.Told(), conversation.Written());
    }
}
