// What is in flight when a connection ends, and what becomes of it on the next one.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Protocols.Tests.Mqtt;

public sealed class ResumeTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void With_the_session_present_what_is_in_flight_is_sent_again_as_duplicates_in_order(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Publish("a", [1]);
        conversation.Publish("b", [2]);
        conversation.Publish("c", [3]);
        List<string> first = conversation.Written();
        conversation.Say(Wire.Acknowledge(2));
        Drop(conversation);
        Assert.Equal(2, conversation.Client.InFlightCount);
        conversation.Reconnect(sessionPresent: true);
        List<string> again = conversation.Written();
        Assert.Equal(["3A" + first[0][2..], "3A" + first[2][2..]], again);
        conversation.Say(Wire.Acknowledge(1), Wire.Acknowledge(3));
        Assert.Equal(0, conversation.Client.InFlightCount);
    }

    [Fact]
    public void With_the_session_absent_it_is_sent_as_new_under_the_same_ids()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [1]);
        conversation.Publish("b", [2]);
        List<string> first = conversation.Written();
        Drop(conversation);
        conversation.Reconnect(sessionPresent: false);
        Assert.Equal(first, conversation.Written());
    }

    [Fact]
    public void What_a_lost_session_made_new_is_a_duplicate_again_on_the_connection_after()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [1]);
        Drop(conversation);
        conversation.Reconnect(sessionPresent: false);
        Drop(conversation);
        conversation.Reconnect(sessionPresent: true);
        Assert.StartsWith("3A", Assert.Single(conversation.Written()), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_re_encoded_when_the_next_connection_speaks_another_level()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [0xAB]);
        Drop(conversation);
        conversation.Start();
        conversation.Say(Wire.Hex("20020001"));
        conversation.Reconnect(sessionPresent: true);
        Assert.Equal(["3A06" + "000161" + "0001" + "AB"], conversation.Written());
    }

    [Fact]
    public void Nothing_new_passes_what_waits_to_be_sent_again()
    {
        Conversation conversation = Conversation.Connected();
        for (int i = 0; i < 4; i++)
        {
            conversation.Publish("a", [(byte)i]);
        }

        Drop(conversation);
        conversation.Reconnect(true, [0x21, 0, 2]);
        Assert.Equal(2, conversation.Written().Count);
        Assert.Equal(0, conversation.Publish("new", [9]));
        conversation.Say(Wire.Acknowledge(1));
        Assert.Single(conversation.Written());
        conversation.Say(Wire.Acknowledge(2), Wire.Acknowledge(3), Wire.Acknowledge(4));
        Assert.Single(conversation.Written());
        Assert.True(conversation.Publish("new", [9]) > 0 || conversation.Client.InFlightCount > 0);
        Assert.True(conversation.Client.InFlightCount <= 2);
    }

    [Fact]
    public void A_small_message_does_not_pass_a_large_one_for_which_there_is_no_room()
    {
        Conversation conversation = Conversation.Connected(4, o => o.MaxInFlight = 20);
        for (int i = 0; i < 10; i++)
        {
            conversation.Publish("a", new byte[500]);
        }

        Drop(conversation);
        conversation.Start();
        conversation.Stream.WriteRoom = 0;
        conversation.Say(Wire.Accepted(4, sessionPresent: true));
        Assert.Equal(0, conversation.Publish("small", [1]));
        Assert.Equal(10, conversation.Client.InFlightCount);
    }

    [Fact]
    public void An_owner_who_ends_the_connection_on_what_is_given_back_sends_no_more()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", new byte[100]);
        conversation.Publish("b", [2]);
        Drop(conversation);
        conversation.Events.WhenAcknowledged = () => conversation.Client.Disconnect(conversation.Now);
        conversation.Reconnect(true, [0x27, 0, 0, 0, 50]);
        Assert.Equal(["E000"], conversation.Written());
        Assert.Equal(1, conversation.Client.InFlightCount);
        conversation.Events.WhenAcknowledged = null;
        conversation.Reconnect(true);

        // A duplicate, since the first connection carried it (MQTT-3.3.1-1).
        Assert.StartsWith("3A", Assert.Single(conversation.Written()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_of_a_broker_of_5_0_do_not_bind_one_of_3_1_1_after_it()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x24, 0], [0x21, 0, 1], [0x27, 0, 0, 0, 20]));
        Drop(conversation);
        conversation.Start();
        conversation.Say(Wire.Hex("20020001"));
        conversation.Reconnect(sessionPresent: false);
        Assert.Equal(4, conversation.Client.ProtocolLevel);
        Assert.Equal(1, conversation.Publish("a", new byte[100]));
        Assert.Equal(2, conversation.Publish("a", new byte[100]));
    }

    [Fact]
    public void An_acknowledgement_of_what_was_not_sent_on_this_connection_is_let_pass()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [1]);
        conversation.Publish("b", [2]);
        Drop(conversation);
        conversation.Reconnect(true, [0x21, 0, 1]);
        conversation.Told();
        conversation.Say(Wire.Acknowledge(2));
        Assert.Empty(conversation.Told());
        Assert.Equal(2, conversation.Client.InFlightCount);
    }

    [Fact]
    public void What_the_next_broker_cannot_take_is_given_back_with_a_reason()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", new byte[100]);
        conversation.Publish("b", [2]);
        Drop(conversation);
        conversation.Told();
        conversation.Reconnect(true, [0x27, 0, 0, 0, 50]);
        Assert.Equal(["connected session=present level=5", "acknowledged 1 95"], conversation.Told());
        Assert.Single(conversation.Written());
    }

    [Fact]
    public void A_broker_of_QoS_0_gets_it_once_without_a_promise()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [1]);
        Drop(conversation);
        conversation.Told();
        conversation.Reconnect(false, [0x24, 0]);
        Assert.Equal(["connected session=absent level=5", "acknowledged 1 9B"], conversation.Told());
        Assert.Equal(["3005" + "000161" + "00" + "01"], conversation.Written());
        Assert.Equal(0, conversation.Client.InFlightCount);
    }

    [Fact]
    public void A_full_window_larger_than_the_output_is_sent_again_bit_by_bit()
    {
        Conversation conversation = Conversation.Connected(4, o => o.MaxInFlight = 20);
        int sent = 0;
        while (conversation.Publish("a", Enumerable.Repeat((byte)sent, 500).ToArray()) > 0)
        {
            sent++;
        }

        Assert.Equal(20, sent);
        Drop(conversation);
        conversation.Start();
        conversation.Forget();
        conversation.Stream.WritePiece = 100;
        conversation.Stream.WriteRoom = 0;
        conversation.Say(Wire.Accepted(4, sessionPresent: true));
        for (int i = 0; i < 300; i++)
        {
            conversation.Stream.WriteRoom = 100;
            conversation.Step();
        }

        List<string> again = conversation.Written();
        Assert.Equal(20, again.Count);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i:X2}"), again.Select(p => p[^2..]));
    }

    [Fact]
    public void Subscriptions_that_waited_are_forgotten_and_their_ids_free()
    {
        Conversation conversation = Conversation.Connected();
        Assert.Equal(1, conversation.Subscribe("a"));
        Drop(conversation);
        conversation.Reconnect(true);
        conversation.Told();
        conversation.Say(Wire.Subscribed(5, 1, 1));
        Assert.Empty(conversation.Told());
        Assert.True(conversation.Client.IsConnected);
    }

    private static void Drop(Conversation conversation)
    {
        conversation.Stream.CloseByPeer();
        conversation.Step();
        Assert.False(conversation.Client.IsConnected);
    }
}
