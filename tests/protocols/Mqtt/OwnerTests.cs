// Owners that call the client from inside its events.
using System.Linq;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class OwnerTests
{
    [Fact]
    public void May_subscribe_and_publish_when_told_of_the_connection()
    {
        var conversation = new Conversation();
        conversation.Events.WhenConnected = () =>
        {
            Assert.Equal(1, conversation.Subscribe("s"));
            Assert.Equal(2, conversation.Publish("a", [1]));
        };
        conversation.Start();
        conversation.Forget();
        conversation.Say(Wire.Accepted(5));
        Assert.Equal(["82", "32"], conversation.Written().Select(p => p[..2]));
    }

    [Fact]
    public void May_publish_when_told_of_a_message_and_the_acknowledgement_follows()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Events.WhenMessage = () => conversation.Publish("answer", [1]);
        conversation.Say(Wire.Publish(5, "t", [1], 1, 77));
        Assert.Equal(["32", "40"], conversation.Written().Select(p => p[..2]));
    }

    [Fact]
    public void May_fill_the_slot_that_an_acknowledgement_frees()
    {
        Conversation conversation = Conversation.Connected(5, o => o.MaxInFlight = 1);
        int published = 1;
        conversation.Events.WhenAcknowledged = () =>
        {
            if (published < 5)
            {
                published++;
                Assert.Equal(published, conversation.Publish("a", [1]));
            }
        };
        conversation.Publish("a", [1]);
        for (int id = 1; id <= 5; id++)
        {
            conversation.Say(Wire.Acknowledge(id));
        }

        Assert.Equal(5, conversation.Written().Count);
        Assert.Equal(0, conversation.Client.InFlightCount);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void May_disconnect_when_told_of_a_message_which_is_then_not_acknowledged(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Events.WhenMessage = () => conversation.Client.Disconnect(conversation.Now);
        conversation.Say(Wire.Publish(level, "t", [1], 1, 1), Wire.Publish(level, "t", [2], 1, 2));
        Assert.Equal(
            ["message t [01] qos=1", $"disconnected {MqttDisconnectReason.Requested} 00"], conversation.Told());
        Assert.Equal(["E000"], conversation.Written());
    }

    [Fact]
    public void May_start_again_at_once_when_told_of_the_end()
    {
        var conversation = new Conversation();
        conversation.Events.WhenDisconnected = () =>
        {
            conversation.Events.WhenDisconnected = null;
            conversation.Start();
        };
        conversation.Start();
        ScriptedStream first = conversation.Stream;
        conversation.Say(Wire.Hex("20020001"));
        Assert.NotSame(first, conversation.Stream);
        Assert.True(first.WasClosed);
        Assert.False(conversation.Stream.WasClosed);
        conversation.Say(Wire.Accepted(4));
        Assert.True(conversation.Client.IsConnected);
        Assert.Equal(4, conversation.Client.ProtocolLevel);
    }

    [Fact]
    public void May_start_again_in_the_middle_of_what_was_delivered()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        bool isFirst = true;
        conversation.Events.WhenMessage = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                conversation.Start();
            }
        };
        conversation.Say(Wire.Publish(5, "t", [1], 1, 1), Wire.Publish(5, "t", [2], 1, 2));
        Assert.Equal(
            ["message t [01] qos=1", $"disconnected {MqttDisconnectReason.Requested} 00"], conversation.Told());
        Assert.StartsWith("10", Assert.Single(conversation.Written()), System.StringComparison.Ordinal);
        conversation.Say(Wire.Accepted(5, sessionPresent: true), Wire.Publish(5, "t", [1], 1, 1, true));
        Assert.Equal(["connected session=present level=5", "message t [01] qos=1"], conversation.Told());
    }

    [Fact]
    public void Is_told_once_when_it_starts_from_the_news_of_its_own_start()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        ScriptedStream? inner = null;
        conversation.Events.WhenDisconnected = () =>
        {
            if (inner == null)
            {
                inner = new ScriptedStream();
                conversation.Client.Start(inner, conversation.Now);
            }
        };
        var outer = new ScriptedStream();
        conversation.Client.Start(outer, conversation.Now);
        Assert.True(outer.WasClosed);
        Assert.False(inner!.WasClosed);
        Assert.Single(conversation.Told());
    }

    [Fact]
    public void A_step_from_inside_an_event_does_nothing()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Events.WhenMessage = conversation.Step;
        conversation.Say(Wire.Publish(5, "t", [1], 1, 1), Wire.Publish(5, "t", [2], 1, 2));
        Assert.Equal(["message t [01] qos=1", "message t [02] qos=1"], conversation.Told());
        Assert.Equal(["40020001", "40020002"], conversation.Written());
    }

    [Fact]
    public void An_owner_s_own_fault_does_not_stop_the_client_for_good()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        conversation.Events.WhenMessage = () => throw new System.InvalidOperationException("the owner's fault");
        Assert.Throws<System.InvalidOperationException>(() => conversation.Say(Wire.Publish(5, "t", [1], 1, 1)));
        conversation.Events.WhenMessage = null;
        conversation.Say(Wire.Publish(5, "t", [2], 1, 2));
        Assert.Equal(2, conversation.Told().Count);
    }
}
