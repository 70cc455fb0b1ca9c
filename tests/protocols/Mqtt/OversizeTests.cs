// Packets larger than the client's buffer: refused on 5.0, which was told the limit; let pass on 3.1.1.
using System;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class OversizeTests
{
    private const int Limit = ProtocolLimits.MaxMqttIncomingPacketBytes;

    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 0)]
    public void A_packet_at_the_limit_is_taken(int level, int propertyLength)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        byte[] packet = Wire.Publish(level, "t", new byte[Limit - 8 - propertyLength], 1, 1);
        Assert.Equal(Limit, packet.Length);
        conversation.Say(packet);
        Assert.StartsWith("message t ", Assert.Single(conversation.Told()), StringComparison.Ordinal);
        Assert.Equal(["40020001"], conversation.Written());
    }

    [Fact]
    public void One_byte_more_is_too_large_for_5_0()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        byte[] packet = Wire.Publish(5, "t", new byte[Limit - 8], 1, 1);
        Assert.Equal(Limit + 1, packet.Length);
        conversation.Say(packet);
        Assert.Equal(["E00195"], conversation.Written());
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 95"], conversation.Told());
    }

    [Fact]
    public void The_announcement_of_a_too_large_packet_is_enough()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Say(Wire.Hex("30FFFFFF7F"));
        Assert.Equal(["E00195"], conversation.Written());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_too_large_packet_in_the_place_of_the_CONNACK_ends_the_connection(int level)
    {
        var conversation = new Conversation(level);
        conversation.Start();
        conversation.Say(Wire.Hex("30FFFFFF7F"));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 95"], conversation.Told());
    }

    [Theory]
    [InlineData(Limit - 7, 1)]
    [InlineData(5_000, 1)]
    [InlineData(300_000, 3)]
    public void A_too_large_publish_of_3_1_1_is_acknowledged_unread(int payload, int topicLength)
    {
        foreach (int piece in new[] { int.MaxValue, 1000, 7, 1 })
        {
            Conversation conversation = Conversation.Connected(4);
            conversation.Told();
            conversation.Stream.ReadPiece = piece;
            string topic = new('t', topicLength);
            byte[] next = Wire.Publish(4, "next", [1], 1, 6);
            conversation.Say(Wire.Publish(4, topic, Enumerable.Repeat((byte)0xE0, payload).ToArray(), 1, 5), next);
            while (conversation.Stream.Unread > 0)
            {
                conversation.Step();
            }

            conversation.Step();
            Assert.Equal(["message next [01] qos=1"], conversation.Told());
            Assert.Equal(["40020005", "40020006"], conversation.Written());
            Assert.Equal(1, conversation.Client.SkippedMessageCount);
        }
    }

    [Fact]
    public void A_topic_larger_than_the_buffer_is_passed_over_too()
    {
        Conversation conversation = Conversation.Connected(4);
        conversation.Told();
        conversation.Say(Wire.Publish(4, new string('t', 65535), [1, 2], 1, 0x0102));
        for (int i = 0; i < 10; i++)
        {
            conversation.Step();
        }

        Assert.Equal(["40020102"], conversation.Written());
        Assert.Empty(conversation.Told());
    }

    [Fact]
    public void QoS_0_is_passed_over_without_an_answer_and_QoS_2_with_its_own()
    {
        Conversation conversation = Conversation.Connected(4);
        conversation.Told();
        conversation.Say(Wire.Publish(4, "t", new byte[2000]));
        Assert.Empty(conversation.Written());
        conversation.Say(Wire.Publish(4, "t", new byte[2000], 2, 8));
        Assert.Equal(["50020008"], conversation.Written());
        conversation.Say(Wire.Release(8));
        Assert.Equal(["70020008"], conversation.Written());
        Assert.Empty(conversation.Told());
    }

    [Theory]
    [InlineData("32D10F" + "0001" + "74" + "0000", 0x82)] // packet id 0
    [InlineData("36D10F", 0x81)] // QoS 3
    [InlineData("38D10F", 0x81)] // DUP at QoS 0
    [InlineData("40D10F", 0x95)] // not a PUBLISH
    public void What_is_broken_besides_being_too_large_ends_the_connection(string head, int code)
    {
        Conversation conversation = Conversation.Connected(4);
        conversation.Told();
        conversation.Say(Wire.Hex(head), new byte[2001]);
        for (int i = 0; i < 5; i++)
        {
            conversation.Step();
        }

        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} {code:X2}"], conversation.Told());
    }

    [Fact]
    public void A_topic_beyond_a_too_large_packet_ends_the_connection()
    {
        Conversation conversation = Conversation.Connected(4);
        conversation.Told();
        conversation.Say(Wire.Hex("32D10F" + "FFFF"), new byte[1999]);
        for (int i = 0; i < 5; i++)
        {
            conversation.Step();
        }

        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolViolation} 81"], conversation.Told());
    }

    [Fact]
    public void A_packet_half_passed_over_is_forgotten_with_the_connection()
    {
        Conversation conversation = Conversation.Connected(4);
        conversation.Say(Wire.Publish(4, "t", new byte[5000], 1, 5)[..3000]);
        conversation.Stream.CloseByPeer();
        for (int i = 0; i < 5; i++)
        {
            conversation.Step();
        }

        conversation.Reconnect(sessionPresent: true);
        Assert.True(conversation.Client.IsConnected);
        conversation.Told();
        conversation.Say(Wire.Publish(4, "t", [1]));
        Assert.Equal(["message t [01] qos=0"], conversation.Told());
    }
}
