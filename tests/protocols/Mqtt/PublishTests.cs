// Publishing: the bytes, the window, and what the broker's limits do to it.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class PublishTests
{
    [Theory]
    [InlineData(5, 0, "3007" + "0003" + "612F62" + "00" + "AA")]
    [InlineData(4, 0, "3006" + "0003" + "612F62" + "AA")]
    [InlineData(5, 1, "3209" + "0003" + "612F62" + "0001" + "00" + "AA")]
    [InlineData(4, 1, "3208" + "0003" + "612F62" + "0001" + "AA")]
    public void A_publish_is_encoded_for_its_level(int level, int qos, string expected)
    {
        Conversation conversation = Conversation.Connected(level);
        Assert.Equal(qos == 0 ? MqttClient.TakenWithoutId : 1, conversation.Publish("a/b", [0xAA], qos));
        Assert.Equal([expected], conversation.Written());
    }

    [Theory]
    [InlineData(5, 0, "31")]
    [InlineData(4, 1, "33")]
    public void Retain_is_set_on_wish(int level, int qos, string first)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Publish("a", [], qos, retain: true);
        Assert.StartsWith(first, Assert.Single(conversation.Written()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_taken_without_a_connection()
    {
        var conversation = new Conversation();
        Assert.Equal(0, conversation.Publish("a", [1]));
        conversation.Start();
        Assert.Equal(0, conversation.Publish("a", [1]));
        Assert.Equal(0, conversation.Publish("a", [1], 0));
        Assert.Equal(0, conversation.Subscribe("a"));
    }

    [Theory]
    [InlineData(ProtocolLimits.MaxMqttTopicBytes, ProtocolLimits.MaxMessageBytes, 1)]
    [InlineData(ProtocolLimits.MaxMqttTopicBytes + 1, 0, MqttClient.NeverTaken)]
    [InlineData(1, ProtocolLimits.MaxMessageBytes + 1, MqttClient.NeverTaken)]
    [InlineData(0, 0, MqttClient.NeverTaken)]
    public void Topic_and_payload_are_taken_up_to_their_limits(int topic, int payload, int expected)
    {
        Conversation conversation = Conversation.Connected();
        Assert.Equal(expected, conversation.Publish(new string('t', topic), new byte[payload]));
    }

    [Theory]
    [InlineData("a/#")]
    [InlineData("+/b")]
    [InlineData("a\0b")]
    public void A_topic_that_MQTT_forbids_is_never_taken(string topic)
    {
        Conversation conversation = Conversation.Connected();
        Assert.Equal(MqttClient.NeverTaken, conversation.Publish(topic, [1]));
        Assert.Empty(conversation.Written());
    }

    [Theory]
    [InlineData(2, 1, 0, 1)]
    [InlineData(1, 1, -1, 1)]
    [InlineData(1, 1, 0, 2)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 0, -1)]
    public void Arguments_outside_their_arrays_are_never_taken(int topicLength, int payload, int offset, int count)
    {
        Conversation conversation = Conversation.Connected();
        int result = conversation.Client.Publish(
            [65], topicLength, new byte[payload], offset, count, 1, false, conversation.Now);
        Assert.Equal(MqttClient.NeverTaken, result);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Only_QoS_0_and_1_are_offered(int qos)
    {
        Assert.Equal(MqttClient.NeverTaken, Conversation.Connected().Publish("a", [1], qos));
    }

    [Fact]
    public void An_acknowledgement_frees_the_slot_and_is_told_once()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        Assert.Equal(1, conversation.Publish("a", [1]));
        Assert.Equal(1, conversation.Client.InFlightCount);
        conversation.Say(Wire.Acknowledge(1), Wire.Acknowledge(1));
        Assert.Equal(["acknowledged 1 00"], conversation.Told());
        Assert.Equal(0, conversation.Client.InFlightCount);
        Assert.True(conversation.Client.IsConnected);
    }

    [Theory]
    [InlineData("40030001" + "10", "10")]
    [InlineData("40030001" + "87", "87")]
    [InlineData("40040001" + "9700", "97")]
    [InlineData("400A0001" + "99061F0003616263", "99")]
    [InlineData("400D0001" + "80092600016B00037631" + "32", "80")]
    public void The_reason_of_5_0_is_passed_on(string packet, string code)
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Publish("a", [1]);
        conversation.Say(Wire.Hex(packet));
        Assert.Equal([$"acknowledged 1 {code}"], conversation.Told());
    }

    [Fact]
    public void A_full_window_takes_nothing_until_an_acknowledgement_comes()
    {
        Conversation conversation = Conversation.Connected(5, o => o.MaxInFlight = 3);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => conversation.Publish("a", [1])));
        Assert.Equal(0, conversation.Publish("a", [4]));
        Assert.Equal(MqttClient.TakenWithoutId, conversation.Publish("a", [4], 0));
        conversation.Say(Wire.Acknowledge(2));
        Assert.Equal(4, conversation.Publish("a", [4]));
        Assert.Equal(0, conversation.Publish("a", [5]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(ProtocolLimits.MaxMqttInFlight, ProtocolLimits.MaxMqttInFlight)]
    [InlineData(ProtocolLimits.MaxMqttInFlight + 1, ProtocolLimits.MaxMqttInFlight)]
    public void The_window_stays_within_its_limit(int wanted, int expected)
    {
        Conversation conversation = Conversation.Connected(5, o => o.MaxInFlight = wanted);
        int taken = 0;
        while (taken < 1000 && conversation.Publish("a", [1]) > 0)
        {
            taken++;
        }

        Assert.Equal(expected, taken);
    }

    [Fact]
    public void Receive_maximum_of_the_broker_narrows_the_window()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x21, 0, 2]));
        Assert.Equal(1, conversation.Publish("a", [1]));
        Assert.Equal(2, conversation.Publish("a", [1]));
        Assert.Equal(0, conversation.Publish("a", [1]));
        conversation.Say(Wire.Acknowledge(1));
        Assert.Equal(3, conversation.Publish("a", [1]));
    }

    [Fact]
    public void Maximum_packet_size_of_the_broker_is_kept_to_the_byte()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x27, 0, 0, 0, 20]));
        conversation.Forget();
        Assert.Equal(MqttClient.NeverTaken, conversation.Publish("abc", new byte[11]));
        Assert.Equal(1, conversation.Publish("abc", new byte[10]));
        Assert.Equal(40, Assert.Single(conversation.Written()).Length);
        Assert.Equal(MqttClient.NeverTaken, conversation.Subscribe(new string('s', 13)));
        Assert.Equal(2, conversation.Subscribe(new string('s', 12)));
        Assert.Equal(40, Assert.Single(conversation.Written()).Length);
    }

    [Fact]
    public void Maximum_QoS_0_of_the_broker_lowers_and_no_retain_drops_the_flag()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x24, 0], [0x25, 0]));
        conversation.Forget();
        Assert.Equal(MqttClient.TakenWithoutId, conversation.Publish("a", [1], 1, retain: true));
        Assert.Equal(["3005" + "000161" + "00" + "01"], conversation.Written());
        Assert.Equal(0, conversation.Client.InFlightCount);
    }

    [Fact]
    public void The_broker_s_limits_end_with_the_connection()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x24, 0], [0x21, 0, 1], [0x27, 0, 0, 0, 20]));
        conversation.Reconnect(false);
        conversation.Forget();
        Assert.Equal(1, conversation.Publish("a", new byte[100]));
        Assert.Equal(2, conversation.Publish("a", new byte[100]));
    }

    [Fact]
    public void Packet_ids_go_round_and_never_meet_one_in_flight()
    {
        Conversation conversation = Conversation.Connected(4, o => o.MaxInFlight = 4);
        var held = new HashSet<int> { conversation.Publish("a", [1]) };
        int subscribed = conversation.Subscribe("s");
        Assert.DoesNotContain(subscribed, held);
        for (int i = 0; i < 140_000; i++)
        {
            int id = conversation.Publish("a", [1]);
            Assert.InRange(id, 1, 65535);
            Assert.True(id != subscribed && held.Add(id), $"packet id {id} is in use");
            conversation.Say(Wire.Acknowledge(id));
            held.Remove(id);
            conversation.Stream.Written.Clear();
        }

        int again = conversation.Subscribe("s");
        Assert.True(again != subscribed && !held.Contains(again));
    }

    [Theory]
    [InlineData(5, "8207" + "0001" + "00" + "0001" + "73" + "01")]
    [InlineData(4, "8206" + "0001" + "0001" + "73" + "01")]
    public void Subscribe_is_encoded_for_its_level_and_its_answer_told(int level, string expected)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        Assert.Equal(1, conversation.Subscribe("s"));
        Assert.Equal([expected], conversation.Written());
        conversation.Say(Wire.Subscribed(level, 1, 1), Wire.Subscribed(level, 1, 1));
        Assert.Equal(["subscribed 1 01"], conversation.Told());
    }

    [Theory]
    [InlineData(4, 0x80)]
    [InlineData(5, 0x87)]
    public void A_refused_subscription_is_told(int level, int code)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Subscribe("s");
        conversation.Say(Wire.Subscribed(level, 1, code));
        Assert.Equal([$"subscribed 1 {code:X2}"], conversation.Told());
    }

    [Fact]
    public void So_many_subscriptions_may_wait_and_no_more()
    {
        Conversation conversation = Conversation.Connected();
        for (int i = 1; i <= ProtocolLimits.MaxMqttPendingSubscriptions; i++)
        {
            Assert.Equal(i, conversation.Subscribe("s"));
        }

        Assert.Equal(0, conversation.Subscribe("s"));
        conversation.Say(Wire.Subscribed(5, 2, 0));
        Assert.True(conversation.Subscribe("s") > 0);
    }
}
