// Wills: published when a client disappears, and only then.
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class WillTests
{
    private static ConnectBytes HubWithWill(int level, uint expiry = 0, uint delay = 0) =>
        ConnectBytes.Hub(1, level, clean: false, expiry) with
        {
            WillTopic = "hub/0000000000000001/up/event",
            WillQos = 1,
            WillProperties = delay > 0 ? [Property32(0x18, delay)] : [],
        };

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_hub_that_vanishes_leaves_its_will_to_the_ingest(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(HubWithWill(level));
        await hub.BreakAsync();
        var will = Assert.Single(gateway.Ingest.Taken);
        Assert.Equal(UplinkKind.Event, will.Kind);
        Assert.Equal("gone", Encoding.UTF8.GetString(will.Payload));
        Assert.Null(will.Receipt);
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_hub_that_says_goodbye_leaves_none(int level)
    {
        using var gateway = new GatewayInMemory();
        await (await gateway.ConnectAsync(HubWithWill(level))).LeaveAsync();
        Assert.Empty(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task A_5_0_hub_may_ask_for_its_will_when_it_says_goodbye()
    {
        using var gateway = new GatewayInMemory();
        foreach (var reason in new byte[] { 0x04, 0x80 })
        {
            var hub = await gateway.ConnectAsync(HubWithWill(V5));
            await hub.SendAsync(Frame(0xE0, [reason]));
            await hub.ClosedAsync();
        }

        Assert.Equal(2, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task A_fault_of_the_hub_and_its_silence_publish_the_will()
    {
        using var gateway = new GatewayInMemory();
        var faulty = await gateway.ConnectAsync(HubWithWill(V5));
        await faulty.SendAsync([0x00, 0x00]);
        await faulty.DisconnectedAsync(0x81);
        Assert.Single(gateway.Ingest.Taken);
        var silent = await gateway.ConnectAsync(HubWithWill(V5) with { KeepAlive = 10 });
        gateway.Time.AdvanceSeconds(16);
        await silent.DisconnectedAsync(0x8D);
        Assert.Equal(2, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task A_server_that_stops_publishes_no_wills()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(HubWithWill(V5));
        gateway.Server.IsStopping = true;
        gateway.Server.Sessions.StopAll();
        await hub.DisconnectedAsync(0x8B);
        Assert.Empty(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task A_delayed_will_waits_and_is_cancelled_by_the_hubs_return()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30));
        await hub.BreakAsync();
        gateway.Time.AdvanceSeconds(29);
        Assert.Empty(gateway.Ingest.Taken);
        hub = await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30));
        gateway.Time.AdvanceSeconds(40);
        Assert.Empty(gateway.Ingest.Taken);
        await hub.BreakAsync();
        gateway.Time.AdvanceSeconds(30.5);
        Assert.Single(gateway.Ingest.Taken);
        gateway.Time.AdvanceSeconds(100);
        Assert.Single(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task A_delayed_will_is_published_no_later_than_the_session_ends()
    {
        using var gateway = new GatewayInMemory();
        await (await gateway.ConnectAsync(HubWithWill(V5, expiry: 10, delay: 30))).BreakAsync();
        gateway.Time.AdvanceSeconds(9);
        Assert.Empty(gateway.Ingest.Taken);
        gateway.Time.AdvanceSeconds(1.5);
        Assert.Single(gateway.Ingest.Taken);
        await (await gateway.ConnectAsync(HubWithWill(V5, expiry: 0, delay: 30))).BreakAsync();
        Assert.Equal(2, gateway.Ingest.Taken.Count);

        // A clean start ends the session, so the will that waits is due.
        await (await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30))).BreakAsync();
        await gateway.ConnectAsync(ConnectBytes.Hub(1));
        Assert.Equal(3, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task Taking_over_publishes_a_will_without_delay_and_cancels_one_with()
    {
        using var gateway = new GatewayInMemory();
        await gateway.ConnectAsync(HubWithWill(V5, expiry: 100));
        await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30));
        Assert.Single(gateway.Ingest.Taken);
        await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30));
        gateway.Time.AdvanceSeconds(31);
        Assert.Single(gateway.Ingest.Taken);
        await gateway.ConnectAsync(HubWithWill(V5, expiry: 100, delay: 30) with { Clean = true });
        Assert.Equal(2, gateway.Ingest.Taken.Count);
    }

    [Fact]
    public async Task A_will_waits_for_a_full_ingest()
    {
        using var gateway = new GatewayInMemory();
        var first = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        await first.SendAsync(Publish(V5, "hub/0000000000000002/up/event", "x", 1, 1));
        await first.NothingAsync();
        gateway.Ingest.Capacity = 1;
        var hub = await gateway.ConnectAsync(HubWithWill(V5));
        await hub.BreakAsync();
        await gateway.Ingest.UntilAsync(ingest => ingest.Waiting == 1);
        gateway.Ingest.Commit();
        await gateway.Ingest.UntilAsync(ingest => ingest.Taken.Count == 2);
    }

    [Fact]
    public async Task Another_clients_will_goes_to_its_subscribers_with_its_properties()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var listener = await gateway.ConnectAsync(ConnectBytes.Open("listener"));
        await listener.SendAsync(Subscribe(V5, 1, "last/words", 2));
        await listener.ReadAsync();
        var client = await gateway.ConnectAsync(ConnectBytes.Open("client") with
        {
            WillTopic = "last/words",
            WillQos = 2,
            WillRetain = true,
            WillProperties =
            [
                User("a", "1"), Property32(0x02, 60), Property(0x01, 1), PropertyText(0x03, "text/plain"), User("a",
                    "2"),
            ],
        });
        await client.BreakAsync();
        var will = await listener.ReadAsync();
        Assert.Equal("gone", will.Payload);
        Assert.Equal(2, will.Qos);
        Assert.Equal(["2=60", "38=a:1", "1=1", "3=text/plain", "38=a:2"], will.Properties);
        Assert.Equal(1, gateway.Server.Router.Retained.Count);
        Assert.Equal(["a:1", "a:2"], will.Properties.Where(text =>
            text.StartsWith("38=", System.StringComparison.Ordinal))
            .Select(text => text[3..]));
    }

    [Fact]
    public async Task A_will_that_claims_to_be_text_must_be()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var connect = ConnectBytes.Open("client") with
        {
            WillTopic = "a",
            WillPayload = [0xFF],
            WillProperties = [Property(0x01, 1)],
        };
        await gateway.Open().RefusedAsync(connect, 0x99);
    }
}
