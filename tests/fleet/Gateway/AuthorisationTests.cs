// What a hub may publish and subscribe to: its own, and nothing else.
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class AuthorisationTests
{
    [Theory]
    [InlineData("hub/0000000000000001/up/alarm", 0x00)]
    [InlineData("hub/0000000000000001/up/unknown", 0x90)]
    [InlineData("hub/0000000000000001/up/", 0x90)]
    [InlineData("hub/0000000000000001/up/alarm/1", 0x90)]
    [InlineData("hub/0000000000000001/up/Alarm", 0x90)]
    [InlineData("hub/0000000000000001/up", 0x87)]
    [InlineData("hub/0000000000000001/down/ack", 0x87)]
    [InlineData("hub/0000000000000002/up/alarm", 0x87)]
    [InlineData("hub/00000000000000011/up/alarm", 0x87)]
    [InlineData("hub/000000000000000/up/alarm", 0x87)]
    [InlineData("hub//up/alarm", 0x87)]
    [InlineData("/hub/0000000000000001/up/alarm", 0x87)]
    [InlineData("HUB/0000000000000001/up/alarm", 0x87)]
    [InlineData("anything", 0x87)]
    [InlineData("$SYS/broker/uptime", 0x87)]
    [InlineData("$share/x/hub/0000000000000001/up/alarm", 0x87)]
    public async Task A_hub_publishes_its_own_uplink_only(string topic, int reason)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        gateway.Ingest.CommitsAtOnce = true;
        var listener = await gateway.ConnectAsync(ConnectBytes.Open("listener"));
        await listener.SendAsync(Subscribe(V5, 1, "#", 2));
        await listener.ReadAsync();
        var code = reason == 0 ? string.Empty : $"{reason:X2}";
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, topic, "x", 1, 1));
        await hub.ExpectAsync("40 0001" + code);
        await hub.SendAsync(Publish(V5, topic, "x", 2, 2));
        await hub.ExpectAsync("50 0002" + code);
        await hub.SendAsync(Publish(V5, topic, "x"));
        await hub.NothingAsync();
        Assert.Equal(reason == 0 ? 3 : 0, gateway.Ingest.Taken.Count);
        Assert.Equal(reason == 0 ? 0 : 3, gateway.Metrics.PublishesRefused);

        // 3.1.1 has no words for it, and an acknowledgement would be a lie: the connection is closed.
        for (var qos = 0; qos <= 2 && reason != 0; qos++)
        {
            var old = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3));
            await old.SendAsync(Publish(V3, topic, "x", qos, 1));
            await old.ClosedAsync();
        }

        Assert.Equal(reason == 0 ? 3 : 0, gateway.Ingest.Taken.Count);
        await listener.NothingAsync();
    }

    [Theory]
    [InlineData("hub/0000000000000001/down/#", 1)]
    [InlineData("hub/0000000000000001/down/+", 1)]
    [InlineData("hub/0000000000000001/down/ack", 1)]
    [InlineData("hub/0000000000000001/down", 1)]
    [InlineData("hub/0000000000000001/#", 1)]
    [InlineData("hub/0000000000000001/+/ack", 1)]
    [InlineData("hub/0000000000000001/up/#", 0x87)]
    [InlineData("hub/0000000000000001", 0x87)]
    [InlineData("hub/+/down/#", 0x87)]
    [InlineData("hub/#", 0x87)]
    [InlineData("+/0000000000000001/down/#", 0x87)]
    [InlineData("#", 0x87)]
    [InlineData("+/#", 0x87)]
    [InlineData("hub/0000000000000002/down/#", 0x87)]
    [InlineData("hub/00000000000000011/down/#", 0x87)]
    [InlineData("$SYS/#", 0x87)]
    [InlineData("$share/g/hub/0000000000000001/down/#", 0x9E)]
    [InlineData("$share/g/hub/0000000000000002/down/#", 0x9E)]
    [InlineData("anything", 0x87)]
    public async Task A_hub_subscribes_to_its_own_downlink_only(string filter, int code)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Subscribe(V5, 1, filter, 1));
        Assert.Equal([(byte)code], (await hub.ReadAsync()).Codes);
        var old = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3) with { ClientId = "old" });
        await old.SendAsync(Subscribe(V3, 1, filter, 1));
        Assert.Equal([(byte)(code < 0x80 ? code : 0x80)], (await old.ReadAsync()).Codes);

        // Whatever it was granted, nothing of others reaches it.
        var open = await gateway.ConnectAsync(ConnectBytes.Open("open"));
        foreach (var topic in new[] { "anything", "a/b" })
        {
            await open.SendAsync(Publish(V5, topic, "x"));
        }

        await open.NothingAsync();
        gateway.Downlink.Send(gateway.Hubs[2], Fleet.Server.Gateway.DownlinkKind.Command, "x"u8, atLeastOnce: false);
        await hub.NothingAsync();
        await old.NothingAsync();
    }

    [Theory]
    [InlineData("hub/0000000000000001/up/event", 0)]
    [InlineData("hub/0000000000000001/up/unknown", 0x87)]
    [InlineData("hub/0000000000000002/up/event", 0x87)]
    [InlineData("hub/0000000000000001/down/ack", 0x87)]
    [InlineData("elsewhere", 0x87)]
    [InlineData("hub/+/up/event", 0x90)]
    public async Task A_will_needs_the_right_its_publishing_would_need(string topic, int reason)
    {
        using var gateway = new GatewayInMemory();
        foreach (var level in new[] { V3, V5 })
        {
            var connect = ConnectBytes.Hub(1, level) with { WillTopic = topic };
            if (reason == 0)
            {
                await gateway.ConnectAsync(connect);
            }
            else if (level == V5 || reason == 0x87)
            {
                await gateway.Open().RefusedAsync(connect, level == V5 ? reason : 5);
            }
            else
            {
                var closed = gateway.Open();
                await closed.SendAsync(connect.ToBytes());
                await closed.ClosedAsync();
            }
        }
    }

    [Fact]
    public async Task A_client_without_a_user_name_stays_out_of_the_hubs_topics()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var open = await gateway.ConnectAsync(ConnectBytes.Open("open"));
        foreach (var filter in new[] { "hub/#", "hub", "hub/+/down/#", "$SYS/#", "$share/g/hub/#" })
        {
            await open.SendAsync(Subscribe(V5, 1, filter, 1));
            Assert.Equal([0x87], (await open.ReadAsync()).Codes);
        }

        foreach (var topic in new[] { "hub/0000000000000001/up/alarm", "hub", "hub/0000000000000001/down/ack",
            "$SYS/x" })
        {
            await open.SendAsync(Publish(V5, topic, "x", 1, 1));
            await open.ExpectAsync("40 000187");
        }

        Assert.Empty(gateway.Ingest.Taken);
        await gateway.Open().RefusedAsync(
            ConnectBytes.Open("will") with { WillTopic = "hub/0000000000000001/up/alarm" }, 0x87);

        // Its wildcards do not reach what is sent to hubs either.
        await open.SendAsync(Subscribe(V5, 1, "#", 1));
        await open.ReadAsync();
        gateway.Downlink.Send(gateway.Hubs[1], Fleet.Server.Gateway.DownlinkKind.Command, "x"u8, atLeastOnce: true);
        await open.NothingAsync();
    }
}
