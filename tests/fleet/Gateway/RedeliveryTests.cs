// What a broker's client had not finished is finished on its next connection.
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Routing;
using Fleet.Server.Gateway.Mqtt.Sessions;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class RedeliveryTests
{
    private static ConnectBytes Kept(int level, params byte[][] properties) =>
        ConnectBytes.Open("kept", level, clean: false, expiry: 1000) with
        {
            Properties = level == V5 ? [Property32(0x11, 1000), .. properties] : [],
        };

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task Each_step_is_taken_up_where_it_was(int level)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(Kept(level));
        await client.SendAsync(Subscribe(level, 1, "a", 2));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", "1", 1, 1), Publish(V5, "a", "2", 2, 2),
            Publish(V5, "a", "3", 2, 3));
        var one = await client.ReadAsync();
        var two = await client.ReadAsync();
        var three = await client.ReadAsync();
        await client.SendAsync(PubRec(three.Id));
        await client.ExpectAsync($"62 {three.Id:X4}");
        await client.BreakAsync();

        client = await gateway.ConnectAsync(Kept(level));
        await client.ExpectAsync($"62 {three.Id:X4}");
        var oneAgain = await client.ReadAsync();
        Assert.Equal((one.Id, "1", true, 1), (oneAgain.Id, oneAgain.Payload, oneAgain.Dup, oneAgain.Qos));
        var twoAgain = await client.ReadAsync();
        Assert.Equal((two.Id, "2", true, 2), (twoAgain.Id, twoAgain.Payload, twoAgain.Dup, twoAgain.Qos));
        await client.SendAsync(PubComp(three.Id), PubAck(one.Id), PubRec(two.Id));
        await client.ExpectAsync($"62 {two.Id:X4}");
        await client.BreakAsync();

        client = await gateway.ConnectAsync(Kept(level));
        await client.ExpectAsync($"62 {two.Id:X4}");
        await client.SendAsync(PubComp(two.Id));
        await client.NothingAsync();
        await client.BreakAsync();
        client = await gateway.ConnectAsync(Kept(level));
        await client.NothingAsync();
    }

    [Fact]
    public async Task A_smaller_window_on_the_next_connection_is_kept_to()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(Kept(V5));
        await client.SendAsync(Subscribe(V5, 1, "a", 1));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        for (var number = 1; number <= 40; number++)
        {
            await publisher.SendAsync(Publish(V5, "a", $"{number}", 1, number));
            await publisher.ReadAsync();
        }

        for (var number = 1; number <= Fleet.Server.Limits.Gateway.OutboundInFlight; number++)
        {
            Assert.Equal($"{number}", (await client.ReadAsync()).Payload);
        }

        await client.NothingAsync();
        await client.BreakAsync();
        client = await gateway.ConnectAsync(Kept(V5, Property16(0x21, 3)));
        var unacknowledged = new System.Collections.Generic.Queue<int>();
        for (var number = 1; number <= 40; number++)
        {
            if (unacknowledged.Count == 3)
            {
                await client.NothingAsync();
                await client.SendAsync(PubAck(unacknowledged.Dequeue()));
            }

            var message = await client.ReadAsync();
            Assert.Equal(($"{number}", number <= 32), (message.Payload, message.Dup));
            unacknowledged.Enqueue(message.Id);
        }

        await client.NothingAsync();
    }

    [Fact]
    public async Task A_message_too_large_for_the_next_connection_is_forgotten()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(Kept(V5));
        await client.SendAsync(Subscribe(V5, 1, "a", 1));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(Publish(V5, "a", new string('x', 200), 1, 1), Publish(V5, "a", "y", 1, 2));
        await client.ReadAsync();
        await client.ReadAsync();
        await client.BreakAsync();
        await publisher.SendAsync(Publish(V5, "a", new string('z', 200), 1, 3), Publish(V5, "a", "w", 1, 4));
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        client = await gateway.ConnectAsync(Kept(V5, Property32(0x27, 100)));
        Assert.Equal("y", (await client.ReadAsync()).Payload);
        Assert.Equal("w", (await client.ReadAsync()).Payload);
        await client.NothingAsync();
    }

    [Fact]
    public async Task An_expired_message_is_not_sent_and_the_others_say_what_is_left()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(Kept(V5));
        await client.SendAsync(Subscribe(V5, 1, "a", 1));
        await client.ReadAsync();
        await client.BreakAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        await publisher.SendAsync(
            Publish(V5, "a", "short", 1, 1, properties: Property32(2, 1)),
            Publish(V5, "a", "long", 1, 2, properties: Property32(2, 60)));
        await publisher.ReadAsync();
        await publisher.ReadAsync();
        gateway.Time.AdvanceSeconds(10);
        client = await gateway.ConnectAsync(Kept(V5));
        var message = await client.ReadAsync();
        Assert.Equal(("long", "2=50"), (message.Payload, Assert.Single(message.Properties)));
        await client.NothingAsync();
    }

    [Fact]
    public void Packet_ids_wrap_around_and_skip_those_in_flight()
    {
        var window = new OutboundWindow(maximumMessages: 1, maximumBytes: 1);
        var message = new BrokerMessage([], [], [], qos: 1, retain: false, expiresAt: 0);
        Assert.Equal(1, window.NextPacketId());
        window.Open(1, new Delivery(message, 1, Retain: false, null, null));
        for (var id = 2; id <= ushort.MaxValue; id++)
        {
            Assert.Equal(id, window.NextPacketId());
        }

        Assert.Equal(2, window.NextPacketId());
    }
}
