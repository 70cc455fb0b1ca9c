// The broker under the conformance mode: who gets which message, how often and with what.
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class BrokerTests
{
    internal static async Task<RawClient> SubscriberAsync(
        GatewayInMemory gateway, string clientId, string filter, int options = 2, int level = V5)
    {
        var client = await gateway.ConnectAsync(ConnectBytes.Open(clientId, level));
        await client.SendAsync(Subscribe(level, 1, filter, options));
        Assert.Equal([(byte)(options & 3)], (await client.ReadAsync()).Codes);
        return client;
    }

    [Theory]
    [InlineData(V3, V5)]
    [InlineData(V5, V3)]
    [InlineData(V5, V5)]
    public async Task A_message_has_the_lower_of_both_qualities_of_service(int from, int to)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher", from));
        for (var granted = 0; granted <= 2; granted++)
        {
            var subscriber = await SubscriberAsync(gateway, $"subscriber-{granted}", "a/b", granted, to);
            for (var sent = 0; sent <= 2; sent++)
            {
                await publisher.SendAsync(Publish(from, "a/b", $"{sent}", sent, 9));
                var message = await subscriber.ReadAsync();
                Assert.Equal((int.Min(granted, sent), $"{sent}"), (message.Qos, message.Payload));
                if (sent > 0)
                {
                    await publisher.ReadAsync();
                    await publisher.SendAsync(sent == 2 ? [PubRel(9)] : []);
                    Assert.True(sent != 2 || (await publisher.ReadAsync()).Type == 7);
                }
            }

            await subscriber.LeaveAsync();
        }
    }

    [Fact]
    public async Task A_qos_2_message_takes_its_four_steps()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var subscriber = await SubscriberAsync(gateway, "subscriber", "a");
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "x", 2, 5));
        await publisher.ExpectAsync("50 0005");
        await publisher.SendAsync(Publish(V5, "a", "x", 2, 5, dup: true));
        await publisher.ExpectAsync("50 0005");
        await publisher.SendAsync(PubRel(5));
        await publisher.ExpectAsync("70 0005");
        var message = await subscriber.ReadAsync();
        await subscriber.SendAsync(PubRec(message.Id));
        await subscriber.ExpectAsync($"62 {message.Id:X4}");
        await subscriber.SendAsync(PubRec(message.Id));
        await subscriber.ExpectAsync($"62 {message.Id:X4}");
        await subscriber.SendAsync(PubComp(message.Id));
        await subscriber.NothingAsync();
        await subscriber.SendAsync(PubRec(message.Id));
        await subscriber.ExpectAsync($"62 {message.Id:X4}92");
        await subscriber.SendAsync(PubAck(999), PubComp(999));
        await subscriber.NothingAsync();
    }

    [Fact]
    public async Task A_refused_qos_2_message_is_over()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("c") with { Properties = [Property16(0x21, 1)] });
        await client.SendAsync(Subscribe(V5, 1, "a", 2));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "1", 2, 1), Publish(V5, "a", "2", 2, 2));
        var first = await client.ReadAsync();
        await client.NothingAsync();
        await client.SendAsync(Frame(0x50, U16(first.Id), [0x97]));
        Assert.Equal("2", (await client.ReadAsync()).Payload);
    }

    [Fact]
    public async Task A_publisher_is_told_when_nobody_listens()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "nobody", "x", 1, 1));
        await publisher.ExpectAsync("40 000110");
        var old = await gateway.ConnectAsync(ConnectBytes.Open("old", V3));
        await old.SendAsync(Publish(V3, "nobody", "x", 1, 1));
        await old.ExpectAsync("40 0001");
    }

    [Fact]
    public async Task Overlapping_subscriptions_give_one_message_with_the_best_of_them()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(
            Subscribe(V5, 1, "a/#", 1, [0x0B, 11]), Subscribe(V5, 2, "a/+", 2, [0x0B, 12]), Subscribe(V5, 3, "a/b", 0));
        await client.ReadAsync();
        await client.ReadAsync();
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a/b", "x", 2, 1));
        var message = await client.ReadAsync();
        Assert.Equal(2, message.Qos);
        Assert.Equal(["11=11", "11=12"], message.Properties.Order());
        await client.NothingAsync();
    }

    [Fact]
    public async Task Subscribing_again_replaces_and_unsubscribing_ends()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await SubscriberAsync(gateway, "client", "a", 2);
        await client.SendAsync(Subscribe(V5, 2, "a", 0));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "x", 2, 1));
        await publisher.ExpectAsync("50 0001");
        Assert.Equal(0, (await client.ReadAsync()).Qos);
        await client.SendAsync(
            Frame(0xA2, U16(3), Properties(V5), Text("a"), Text("a"), Text("b")));
        await client.ExpectAsync("B0 000300001111");
        await publisher.SendAsync(Publish(V5, "a", "x"));
        await publisher.NothingAsync();
        await client.NothingAsync();
        var old = await SubscriberAsync(gateway, "old", "a", 1, V3);
        await old.SendAsync(Unsubscribe(V3, 9, "a"));
        await old.ExpectAsync("B0 0009");
    }

    [Fact]
    public async Task A_subscription_may_exclude_what_its_own_client_publishes()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await SubscriberAsync(gateway, "client", "a", 2 | 4);
        var other = await SubscriberAsync(gateway, "other", "a", 2 | 4);
        await client.SendAsync(Publish(V5, "a", "x"));
        await client.NothingAsync();
        Assert.Equal("x", (await other.ReadAsync()).Payload);
    }

    [Fact]
    public async Task Properties_of_the_application_are_forwarded_unaltered_and_in_order()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await SubscriberAsync(gateway, "client", "a");
        var old = await SubscriberAsync(gateway, "old", "a", 1, V3);
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(
            V5, "a", "x", 0, 0, false, false,
            User("k", "1"), Property16(0x23, 3), Property(0x01, 1), PropertyText(0x08, "reply/to"),
            PropertyText(0x09, "12"), PropertyText(0x03, "t"), User("k", "2"), Property32(0x02, 30)));
        var message = await client.ReadAsync();
        Assert.Equal(["2=30", "38=k:1", "1=1", "8=reply/to", "9=12", "3=t", "38=k:2"], message.Properties);
        Assert.Equal("x", (await old.ReadAsync()).Payload);
    }

    [Fact]
    public async Task Text_that_is_none_is_refused()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await SubscriberAsync(gateway, "client", "a");
        var packet = Frame(0x32, Text("a"), U16(1), Properties(V5, Property(0x01, 1)), [0xFF, 0xFE]);
        await client.SendAsync(packet);
        await client.ExpectAsync("40 000199");
        await client.SendAsync(Frame(0x30, Text("a"), Properties(V5, Property(0x01, 1)), [0xFF]));
        await client.NothingAsync();
    }

    [Fact]
    public async Task Topic_aliases_of_a_client_stand_for_its_topics_on_one_connection()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var listener = await SubscriberAsync(gateway, "listener", "#", 0);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(
            Publish(V5, "a", "1", properties: Property16(0x23, 16)),
            Publish(V5, string.Empty, "2", properties: Property16(0x23, 16)),
            Publish(V5, "b", "3", properties: Property16(0x23, 16)),
            Publish(V5, string.Empty, "4", properties: Property16(0x23, 16)));
        foreach (var (topic, payload) in new[] { ("a", "1"), ("a", "2"), ("b", "3"), ("b", "4") })
        {
            var message = await listener.ReadAsync();
            Assert.Equal((topic, payload), (message.Topic, message.Payload));
            Assert.Empty(message.Properties);
        }

        await client.LeaveAsync();
        client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(Publish(V5, string.Empty, "5", properties: Property16(0x23, 16)));
        await client.DisconnectedAsync(0x82);
    }

    [Fact]
    public async Task One_read_full_of_messages_reaches_many_subscribers_whole_and_in_order()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var subscribers = new List<RawClient>();
        for (var number = 0; number < 20; number++)
        {
            subscribers.Add(await SubscriberAsync(gateway, $"s{number}", "a/#", 0));
        }

        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        var packets = Enumerable.Range(0, 50).Select(number => Publish(V5, $"a/{number}", $"{number}")).ToArray();
        await publisher.SendAsync(packets);
        foreach (var subscriber in subscribers)
        {
            for (var number = 0; number < 50; number++)
            {
                Assert.Equal($"{number}", (await subscriber.ReadAsync()).Payload);
            }
        }
    }
}
