// QoS 2 of a hub: one message, whatever connections come and go meanwhile.
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class ExactlyOnceTests
{
    private const string Alarm = "hub/0000000000000001/up/alarm";

    private static ConnectBytes Persistent(int level) => ConnectBytes.Hub(1, level, clean: false, expiry: 1000);

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_message_sent_again_before_its_commit_is_one_message(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(level));
        await hub.SendAsync(Publish(level, Alarm, "x", 2, 9));
        await hub.NothingAsync();
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(Persistent(level));
        await hub.SendAsync(Publish(level, Alarm, "x", 2, 9, dup: true));
        await hub.NothingAsync();
        Assert.Single(gateway.Ingest.Taken);
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 0009");
        await hub.SendAsync(PubRel(9));
        await hub.ExpectAsync("70 0009");
        Assert.Single(gateway.Ingest.Taken);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_message_committed_while_the_hub_was_away_is_received_when_it_asks(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(level));
        await hub.SendAsync(Publish(level, Alarm, "x", 2, 9));
        await hub.NothingAsync();
        await hub.BreakAsync();
        gateway.Ingest.Commit();
        hub = await gateway.ConnectAsync(Persistent(level));
        await hub.NothingAsync();
        await hub.SendAsync(Publish(level, Alarm, "x", 2, 9, dup: true));
        await hub.ExpectAsync("50 0009");
        Assert.Single(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task A_message_received_but_not_released_is_one_message_on_the_next_connection()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9));
        await hub.NothingAsync();
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 0009");
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9, dup: true));
        await hub.ExpectAsync("50 0009");
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(PubRel(9));
        await hub.ExpectAsync("70 0009");
        Assert.Single(gateway.Ingest.Taken);

        // Released, the packet id belongs to the next message.
        await hub.SendAsync(Publish(V5, Alarm, "y", 2, 9));
        await hub.NothingAsync();
        Assert.Equal(2, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task A_clean_start_forgets_what_was_not_released()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9));
        await hub.NothingAsync();
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(Persistent(V5) with { Clean = true });
        await hub.SendAsync(Publish(V5, Alarm, "y", 2, 9));
        await hub.NothingAsync();
        Assert.Equal(2, gateway.Ingest.Taken.Count);
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 0009");
        await hub.NothingAsync();
    }

    [Fact]
    public async Task A_commit_that_failed_is_told_where_the_hub_waits_for_it()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9));
        await hub.NothingAsync();
        await hub.BreakAsync();
        hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9, dup: true));
        await hub.NothingAsync();
        gateway.Ingest.Commit(PublishOutcome.NotCommitted);
        await hub.DisconnectedAsync(0x89);
    }

    [Fact]
    public async Task A_release_of_nothing_is_answered_so()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(PubRel(77));
        await hub.ExpectAsync("70 004D92");
        var old = await gateway.ConnectAsync(ConnectBytes.Hub(2, V3));
        await old.SendAsync(PubRel(77));
        await old.ExpectAsync("70 004D");
    }

    [Fact]
    public async Task A_release_before_the_commit_releases_nothing()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(Persistent(V5));
        await hub.SendAsync(Publish(V5, Alarm, "x", 2, 9), PubRel(9));
        await hub.ExpectAsync("70 000992");
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 0009");
    }
}
