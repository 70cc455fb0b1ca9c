// Deadlines: CONNECT, keep-alive, a peer that does not read, and the time to hear why it ends.
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class DeadlineTests
{
    [Fact]
    public async Task A_connection_without_connect_is_closed_in_time()
    {
        using var gateway = new GatewayInMemory();
        var silent = gateway.Open();
        var slow = gateway.Open();
        var other = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        var connect = ConnectBytes.Hub(1).ToBytes();
        for (var second = 0; second < 9; second++)
        {
            // A byte a second keeps nothing open.
            await slow.SendAsync(connect[second..(second + 1)]);
            gateway.Time.AdvanceSeconds(1);
        }

        Assert.False(silent.IsAborted);
        gateway.Time.AdvanceSeconds(1.5);
        await silent.ClosedAsync();
        await slow.ClosedAsync();
        Assert.True(silent.IsAborted && slow.IsAborted);
        await other.NothingAsync();
        Assert.Equal(1, gateway.Server.Connections);
    }

    [Fact]
    public async Task A_connect_in_the_last_moment_is_in_time()
    {
        using var gateway = new GatewayInMemory();
        var late = gateway.Open();
        gateway.Time.AdvanceSeconds(9.9);
        await late.ConnectAsync(ConnectBytes.Hub(1));
        gateway.Time.AdvanceSeconds(20);
        await late.NothingAsync();
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task Silence_of_one_and_a_half_intervals_ends_the_connection(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level) with { KeepAlive = 10 });
        gateway.Time.AdvanceSeconds(14.9);
        await hub.NothingAsync();
        gateway.Time.AdvanceSeconds(14.9);
        await hub.NothingAsync();
        gateway.Time.AdvanceSeconds(16);
        await hub.DisconnectedAsync(0x8D);
        Assert.Equal(LinkChangeReason.KeepAliveTimeout, gateway.Ingest.Links[^1].Reason);
    }

    [Fact]
    public async Task Half_a_packet_is_silence()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { KeepAlive = 10 });
        for (var second = 0; second < 14; second++)
        {
            await hub.SendAsync(second == 0 ? [0x30, 0x7F] : [0x00]);
            gateway.Time.AdvanceSeconds(1);
        }

        gateway.Time.AdvanceSeconds(2);
        await hub.DisconnectedAsync(0x8D);
    }

    [Fact]
    public async Task Without_a_keep_alive_a_3_1_1_client_may_be_silent()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3) with { KeepAlive = 0 });
        gateway.Time.AdvanceSeconds(100_000);
        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_5_0_client_without_one_keeps_the_servers()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.KeepAliveSeconds = 100);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { KeepAlive = 0 });
        gateway.Time.AdvanceSeconds(149);
        await hub.NothingAsync();
        gateway.Time.AdvanceSeconds(151);
        await hub.DisconnectedAsync(0x8D);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_cut_off_in_time()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { KeepAlive = 0 }, socketBytes: 256);
        var other = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        await StallAsync(gateway, hub);
        gateway.Time.AdvanceSeconds(29);
        Assert.False(hub.IsAborted);
        gateway.Time.AdvanceSeconds(1.5);
        await hub.ServedAsync();
        Assert.True(hub.IsAborted);
        Assert.Equal(LinkChangeReason.TransportLost, gateway.Ingest.Links[^1].Reason);
        await other.NothingAsync();
    }

    [Fact]
    public async Task A_peer_that_reads_again_gets_everything_that_waited()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client"), socketBytes: 2048);
        await client.SendAsync(Subscribe(V5, 1, "a", 1));
        await client.ReadAsync();
        var publisher = await gateway.ConnectAsync(ConnectBytes.Open("publisher"));
        const int Count = 200;
        for (var number = 1; number <= Count; number++)
        {
            await publisher.SendAsync(Publish(V5, "a", new string('x', 100), number % 2, number));
            await (number % 2 == 1 ? publisher.ExpectAsync($"40 {number:X4}") : publisher.NothingAsync());
        }

        for (var number = 1; number <= Count; number++)
        {
            var message = await client.ReadAsync();
            Assert.Equal(3, message.Type);
            await client.SendAsync(message.Qos == 1 ? [PubAck(message.Id)] : []);
        }

        await client.NothingAsync();
    }

    [Fact]
    public async Task Acknowledgements_for_a_peer_that_does_not_read_are_kept_within_a_limit()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.StalledOutputBytes = 8);
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3), socketBytes: 64);
        for (var id = 1; id <= 3; id++)
        {
            await hub.SendAsync(Publish(V3, "hub/0000000000000001/up/alarm", "x", 1, id));
        }

        await hub.NothingAsync();
        await StallAsync(gateway, hub);
        gateway.Ingest.Commit();
        await hub.ServedAsync();
        Assert.True(hub.IsAborted);
    }

    [Fact]
    public async Task The_reason_is_left_for_the_client_to_read_for_a_moment()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync([0x00, 0x00]);
        await hub.ExpectAsync("E0 81");
        await hub.SendAsync(new byte[1000]);
        Assert.False(hub.ServedAsync().IsCompleted);
        gateway.Time.AdvanceSeconds(1.5);
        await hub.ClosedAsync();
    }

    /// <summary>Fills the client's socket with answers it does not read.</summary>
    private static async Task StallAsync(GatewayInMemory gateway, RawClient hub)
    {
        for (var sent = 0; sent < 400; sent++)
        {
            await hub.SendAsync(PingRequest);
        }

        // The gateway has stopped reading from this client, and tells so by having asked the clock for a deadline.
        await gateway.StalledAsync(1);
    }
}
