// PUBLISH of a hub: handed to the ingest, acknowledged strictly after the commit.
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class UplinkTests
{
    private const string Up = "hub/0000000000000001/up/";

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_qos_1_message_is_acknowledged_after_its_commit_and_not_before(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level));
        await hub.SendAsync(Publish(level, Up + "alarm", "help", 1, 0x1234));
        await hub.NothingAsync();
        var uplink = Assert.Single(gateway.Ingest.Taken);
        Assert.Same(gateway.Hubs[1], uplink.Hub);
        Assert.Equal(UplinkKind.Alarm, uplink.Kind);
        Assert.Equal("help", Encoding.UTF8.GetString(uplink.Payload));
        gateway.Ingest.Commit();
        await hub.ExpectAsync("40 1234");
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_qos_2_message_is_received_after_its_commit_and_not_before(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level));
        await hub.SendAsync(Publish(level, Up + "alarm", "help", 2, 0x1234));
        await hub.NothingAsync();
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 1234");
        await hub.SendAsync(PubRel(0x1234));
        await hub.ExpectAsync("70 1234");
    }

    [Fact]
    public async Task A_qos_0_message_is_handed_over_without_a_receipt()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, Up + "heartbeat", "beat"));
        await hub.NothingAsync();
        Assert.Null(Assert.Single(gateway.Ingest.Taken).Receipt);
        gateway.Ingest.Commit();
        await hub.NothingAsync();
    }

    [Fact]
    public async Task Every_kind_has_its_topic()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        string[] kinds =
        [
            "hello", "heartbeat", "alarm", "event", "ack", "pairing", "device", "walk", "settings", "diagnostics",
            "update", "fetch",
        ];
        foreach (var kind in kinds)
        {
            await hub.SendAsync(Publish(V5, Up + kind, kind));
        }

        await hub.NothingAsync();
        Assert.Equal(
            [
                UplinkKind.Hello, UplinkKind.Heartbeat, UplinkKind.Alarm, UplinkKind.Event, UplinkKind.Acknowledgement,
                UplinkKind.Pairing, UplinkKind.Device, UplinkKind.Walk, UplinkKind.Settings, UplinkKind.Diagnostics,
                UplinkKind.Update, UplinkKind.Fetch,
            ],
            gateway.Ingest.Taken.Select(uplink => uplink.Kind));
    }

    [Fact]
    public async Task Acknowledgements_of_one_commit_come_in_order_and_in_one_write()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        var packets = Enumerable.Range(1, 60).Select(id => Publish(V5, Up + "event", "e", 1, id)).ToArray();
        await hub.SendAsync(packets);
        await hub.NothingAsync();
        gateway.Ingest.Commit();
        for (var id = 1; id <= 60; id++)
        {
            await hub.ExpectAsync($"40 {id:X4}");
        }
    }

    [Theory]
    [InlineData(PublishOutcome.PayloadFormatInvalid, "99")]
    [InlineData(PublishOutcome.QuotaExceeded, "97")]
    [InlineData(PublishOutcome.ImplementationError, "83")]
    public async Task A_5_0_hub_is_told_the_outcome(PublishOutcome outcome, string reason)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, Up + "alarm", "x", 1, 1), Publish(V5, Up + "alarm", "x", 2, 2));
        await hub.NothingAsync();
        gateway.Ingest.Commit(outcome);
        await hub.ExpectAsync("40 0001" + reason);
        await hub.ExpectAsync("50 0002" + reason);

        // The refusal ended the exchange: the packet id is free, and a PUBREL for it finds nothing.
        await hub.SendAsync(PubRel(2));
        await hub.ExpectAsync("70 000292");
    }

    [Fact]
    public async Task A_3_1_1_hub_is_acknowledged_what_is_kept_and_closed_on_what_is_refused()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, V3));
        await hub.SendAsync(Publish(V3, Up + "alarm", "x", 1, 1), Publish(V3, Up + "alarm", "x", 2, 2));
        await hub.NothingAsync();
        gateway.Ingest.Commit(PublishOutcome.PayloadFormatInvalid);
        await hub.ExpectAsync("40 0001");
        await hub.ExpectAsync("50 0002");
        await hub.SendAsync(Publish(V3, Up + "alarm", "x", 1, 3));
        await hub.NothingAsync();
        gateway.Ingest.Commit(PublishOutcome.QuotaExceeded);
        await hub.ClosedAsync();
    }

    [Theory]
    [InlineData(V3, 1)]
    [InlineData(V5, 1)]
    [InlineData(V3, 2)]
    [InlineData(V5, 2)]
    public async Task What_was_not_committed_is_not_acknowledged_and_the_hub_must_come_again(int level, int qos)
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level, clean: false, expiry: 100));
        await hub.SendAsync(Publish(level, Up + "alarm", "x", qos, 1), Publish(level, Up + "alarm", "x", qos, 2));
        await hub.NothingAsync();
        gateway.Ingest.Commit(PublishOutcome.NotCommitted);
        await hub.DisconnectedAsync(0x89);

        // It sends again, and now the message is a new one, also with QoS 2.
        hub = gateway.Open();
        Assert.True((await hub.ConnectAsync(ConnectBytes.Hub(1, level, clean: false, expiry: 100))).SessionPresent);
        await hub.SendAsync(Publish(level, Up + "alarm", "x", qos, 1, dup: true));
        await hub.NothingAsync();
        Assert.Equal(3, gateway.Ingest.Taken.Count);
        gateway.Ingest.Commit();
        await hub.ExpectAsync(qos == 1 ? "40 0001" : "50 0001");
    }

    [Fact]
    public async Task Others_are_not_disturbed_by_a_commit_that_failed()
    {
        using var gateway = new GatewayInMemory();
        var unlucky = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        var other = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        await unlucky.SendAsync(Publish(V5, Up + "alarm", "x", 1, 1));
        await unlucky.NothingAsync();
        gateway.Ingest.Commit(PublishOutcome.NotCommitted);
        await unlucky.DisconnectedAsync(0x89);
        await other.SendAsync(Publish(V5, "hub/0000000000000002/up/alarm", "x", 1, 1));
        await other.NothingAsync();
        gateway.Ingest.Commit();
        await other.ExpectAsync("40 0001");
    }

    [Fact]
    public async Task An_outcome_for_a_connection_that_is_gone_goes_nowhere()
    {
        using var gateway = new GatewayInMemory();
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, Up + "alarm", "x", 1, 1), Publish(V5, Up + "alarm", "x", 2, 2));
        await hub.NothingAsync();
        await hub.BreakAsync();
        var again = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        gateway.Ingest.Commit();
        await again.NothingAsync();
    }

    [Fact]
    public async Task A_full_ingest_pauses_the_connection_and_loses_nothing()
    {
        using var gateway = new GatewayInMemory();
        gateway.Ingest.Capacity = 2;
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        for (var id = 1; id <= 5; id++)
        {
            await hub.SendAsync(Publish(V5, Up + "event", "e" + id, id == 5 ? 2 : 1, id));
        }

        await hub.SendAsync(PingRequest);
        await gateway.Ingest.UntilAsync(ingest => ingest.Waiting == 1);
        Assert.Equal(2, gateway.Ingest.Taken.Count);

        // Being paused is not being silent.
        gateway.Time.AdvanceSeconds(600);
        gateway.Ingest.Commit();
        await hub.ExpectAsync("40 0001");
        await hub.ExpectAsync("40 0002");
        await gateway.Ingest.UntilAsync(ingest => ingest.Waiting == 1 && ingest.Taken.Count == 4);
        gateway.Ingest.Commit();
        await hub.ExpectAsync("40 0003");
        await hub.ExpectAsync("40 0004");
        await hub.ExpectAsync("D0");
        gateway.Ingest.Commit();
        await hub.ExpectAsync("50 0005");
        Assert.Equal(["e1", "e2", "e3", "e4", "e5"],
            gateway.Ingest.Taken.Select(uplink => Encoding.UTF8.GetString(uplink.Payload)));
    }

    [Fact]
    public async Task A_hub_that_goes_while_it_is_paused_is_let_go()
    {
        using var gateway = new GatewayInMemory();
        gateway.Ingest.Capacity = 0;
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, Up + "event", "e", 1, 1));
        await gateway.Ingest.UntilAsync(ingest => ingest.Waiting == 1);
        var again = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.ServedAsync();
        Assert.True(hub.IsAborted);
        Assert.Equal(0, gateway.Ingest.Waiting);
        await again.NothingAsync();
    }

    [Fact]
    public async Task The_retain_flag_of_a_hub_means_nothing()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        gateway.Ingest.CommitsAtOnce = true;
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1));
        await hub.SendAsync(Publish(V5, Up + "event", "e", 1, 1, retain: true));
        await hub.ExpectAsync("40 0001");
        Assert.Equal(0, gateway.Server.Router.Retained.Count);
    }
}
