// Keep-alive and every other deadline, by a clock that the test moves.
using System.Collections.Generic;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class KeepAliveTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_quiet_connection_is_pinged_once_a_keep_alive_time(int level)
    {
        Conversation conversation = Conversation.Connected(level, o => o.KeepAliveSeconds = 60);
        for (int round = 0; round < 5; round++)
        {
            conversation.Wait(59_999);
            Assert.Empty(conversation.Written());
            conversation.Wait(1);
            Assert.Equal(["C000"], conversation.Written());
            conversation.Say(Wire.PingResponse());
        }

        Assert.True(conversation.Client.IsConnected);
    }

    [Fact]
    public void An_unanswered_ping_ends_the_connection_at_its_timeout()
    {
        Conversation conversation = Conversation.Connected(5, o => o.PingTimeoutMilliseconds = 5000);
        conversation.Told();
        conversation.Wait(60_000 + 4_999);
        Assert.True(conversation.Client.IsConnected);
        conversation.Wait(1);
        Assert.Equal([$"disconnected {MqttDisconnectReason.KeepAliveTimeout} 00"], conversation.Told());
        Assert.True(conversation.Stream.WasClosed);
    }

    [Fact]
    public void Traffic_both_ways_takes_the_place_of_pings()
    {
        Conversation conversation = Conversation.Connected();
        for (int id = 1; id <= 10; id++)
        {
            conversation.Wait(40_000);
            Assert.Equal(id, conversation.Publish("a", [1]));
            conversation.Say(Wire.Acknowledge(id));
        }

        Assert.DoesNotContain("C000", conversation.Written());
    }

    [Fact]
    public void A_broker_that_only_swallows_is_found_out()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Told();
        for (int i = 0; i < 10; i++)
        {
            conversation.Wait(10_000);
            conversation.Publish("a", [1], 0);
        }

        Assert.Equal([$"disconnected {MqttDisconnectReason.KeepAliveTimeout} 00"], conversation.Told());
    }

    [Fact]
    public void A_broker_that_only_talks_still_hears_from_us()
    {
        Conversation conversation = Conversation.Connected();
        var written = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            conversation.Wait(10_000);
            conversation.Say(Wire.Publish(5, "t", [1]));
            List<string> packets = conversation.Written();
            written.AddRange(packets);
            if (packets.Contains("C000"))
            {
                conversation.Say(Wire.PingResponse());
            }
        }

        Assert.Equal(["C000", "C000"], written);
        Assert.True(conversation.Client.IsConnected);
    }

    [Fact]
    public void Keep_alive_of_the_broker_takes_the_place_of_ours()
    {
        var conversation = new Conversation(5, o => o.KeepAliveSeconds = 600);
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x13, 0, 30]));
        conversation.Forget();
        conversation.Wait(29_999);
        Assert.Empty(conversation.Written());
        conversation.Wait(1);
        Assert.Equal(["C000"], conversation.Written());
    }

    [Fact]
    public void Keep_alive_of_one_broker_does_not_bind_the_next()
    {
        var conversation = new Conversation();
        conversation.Start();
        conversation.Say(Wire.Accepted(5, false, [0x13, 0, 5]));
        conversation.Reconnect(false);
        conversation.Forget();
        conversation.Wait(59_000);
        Assert.Empty(conversation.Written());
    }

    [Fact]
    public void A_ping_of_the_last_connection_is_not_waited_for_on_the_next()
    {
        Conversation conversation = Conversation.Connected(5, o => o.PingTimeoutMilliseconds = 5000);
        conversation.Wait(60_000);
        conversation.Reconnect(sessionPresent: true);
        conversation.Wait(59_999);
        Assert.True(conversation.Client.IsConnected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keep_alive_0_is_silence(bool fromBroker)
    {
        var conversation = new Conversation(5, o => o.KeepAliveSeconds = fromBroker ? 60 : 0);
        conversation.Start();
        conversation.Say(fromBroker ? Wire.Accepted(5, false, [0x13, 0, 0]) : Wire.Accepted(5));
        conversation.Forget();
        Assert.Equal(long.MaxValue, conversation.Client.NextStepAtMilliseconds);
        conversation.Wait(100_000_000);
        conversation.Step();
        Assert.Empty(conversation.Written());
        Assert.True(conversation.Client.IsConnected);
    }

    [Fact]
    public void A_ping_response_that_nobody_waits_for_is_let_pass()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Say(Wire.PingResponse(), Wire.PingResponse());
        Assert.True(conversation.Client.IsConnected);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("subscribe")]
    public void An_acknowledgement_that_never_comes_ends_the_connection(string what)
    {
        Conversation conversation = Conversation.Connected(5, o => o.AcknowledgementTimeoutMilliseconds = 30_000);
        conversation.Told();
        conversation.Wait(10_000);
        Assert.Equal(1, what == "publish" ? conversation.Publish("a", [1]) : conversation.Subscribe("a"));
        for (int i = 0; i < 29; i++)
        {
            conversation.Wait(1000);
            conversation.Say(Wire.Publish(5, "t", [1]));
        }

        conversation.Told();
        conversation.Wait(999);
        Assert.True(conversation.Client.IsConnected);
        conversation.Wait(1);
        Assert.Equal([$"disconnected {MqttDisconnectReason.AcknowledgementTimeout} 00"], conversation.Told());
        Assert.Equal(what == "publish" ? 1 : 0, conversation.Client.InFlightCount);
    }

    [Fact]
    public void A_clock_that_stood_still_for_long_sends_a_ping_before_anything_is_given_up()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Now += 24 * 3600 * 1000L;
        conversation.Step();
        Assert.True(conversation.Client.IsConnected);
        Assert.Equal(["C000"], conversation.Written());
    }

    [Fact]
    public void A_clock_that_goes_backwards_harms_nothing()
    {
        Conversation conversation = Conversation.Connected();
        conversation.Publish("a", [1]);
        conversation.Now -= 500_000;
        conversation.Step();
        conversation.Say(Wire.Acknowledge(1));
        Assert.True(conversation.Client.IsConnected);
        Assert.Equal(0, conversation.Client.InFlightCount);
    }
}
