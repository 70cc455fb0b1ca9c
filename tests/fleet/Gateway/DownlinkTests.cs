// Messages of the fleet manager to a hub.
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class DownlinkTests
{
    private const string Down = "hub/0000000000000001/down/";

    private static async Task<RawClient> SubscribedAsync(
        GatewayInMemory gateway, int level = V5, int qos = 1, params byte[][] properties)
    {
        var connect = ConnectBytes.Hub(1, level, clean: false, expiry: 1000);
        var hub = await gateway.ConnectAsync(connect with { Properties = [.. connect.Properties, .. properties] });
        await hub.SendAsync(Subscribe(level, 1, Down + "#", qos));
        await hub.ReadAsync();
        return hub;
    }

    private static bool Send(
        GatewayInMemory gateway, DownlinkKind kind, bool atLeastOnce, string payload = "x", bool flushNow = true) =>
        gateway.Downlink.Send(
            gateway.Hubs[1], kind, System.Text.Encoding.UTF8.GetBytes(payload), atLeastOnce, flushNow);

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task Each_kind_has_its_topic(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, level);
        Assert.True(Send(gateway, DownlinkKind.Acknowledgement, atLeastOnce: false, "a"));
        Assert.True(Send(gateway, DownlinkKind.Time, atLeastOnce: false, "t"));
        Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, "c"));
        Assert.True(Send(gateway, DownlinkKind.Pair, atLeastOnce: false, "p"));
        var expected = new[] { ("ack", "a", 0), ("time", "t", 0), ("command", "c", 1), ("pair", "p", 0) };
        foreach (var (topic, payload, qos) in expected)
        {
            var message = await hub.ReadAsync();
            Assert.Equal((Down + topic, payload, qos), (message.Topic, message.Payload, message.Qos));
            Assert.False(message.Retain);
            Assert.False(message.Dup);
        }
    }

    [Fact]
    public async Task A_hub_without_a_session_or_a_subscription_gets_nothing()
    {
        using var gateway = new GatewayInMemory();
        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: true));
        Assert.False(Send(gateway, DownlinkKind.Time, atLeastOnce: false));
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: true));
        Assert.False(Send(gateway, DownlinkKind.Time, atLeastOnce: false));
        await hub.SendAsync(Subscribe(V5, 1, Down + "time", 1));
        await hub.ReadAsync();
        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: true));
        Assert.True(Send(gateway, DownlinkKind.Time, atLeastOnce: false));
        await hub.ReadAsync();
        await hub.SendAsync(Unsubscribe(V5, 2, Down + "time"));
        await hub.ExpectAsync("B0 00020000");
        Assert.False(Send(gateway, DownlinkKind.Time, atLeastOnce: false));
        await hub.NothingAsync();
    }

    [Fact]
    public async Task The_granted_qos_is_the_most_that_is_sent()
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, qos: 0);
        Send(gateway, DownlinkKind.Command, atLeastOnce: true);
        Assert.Equal(0, (await hub.ReadAsync()).Qos);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_command_waits_for_a_hub_that_is_away(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, level);
        await hub.BreakAsync();
        Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, "1"));
        Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, "2"));
        Assert.False(Send(gateway, DownlinkKind.Time, atLeastOnce: false, "t"));
        hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level, clean: false, expiry: 1000));
        Assert.Equal("1", (await hub.ReadAsync()).Payload);
        Assert.Equal("2", (await hub.ReadAsync()).Payload);
        await hub.NothingAsync();
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_command_not_acknowledged_is_sent_again_on_the_next_connection(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, level);
        Send(gateway, DownlinkKind.Command, atLeastOnce: true, "1");
        Send(gateway, DownlinkKind.Command, atLeastOnce: true, "2");
        var first = await hub.ReadAsync();
        var second = await hub.ReadAsync();
        await hub.SendAsync(PubAck(first.Id));
        await hub.NothingAsync();
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level, clean: false, expiry: 1000));
        var again = await hub.ReadAsync();
        Assert.Equal(("2", second.Id, true), (again.Payload, again.Id, again.Dup));
        await hub.NothingAsync();
        await hub.SendAsync(PubAck(again.Id));
        await hub.NothingAsync();
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level, clean: false, expiry: 1000));
        await hub.NothingAsync();
    }

    [Fact]
    public async Task No_more_are_sent_than_the_hub_takes_unacknowledged()
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, properties: Property16(0x21, 2));
        for (var number = 1; number <= 4; number++)
        {
            Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, $"{number}"));
        }

        var first = await hub.ReadAsync();
        await hub.ReadAsync();
        await hub.NothingAsync();
        await hub.SendAsync(PubAck(first.Id));
        Assert.Equal("3", (await hub.ReadAsync()).Payload);
        await hub.NothingAsync();
        Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, "5"));
        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_hubs_queue_is_bounded_and_keeps_what_it_has()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.QueuedMessagesPerHubSession = 3);
        await (await SubscribedAsync(gateway)).BreakAsync();
        for (var number = 1; number <= 3; number++)
        {
            Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, $"{number}"));
        }

        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: true, "4"));
        Assert.Equal(1, gateway.Metrics.MessagesDropped);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 1000));
        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal($"{number}", (await hub.ReadAsync()).Payload);
        }

        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_hub_takes_is_forgotten()
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway, properties: Property32(0x27, 64));
        Assert.True(Send(gateway, DownlinkKind.Command, atLeastOnce: true, new string('x', 24)));
        Assert.Equal(24, (await hub.ReadAsync()).Payload.Length);
        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: true, new string('x', 25)));
        Assert.False(Send(gateway, DownlinkKind.Command, atLeastOnce: false, new string('x', 27)));
        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_message_may_leave_with_the_commits_own_flush()
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway);
        await hub.SendAsync(Publish(V5, "hub/0000000000000001/up/alarm", "x", 1, 9));
        await hub.NothingAsync();
        var receipt = Assert.Single(gateway.Ingest.Taken).Receipt!;
        receipt.AwaitingFlush = true;
        Assert.True(Send(gateway, DownlinkKind.Acknowledgement, atLeastOnce: false, "a", flushNow: false));
        var next = hub.ReadAsync();
        Assert.False(next.IsCompleted);
        receipt.AwaitingFlush = false;
        receipt.Flush();
        Assert.Equal("a", (await next).Payload);
    }

    [Fact]
    public async Task A_message_without_a_commit_to_leave_with_leaves_at_once()
    {
        using var gateway = new GatewayInMemory();
        var hub = await SubscribedAsync(gateway);
        Assert.True(Send(gateway, DownlinkKind.Acknowledgement, atLeastOnce: false, "a", flushNow: false));
        Assert.Equal("a", (await hub.ReadAsync()).Payload);
    }

    [Fact]
    public async Task Subscription_identifiers_and_aliases_go_with_the_message()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { Properties = [Property16(0x22, 1)] });
        await hub.SendAsync(Subscribe(V5, 1, Down + "#", 1, [0x0B, 0x83, 0x01]),
            Subscribe(V5, 2, Down + "time", 1, [0x0B, 7]));
        await hub.ReadAsync();
        await hub.ReadAsync();
        Send(gateway, DownlinkKind.Time, atLeastOnce: false);
        Send(gateway, DownlinkKind.Time, atLeastOnce: false);
        Send(gateway, DownlinkKind.Command, atLeastOnce: true);
        var first = await hub.ReadAsync();
        Assert.Equal(Down + "time", first.Topic);
        Assert.Equal(["35=1", "11=131", "11=7"], first.Properties);
        var second = await hub.ReadAsync();
        Assert.Equal(string.Empty, second.Topic);
        Assert.Equal(["35=1", "11=131", "11=7"], second.Properties);
        var third = await hub.ReadAsync();
        Assert.Equal(Down + "command", third.Topic);
        Assert.Equal(["11=131"], third.Properties);
    }
}
