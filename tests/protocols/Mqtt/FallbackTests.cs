// MQTT 5.0 first; 3.1.1 where the broker does not speak it; and what worked is remembered.
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class FallbackTests
{
    [Theory]
    [InlineData("20020001")] // 3.1.1's "unacceptable protocol level"
    [InlineData("2003008400")] // 5.0's "unsupported protocol version"
    [InlineData("20020005")] // another refusal in the form of 3.1.1
    public void A_refused_level_gives_way_to_3_1_1_which_is_remembered(string answer)
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Hex(answer));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ProtocolLevelRefused} 84"], conversation.Told());
        Assert.True(conversation.Stream.WasClosed);
        for (int round = 0; round < 3; round++)
        {
            AssertTries(conversation, 4);
            conversation.Say(Wire.Accepted(4));
            Assert.Equal(["connected session=absent level=4"], conversation.Told());
            Drop(conversation);
            conversation.Told();
        }
    }

    [Fact]
    public void A_broker_that_closes_on_5_0_is_tried_with_3_1_1_and_then_with_5_0_again()
    {
        var conversation = new Conversation();
        foreach (int level in new[] { 5, 4, 5, 4 })
        {
            AssertTries(conversation, level);
            Drop(conversation);
        }
    }

    [Fact]
    public void A_level_refused_in_words_is_not_tried_again_because_of_one_close()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Hex("20020001"));
        for (int closes = 0; closes < ProtocolLimits.MqttClosesBeforeFallback; closes++)
        {
            AssertTries(conversation, 4);
            Drop(conversation);
        }

        AssertTries(conversation, 5);
    }

    [Fact]
    public void A_level_that_has_worked_survives_a_bad_network()
    {
        Conversation conversation = Conversation.Connected();
        Drop(conversation);
        for (int closes = 0; closes < ProtocolLimits.MqttClosesBeforeFallback; closes++)
        {
            AssertTries(conversation, 5);
            Drop(conversation);
        }

        AssertTries(conversation, 4);
    }

    [Fact]
    public void Closes_are_counted_in_a_row()
    {
        Conversation conversation = Conversation.Connected();
        for (int round = 0; round < 2 * ProtocolLimits.MqttClosesBeforeFallback; round++)
        {
            Drop(conversation);
            conversation.Start();
            Drop(conversation);
            AssertTries(conversation, 5);
            conversation.Say(Wire.Accepted(5));
        }
    }

    [Fact]
    public void A_connect_timeout_says_nothing_about_the_level()
    {
        var conversation = new Conversation();
        for (int round = 0; round < 5; round++)
        {
            AssertTries(conversation, 5);
            conversation.Wait(60_000);
            Assert.False(conversation.Client.IsConnected);
        }
    }

    [Fact]
    public void When_both_levels_are_refused_it_is_an_ordinary_refusal()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Refused(5, 0x84));
        conversation.Start();
        conversation.Told();
        conversation.Say(Wire.Refused(4, 1));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ConnectRefused} 84"], conversation.Told());
    }

    [Fact]
    public void A_client_set_to_3_1_1_never_tries_5_0()
    {
        var conversation = new Conversation(4);
        AssertTries(conversation, 4);
        Drop(conversation);
        AssertTries(conversation, 4);
        conversation.Told();
        conversation.Say(Wire.Refused(4, 1));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ConnectRefused} 84"], conversation.Told());
        AssertTries(conversation, 4);
    }

    [Fact]
    public void Options_changed_to_5_0_are_followed()
    {
        var conversation = new Conversation(4);
        AssertTries(conversation, 4);
        Drop(conversation);
        conversation.Options.ProtocolLevel = 5;
        AssertTries(conversation, 5);
    }

    private static void AssertTries(Conversation conversation, int level)
    {
        conversation.Start();
        Assert.Equal(level, conversation.Client.ProtocolLevel);
        Assert.Equal(level, Wire.Hex(Assert.Single(conversation.Written()))[8]);
    }

    private static void Drop(Conversation conversation)
    {
        conversation.Stream.CloseByPeer();
        conversation.Step();
        Assert.True(conversation.Stream.WasClosed);
    }
}
