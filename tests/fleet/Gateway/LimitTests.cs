// Every bound of the gateway, at the bound and one beyond.
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class LimitTests
{
    private const string Alarm = "hub/0000000000000001/up/alarm";

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_packet_may_be_as_large_as_the_limit(int level)
    {
        using var gateway = new GatewayInMemory(options => options.Limits.MaximumPacketBytes = 300);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level));
        var head = Publish(level, Alarm, string.Empty, 1, 1).Length;
        await hub.SendAsync(Publish(level, Alarm, new string('x', 300 - head - 1), 1, 1));
        await hub.NothingAsync();
        Assert.Single(gateway.Ingest.Taken);
        var large = Publish(level, Alarm, new string('x', 300 - head), 1, 2);
        Assert.Equal(301, large.Length);

        // Refused on its header: the rest is not waited for.
        await hub.SendAsync(large[..3]);
        await hub.DisconnectedAsync(0x95);
        Assert.Single(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task A_connect_may_be_as_large_as_the_limit()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.MaximumPacketBytes = 300);
        var connect = ConnectBytes.Hub(1) with { WillTopic = "hub/0000000000000001/up/event" };
        var bare = (connect with { WillPayload = [] }).ToBytes().Length;
        await gateway.ConnectAsync(connect with { WillPayload = new byte[300 - bare - 1] });
        var large = (connect with { WillPayload = new byte[300 - bare] }).ToBytes();
        var refused = gateway.Open();
        await refused.SendAsync(large);
        await refused.ClosedAsync();
    }

    [Fact]
    public async Task Unacknowledged_messages_of_a_5_0_hub_are_limited_to_the_receive_maximum()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.ReceiveMaximum = 3);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(
            Publish(V5, Alarm, "x", 1, 1), Publish(V5, Alarm, "x", 2, 2), Publish(V5, Alarm, "x", 1, 3),
            Publish(V5, Alarm, "x"));
        await hub.NothingAsync();
        gateway.Ingest.Commit();
        await hub.ExpectAsync("40 0001");
        await hub.ExpectAsync("50 0002");
        await hub.ExpectAsync("40 0003");

        // The QoS 2 message counts until it is complete.
        await hub.SendAsync(Publish(V5, Alarm, "x", 1, 4), Publish(V5, Alarm, "x", 1, 5));
        await hub.NothingAsync();
        gateway.Ingest.Commit();
        await hub.ExpectAsync("40 0004");
        await hub.ExpectAsync("40 0005");
        await hub.SendAsync(PubRel(2));
        await hub.ExpectAsync("70 0002");
        for (var id = 6; id <= 8; id++)
        {
            await hub.SendAsync(Publish(V5, Alarm, "x", 1, id));
        }

        await hub.NothingAsync();
        await hub.SendAsync(Publish(V5, Alarm, "x", 1, 9));
        await hub.DisconnectedAsync(0x93);
    }

    [Fact]
    public async Task Unreleased_messages_of_a_3_1_1_hub_are_limited_too()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.ReceiveMaximum = 3);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3));
        for (var id = 1; id <= 3; id++)
        {
            await hub.SendAsync(Publish(V3, Alarm, "x", 2, id));
        }

        for (var id = 4; id <= 20; id++)
        {
            await hub.SendAsync(Publish(V3, Alarm, "x", 1, id));
        }

        await hub.NothingAsync();
        Assert.Equal(20, gateway.Ingest.Taken.Count);
        await hub.SendAsync(Publish(V3, Alarm, "x", 2, 21));
        await hub.ClosedAsync();
    }

    [Fact]
    public async Task Subscriptions_are_limited_and_replacing_one_is_not_one_more()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.SubscriptionsPerHubSession = 2);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        foreach (var (filter, code) in new[] { ("a", 1), ("b", 1), ("c", 0x97), ("a", 1) })
        {
            await hub.SendAsync(Subscribe(V5, 1, "hub/0000000000000001/down/" + filter, 1));
            Assert.Equal([(byte)code], (await hub.ReadAsync()).Codes);
        }

        var old = await gateway.ConnectAsync(ConnectBytes.Hub(2, V3));
        foreach (var (filter, code) in new[] { ("a", 1), ("b", 1), ("c", 0x80) })
        {
            await old.SendAsync(Subscribe(V3, 1, "hub/0000000000000002/down/" + filter, 1));
            Assert.Equal([(byte)code], (await old.ReadAsync()).Codes);
        }
    }

    [Fact]
    public async Task Filters_in_one_packet_are_limited()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.FiltersPerPacket = 3);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        byte[] Filters(int count) =>
            Join([.. Enumerable.Range(0, count).Select(n => Join(Text($"hub/0000000000000001/down/{n}"), [1]))]);
        await hub.SendAsync(Frame(0x82, U16(1), Properties(V5), Filters(3)));
        Assert.Equal([1, 1, 1], (await hub.ReadAsync()).Codes);
        await hub.SendAsync(Frame(0x82, U16(1), Properties(V5), Filters(4)));
        await hub.DisconnectedAsync(0x97);
    }

    [Fact]
    public async Task Topics_are_limited_in_length_and_levels()
    {
        using var gateway = new GatewayInMemory(
            options =>
            {
                options.Limits.TopicBytes = 10;
                options.Limits.TopicLevels = 3;
            },
            isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"));
        foreach (var (topic, isFit) in new[] { ("0123456789", true), ("0123456789a", false), ("a/b/c", true),
            ("a/b/c/d", false) })
        {
            await client.SendAsync(Subscribe(V5, 1, topic, 1));
            Assert.Equal([(byte)(isFit ? 1 : 0x8F)], (await client.ReadAsync()).Codes);
            await client.SendAsync(Unsubscribe(V5, 1, topic));
            await client.ReadAsync();
            await client.SendAsync(Publish(V5, topic, "x", 1, 1));
            Assert.Equal(isFit ? 0x10 : 0x90, (await client.ReadAsync()).Reason);
        }

        await gateway.Open().RefusedAsync(ConnectBytes.Open("will") with { WillTopic = "a/b/c/d" }, 0x90);
    }

    [Fact]
    public async Task Bytes_waiting_for_a_session_are_limited()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.QueuedBytesPerSession = 100);
        var kept = ConnectBytes.Hub(1, clean: false, expiry: 100);
        var hub = await gateway.ConnectAsync(kept);
        await hub.SendAsync(Subscribe(V5, 1, "hub/0000000000000001/down/#", 1));
        await hub.ReadAsync();
        await hub.BreakAsync();
        var payload = Encoding.ASCII.GetBytes(new string('x', 50 - "hub/0000000000000001/down/command".Length));
        Assert.True(gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, payload, atLeastOnce: true));
        Assert.True(gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, payload, atLeastOnce: true));
        Assert.False(gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, ""u8, atLeastOnce: true));
        hub = await gateway.ConnectAsync(kept);
        await hub.ReadAsync();
        await hub.ReadAsync();
        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_full_queue_makes_room_by_forgetting_what_has_expired()
    {
        using var gateway = new GatewayInMemory(
            options => options.Limits.QueuedMessagesPerConformanceSession = 2, isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client", clean: false, expiry: 100));
        await client.SendAsync(Subscribe(V5, 1, "a", 1));
        await client.ReadAsync();
        await client.BreakAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(
            Publish(V5, "a", "short", 1, 1, properties: Property32(2, 5)), Publish(V5, "a", "long", 1, 2),
            Publish(V5, "a", "dropped", 1, 3));
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        gateway.Time.AdvanceSeconds(6);
        await publisher.SendAsync(Publish(V5, "a", "late", 1, 4));
        await publisher.ReadAsync();
        client = await gateway.ConnectAsync(ConnectBytes.Open("client", clean: false, expiry: 100));
        Assert.Equal("long", (await client.ReadAsync()).Payload);
        Assert.Equal("late", (await client.ReadAsync()).Payload);
        await client.NothingAsync();
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task The_rate_of_a_connection_can_be_limited(int level)
    {
        using var gateway = new GatewayInMemory(options => options.Limits.PublishesPerSecond = 5);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level));
        for (var second = 0; second < 3; second++)
        {
            for (var number = 0; number < 5; number++)
            {
                await hub.SendAsync(Publish(level, Alarm, "x"));
            }

            await hub.NothingAsync();
            gateway.Time.AdvanceSeconds(1);
        }

        for (var number = 0; number < 6; number++)
        {
            await hub.SendAsync(Publish(level, Alarm, "x"));
        }

        await hub.DisconnectedAsync(0x96);
        Assert.Equal(20, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task Aliases_towards_a_client_stop_at_its_limit()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client") with
        {
            Properties = [Property16(0x22,
            2)]
        });
        await client.SendAsync(Subscribe(V5, 1, "#", 0));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "1"), Publish(V5, "b", "2"), Publish(V5, "c", "3"),
            Publish(V5, "b", "4"));
        foreach (var (topic, alias) in new[] { ("a", "35=1"), ("b", "35=2"), ("c", null), (string.Empty, "35=2") })
        {
            var message = await client.ReadAsync();
            Assert.Equal(topic, message.Topic);
            Assert.Equal(alias is null ? [] : [alias], message.Properties);
        }
    }
}
