// Shared subscriptions: each message to one of the members.
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class SharedSubscriptionTests
{
    private static async Task PublishAsync(GatewayInMemory gateway, int count, int qos = 0)
    {
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        for (var number = 1; number <= count; number++)
        {
            await publisher.SendAsync(Publish(V5, "a/b", $"{number}", qos, number));
            if (qos == 1)
            {
                await publisher.ReadAsync();
            }
        }

        await publisher.NothingAsync();
    }

    private static async Task<List<string>> DrainAsync(RawClient client)
    {
        var got = new List<string>();
        await client.SendAsync(PingRequest);
        while (await client.ReadAsync() is { Type: 3 } message)
        {
            got.Add(message.Payload);
        }

        return got;
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task Members_take_turns_and_each_message_comes_once(int level)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var first = await BrokerTests.SubscriberAsync(gateway, "first", "$share/g/a/+", 0, level);
        var second = await BrokerTests.SubscriberAsync(gateway, "second", "$share/g/a/+", 0, level);
        var other = await BrokerTests.SubscriberAsync(gateway, "other", "$share/h/a/+", 0, level);
        var plain = await BrokerTests.SubscriberAsync(gateway, "plain", "a/+", 0, level);
        await PublishAsync(gateway, 10);
        var firsts = await DrainAsync(first);
        var seconds = await DrainAsync(second);
        Assert.Equal(5, firsts.Count);
        Assert.Equal(10, firsts.Union(seconds).Count());
        Assert.Equal(10, (await DrainAsync(other)).Count);
        Assert.Equal(10, (await DrainAsync(plain)).Count);
    }

    [Fact]
    public async Task Connected_members_come_first()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var kept = await gateway.ConnectAsync(ConnectBytes.Open("kept", clean: false, expiry: 100));
        await kept.SendAsync(Subscribe(V5, 1, "$share/g/a/b", 1));
        await kept.ReadAsync();
        await kept.BreakAsync();
        var here = await BrokerTests.SubscriberAsync(gateway, "here", "$share/g/a/b", 0);
        await PublishAsync(gateway, 4, 1);
        Assert.Equal(4, (await DrainAsync(here)).Count);
        await here.LeaveAsync();

        // With nobody there it waits for the member who comes back.
        await PublishAsync(gateway, 2, 1);
        kept = await gateway.ConnectAsync(ConnectBytes.Open("kept", clean: false, expiry: 100));
        Assert.Equal(["1", "2"], await DrainAsync(kept));
    }

    [Fact]
    public async Task What_an_ended_session_did_not_acknowledge_goes_to_another_member()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var first = await BrokerTests.SubscriberAsync(gateway, "first", "$share/g/a/b", 1);
        await PublishAsync(gateway, 2, 1);
        Assert.Equal(2, (await DrainAsync(first)).Count);
        var second = await BrokerTests.SubscriberAsync(gateway, "second", "$share/g/a/b", 1);
        await first.BreakAsync();
        Assert.Equal(["1", "2"], await DrainAsync(second));
    }

    [Fact]
    public async Task A_member_that_unsubscribes_gets_no_more()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var first = await BrokerTests.SubscriberAsync(gateway, "first", "$share/g/a/b", 0);
        var second = await BrokerTests.SubscriberAsync(gateway, "second", "$share/g/a/b", 0);
        await first.SendAsync(Unsubscribe(V5, 2, "$share/g/a/b"));
        await first.ExpectAsync("B0 00020000");
        await PublishAsync(gateway, 3);
        Assert.Empty(await DrainAsync(first));
        Assert.Equal(3, (await DrainAsync(second)).Count);
    }

    [Theory]
    [InlineData("$share")]
    [InlineData("$share/")]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share//a")]
    [InlineData("$share/+/a")]
    [InlineData("$share/g#/a")]
    [InlineData("$share/g/a#")]
    [InlineData("$share/g/#/a")]
    public async Task A_shared_subscription_without_its_parts_is_none(string filter)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        await client.SendAsync(Subscribe(V5, 1, filter, 1));
        Assert.Equal([0x8F], (await client.ReadAsync()).Codes);
        var old = await gateway.ConnectAsync(ConnectBytes.Open("old", V3));
        await old.SendAsync(Subscribe(V3, 1, filter, 1));
        await old.ClosedAsync();
    }
}
