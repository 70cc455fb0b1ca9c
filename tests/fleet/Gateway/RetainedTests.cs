// Retained messages and how subscriptions ask for them.
using System.Linq;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class RetainedTests
{
    private static async Task<RawClient> RetainAsync(GatewayInMemory gateway, string topic, string payload, int qos = 1)
    {
        var client = await gateway.ConnectAsync(ConnectBytes.Open("publisher-" + topic));
        await client.SendAsync(Publish(V5, topic, payload, qos, 1, retain: true));
        await client.SendAsync(PubRel(1), PingRequest);
        while ((await client.ReadAsync()).Type != 13)
        {
        }

        return client;
    }

    [Fact]
    public async Task A_new_subscription_gets_the_last_one_of_each_topic()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        await RetainAsync(gateway, "a/1", "old");
        await RetainAsync(gateway, "a/1", "one", 2);
        await RetainAsync(gateway, "a/2", "two", 0);
        await RetainAsync(gateway, "b", "other");
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(Subscribe(V5, 1, "a/+", 1, [0x0B, 5]));
        Assert.Equal(9, (await client.ReadAsync()).Type);
        var got = new[] { await client.ReadAsync(), await client.ReadAsync() }.OrderBy(message =>
            message.Topic).ToArray();
        Assert.Equal([("a/1", "one", 1, true), ("a/2", "two", 0, true)],
            got.Select(message => (message.Topic, message.Payload, message.Qos, message.Retain)));
        Assert.All(got, message => Assert.Equal(["11=5"], message.Properties));
        await client.NothingAsync();
    }

    [Fact]
    public async Task An_empty_payload_clears_it()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        await RetainAsync(gateway, "a", "x");
        var listener = await BrokerTests.SubscriberAsync(gateway, "listener", "a", 0x20);
        await RetainAsync(gateway, "a", string.Empty);
        Assert.Equal(string.Empty, (await listener.ReadAsync()).Payload);
        Assert.Equal(0, gateway.Server.Router.Retained.Count);
        var client = await BrokerTests.SubscriberAsync(gateway, "client", "a");
        await client.NothingAsync();
    }

    [Fact]
    public async Task A_message_on_its_way_has_the_flag_only_where_it_is_asked_for()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var plain = await BrokerTests.SubscriberAsync(gateway, "plain", "a", 0);
        var asPublished = await BrokerTests.SubscriberAsync(gateway, "as-published", "a", 0x08);
        await RetainAsync(gateway, "a", "x", 0);
        Assert.False((await plain.ReadAsync()).Retain);
        Assert.True((await asPublished.ReadAsync()).Retain);
    }

    [Fact]
    public async Task Retain_handling_says_when_they_are_sent()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        await RetainAsync(gateway, "a", "x");
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        foreach (var (options, isSent) in new[] { (0x20, false), (0x10, false), (0x00, true), (0x10, false),
            (0x00, true) })
        {
            await client.SendAsync(Subscribe(V5, 1, "a", options));
            await client.ReadAsync();
            if (isSent)
            {
                Assert.Equal("x", (await client.ReadAsync()).Payload);
            }

            await client.NothingAsync();
        }

        var other = await BrokerTests.SubscriberAsync(gateway, "other", "a", 0x10);
        Assert.Equal("x", (await other.ReadAsync()).Payload);
    }

    [Fact]
    public async Task A_shared_subscription_gets_none()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        await RetainAsync(gateway, "a", "x");
        var client = await BrokerTests.SubscriberAsync(gateway, "client", "$share/g/a");
        await client.NothingAsync();
    }

    [Fact]
    public async Task It_expires()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "x", 0, 0, true, false, Property32(2, 10)));
        await publisher.NothingAsync();
        gateway.Time.AdvanceSeconds(3.5);
        var early = await BrokerTests.SubscriberAsync(gateway, "early", "a");
        Assert.Equal(["2=7"], (await early.ReadAsync()).Properties);
        gateway.Time.AdvanceSeconds(7);
        var late = await BrokerTests.SubscriberAsync(gateway, "late", "+");
        await late.NothingAsync();
    }

    [Fact]
    public async Task No_more_topics_are_kept_than_the_limit()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.RetainedMessages = 2, isConformance: true);
        var listener = await BrokerTests.SubscriberAsync(gateway, "listener", "#", 0);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(Publish(V5, "a", "1", 1, 1, retain: true));
        await client.ExpectAsync("40 0001");
        await client.SendAsync(Publish(V5, "b", "1", 0, 0, true, false, Property32(2, 5)));
        await client.SendAsync(Publish(V5, "c", "1", 1, 2, retain: true));
        await client.ExpectAsync("40 000297");
        await client.SendAsync(Publish(V5, "a", "2", 1, 3, retain: true));
        await client.ExpectAsync("40 0003");
        foreach (var wanted in new[] { "1", "1", "2" })
        {
            Assert.Equal(wanted, (await listener.ReadAsync()).Payload);
        }

        await listener.NothingAsync();
        gateway.Time.AdvanceSeconds(6);
        await client.SendAsync(Publish(V5, "c", "1", 1, 4, retain: true));
        await client.ExpectAsync("40 0004");
        Assert.Equal(2, gateway.Server.Router.Retained.Count);
    }
}
