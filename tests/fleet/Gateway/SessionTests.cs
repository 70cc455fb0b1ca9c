// Sessions: how long they live, who may have them, and who takes them over.
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class SessionTests
{
    private static readonly byte[] Down = Text("hub/0000000000000001/down/#");

    [Fact]
    public async Task A_clean_3_1_1_session_ends_with_its_connection()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3));
        await hub.LeaveAsync();
        Assert.Equal(0, gateway.Server.Sessions.Count);
        hub = gateway.Open();
        Assert.False((await hub.ConnectAsync(ConnectBytes.Hub(1, V3, clean: false))).SessionPresent);
    }

    [Fact]
    public async Task A_kept_3_1_1_session_is_there_for_seven_days()
    {
        using var gateway = new GatewayInMemory();
        var kept = ConnectBytes.Hub(1, V3, clean: false);
        await (await gateway.ConnectAsync(kept)).LeaveAsync();
        gateway.Time.AdvanceSeconds((7 * 24 * 3600) - 1);
        var hub = gateway.Open();
        Assert.True((await hub.ConnectAsync(kept)).SessionPresent);
        await hub.LeaveAsync();
        gateway.Time.AdvanceSeconds((7 * 24 * 3600) + 1);
        Assert.Equal(0, gateway.Server.Sessions.Count);
        Assert.False((await gateway.Open().ConnectAsync(kept)).SessionPresent);
    }

    [Fact]
    public async Task A_5_0_session_lives_as_long_as_it_asks_after_its_connection()
    {
        using var gateway = new GatewayInMemory();
        await (await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false))).BreakAsync();
        Assert.Equal(0, gateway.Server.Sessions.Count);
        var kept = ConnectBytes.Hub(1, clean: false, expiry: 30);
        var hub = await gateway.ConnectAsync(kept);
        gateway.Time.AdvanceSeconds(40);
        await hub.BreakAsync();
        gateway.Time.AdvanceSeconds(29.5);
        hub = gateway.Open();
        Assert.True((await hub.ConnectAsync(kept)).SessionPresent);
        await hub.BreakAsync();
        gateway.Time.AdvanceSeconds(30.5);
        Assert.Equal(0, gateway.Server.Sessions.Count);
    }

    [Fact]
    public async Task A_disconnect_may_change_the_expiry()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 5));
        await hub.SendAsync(Frame(0xE0, [0], Properties(V5, Property32(0x11, 100))));
        await hub.ClosedAsync();
        gateway.Time.AdvanceSeconds(50);
        hub = gateway.Open();
        Assert.True((await hub.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 5))).SessionPresent);
        await hub.SendAsync(Frame(0xE0, [0], Properties(V5, Property32(0x11, 0))));
        await hub.ClosedAsync();
        Assert.Equal(0, gateway.Server.Sessions.Count);
    }

    [Fact]
    public async Task A_clean_start_ends_the_session_there_was()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 1000));
        await hub.SendAsync(Frame(0x82, U16(1), Properties(V5), Down, [1]));
        await hub.ReadAsync();
        await hub.BreakAsync();
        gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, "x"u8, atLeastOnce: true);
        hub = gateway.Open();
        Assert.False((await hub.ConnectAsync(ConnectBytes.Hub(1, clean: true, expiry: 1000))).SessionPresent);
        await hub.NothingAsync();
        Assert.Equal(1, gateway.Server.Sessions.Count);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task The_same_client_takes_over_and_the_earlier_connection_is_told(int level)
    {
        using var gateway = new GatewayInMemory();
        var kept = ConnectBytes.Hub(1, level, clean: false, expiry: 1000);
        var first = await gateway.ConnectAsync(kept);
        var second = gateway.Open();
        Assert.True((await second.ConnectAsync(kept)).SessionPresent);
        await first.DisconnectedAsync(0x8E);
        await second.NothingAsync();
        Assert.Equal(
            [(true, LinkChangeReason.Connected), (false, LinkChangeReason.TakenOver),
                (true, LinkChangeReason.Connected)],
            gateway.Ingest.Links.Select(link => (link.IsConnected, link.Reason)));
    }

    [Fact]
    public async Task A_session_that_ends_with_its_connection_is_not_taken_over()
    {
        using var gateway = new GatewayInMemory();
        var first = await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false));
        var second = gateway.Open();
        Assert.False((await second.ConnectAsync(ConnectBytes.Hub(1, clean: false))).SessionPresent);
        await first.DisconnectedAsync(0x8E);
        Assert.Equal(1, gateway.Server.Sessions.Count);
    }

    [Fact]
    public async Task A_hub_cannot_take_over_anothers_session()
    {
        using var gateway = new GatewayInMemory();
        var first = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        var thief = await gateway.ConnectAsync(ConnectBytes.Hub(2) with { ClientId = HubsDouble.IdOf(1) });
        await first.NothingAsync();
        await thief.SendAsync(Publish(V5, "hub/0000000000000001/up/alarm", "x", 1, 1));
        await thief.ExpectAsync("40 000187");
        Assert.Equal(2, gateway.Server.Sessions.Count);
    }

    [Fact]
    public async Task A_hub_may_have_a_few_sessions_besides_its_own_and_its_own_always_fits()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.ExtraSessionsPerHub = 2);
        await gateway.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = "tool-1" });
        var second = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = "tool-2" });
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1) with { ClientId = "tool-3" }, 0x97);
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1, V3) with { ClientId = "tool-3" }, 3);
        await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await gateway.ConnectAsync(ConnectBytes.Hub(2) with { ClientId = "tool-3" });
        await second.LeaveAsync();
        await gateway.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = "tool-3" });
    }

    [Fact]
    public async Task The_link_is_up_while_any_connection_of_the_hub_is()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        var tool = await gateway.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = "tool" });
        Assert.True(gateway.Downlink.IsConnected(gateway.Hubs[1]));
        await hub.LeaveAsync();
        Assert.True(gateway.Downlink.IsConnected(gateway.Hubs[1]));
        await tool.BreakAsync();
        Assert.False(gateway.Downlink.IsConnected(gateway.Hubs[1]));
        Assert.Equal(
            [(true, LinkChangeReason.Connected), (false, LinkChangeReason.TransportLost)],
            gateway.Ingest.Links.Select(link => (link.IsConnected, link.Reason)));
    }

    [Fact]
    public async Task The_link_tells_why_it_is_down()
    {
        using var gateway = new GatewayInMemory();
        await (await gateway.ConnectAsync(ConnectBytes.Hub(1))).LeaveAsync();
        Assert.Equal(LinkChangeReason.Disconnected, gateway.Ingest.Links[^1].Reason);
        var faulty = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await faulty.SendAsync([0x00, 0x00]);
        await faulty.DisconnectedAsync(0x81);
        Assert.Equal(LinkChangeReason.ProtocolError, gateway.Ingest.Links[^1].Reason);
        var stopped = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        gateway.Server.Sessions.StopAll();
        await stopped.DisconnectedAsync(0x8B);
        Assert.Equal(LinkChangeReason.ServerStopping, gateway.Ingest.Links[^1].Reason);
    }

    [Fact]
    public async Task There_are_no_more_sessions_than_the_limit()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.Sessions = 2);
        await (await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 60))).BreakAsync();
        await gateway.ConnectAsync(ConnectBytes.Hub(2));
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(3), 0x97);
        await gateway.ConnectAsync(ConnectBytes.Hub(1, clean: false, expiry: 60));
    }

    [Fact]
    public async Task There_are_no_more_connections_than_the_limit()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.Connections = 2);
        await gateway.ConnectAsync(ConnectBytes.Hub(1));
        var second = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        var third = gateway.Open();
        await third.ClosedAsync();
        await second.LeaveAsync();
        await gateway.ConnectAsync(ConnectBytes.Hub(3));
    }
}
