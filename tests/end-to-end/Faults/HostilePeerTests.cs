// What one bad client does to the fleet manager must not touch another hub's alarm.
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// Each test does one bad thing to the whole running program, checks the answer, and then lets a well-behaved hub on a
/// real connection press its button. The byte-level cases are in tests/fleet/Gateway.
/// </summary>
public sealed class HostilePeerTests(RunningFleet fleet) : IClassFixture<RunningFleet>
{
    private const byte MalformedPacket = 0x81;
    private const byte NotAuthorized = 0x87;
    private const byte SessionTakenOver = 0x8E;
    private const byte TopicNameInvalid = 0x90;
    private const byte PacketTooLarge = 0x95;
    private const byte PayloadFormatInvalid = 0x99;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Port => fleet.Server.MqttPort;

    [Fact]
    public async Task Malformed_mqtt_is_answered_and_cut_off()
    {
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer peer = await MqttPeer.SignInAsync(Port, fleet.TakeHub(), Cancellation);
        await peer.SendAsync(MqttPeer.Packet(0x36, [0, 1, (byte)'a', 0, 1, 0]), Cancellation);
        (byte type, byte reason) = await peer.ReceiveUntilClosedAsync(Cancellation);
        Assert.Equal((MqttPeer.Disconnect, MalformedPacket), (type, reason));
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task Bytes_that_are_no_mqtt_are_cut_off()
    {
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer peer = await MqttPeer.OpenAsync(Port, Cancellation);
        await peer.SendWhatIsTakenAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Cancellation);
        await peer.ReceiveUntilClosedAsync(Cancellation);
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task Malformed_cbor_is_refused_kept_and_shown()
    {
        HubSignIn hub = fleet.TakeHub();
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer peer = await MqttPeer.SignInAsync(Port, hub, Cancellation);
        byte[] indefinite = [0xBF, 0x00, 0x01, 0xFF];
        await peer.SendAsync(MqttPeer.PublishPacket($"hub/{hub.HubId}/up/alarm", 1, indefinite), Cancellation);
        await ExpectPublishAckAsync(peer, PayloadFormatInvalid);
        Assert.Empty(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
        await Eventually.IsTrueAsync(
            "the refusal is in the hub's history",
            async () => (await fleet.Api.HistoryAsync(hub.HubId, Cancellation)).Any(
                h => h.GetRawText().Contains("refused", StringComparison.OrdinalIgnoreCase)),
            Cancellation);

        // The same connection goes on: one bad body is no reason to lose the next alarm.
        byte[] good = AlarmBody.Encode(2, 7);
        await peer.SendAsync(MqttPeer.PublishPacket($"hub/{hub.HubId}/up/alarm", 2, good), Cancellation);
        await ExpectPublishAckAsync(peer, 0);
        Assert.Single(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Theory]
    [InlineData("hub/{own}/up/nonsense", TopicNameInvalid)]
    [InlineData("hub/{own}/down/ack", NotAuthorized)]
    [InlineData("hub/{other}/up/alarm", NotAuthorized)]
    [InlineData("hub/0000000000000000/up/alarm", NotAuthorized)]
    [InlineData("$SYS/broker/uptime", NotAuthorized)]
    public async Task A_topic_that_is_not_the_hubs_own_is_refused(string pattern, byte reason)
    {
        HubSignIn hub = fleet.TakeHub();
        HubSignIn other = fleet.TakeHub();
        string topic = pattern.Replace("{own}", hub.HubId, StringComparison.Ordinal)
            .Replace("{other}", other.HubId, StringComparison.Ordinal);
        using var neighbour = new QuietNeighbour(other, Port);
        using MqttPeer peer = await MqttPeer.SignInAsync(Port, hub, Cancellation);
        await peer.SendAsync(MqttPeer.PublishPacket(topic, 1, AlarmBody.Encode(1, 7)), Cancellation);
        await ExpectPublishAckAsync(peer, reason);
        Assert.Empty(await fleet.Api.CasesAsync(other.HubId, Cancellation));
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task A_hub_that_is_not_registered_is_not_let_in()
    {
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer peer = await MqttPeer.OpenAsync(Port, Cancellation);
        var stranger = new HubSignIn("0123456789abcdef", "anything");
        await peer.SendAsync(MqttPeer.ConnectPacket(stranger), Cancellation);
        (byte type, byte reason) = await peer.ReceiveUntilClosedAsync(Cancellation);
        Assert.Equal(MqttPeer.ConnectAck, type);
        Assert.Contains(reason, new byte[] { 0x86, NotAuthorized });
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task An_oversized_packet_is_refused_without_being_read()
    {
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer peer = await MqttPeer.SignInAsync(Port, fleet.TakeHub(), Cancellation);

        // 256 MB are announced; only the announcement is sent.
        await peer.SendWhatIsTakenAsync([0x32, 0xFF, 0xFF, 0xFF, 0x7F, 0, 1, (byte)'a'], Cancellation);
        (byte type, byte reason) = await peer.ReceiveUntilClosedAsync(Cancellation);
        Assert.Equal((MqttPeer.Disconnect, PacketTooLarge), (type, reason));
        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task Slow_connections_are_cut_off_and_cost_nobody_else_anything()
    {
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        byte[] connect = MqttPeer.ConnectPacket(fleet.TakeHub());
        MqttPeer[] peers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => MqttPeer.OpenAsync(Port, Cancellation)));
        foreach (MqttPeer peer in peers)
        {
            await peer.SendAsync(connect[..5], Cancellation);
        }

        await neighbour.GetsThroughAsync(Cancellation);
        foreach (MqttPeer peer in peers)
        {
            await peer.ReceiveUntilClosedAsync(Cancellation);
            peer.Dispose();
        }

        await neighbour.GetsThroughAsync(Cancellation);
    }

    [Fact]
    public async Task A_second_connection_of_a_hub_takes_over_from_the_first()
    {
        HubSignIn hub = fleet.TakeHub();
        using var neighbour = new QuietNeighbour(fleet.TakeHub(), Port);
        using MqttPeer first = await MqttPeer.SignInAsync(Port, hub, Cancellation);
        using MqttPeer second = await MqttPeer.SignInAsync(Port, hub, Cancellation);
        (byte type, byte reason) = await first.ReceiveUntilClosedAsync(Cancellation);
        Assert.Equal((MqttPeer.Disconnect, SessionTakenOver), (type, reason));
        byte[] alarm = AlarmBody.Encode(1, 7);
        await second.SendAsync(MqttPeer.PublishPacket($"hub/{hub.HubId}/up/alarm", 1, alarm), Cancellation);
        await ExpectPublishAckAsync(second, 0);
        Assert.Single(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
        await neighbour.GetsThroughAsync(Cancellation);
    }

    private static async Task ExpectPublishAckAsync(MqttPeer peer, byte reason)
    {
        byte type;
        byte[] body;
        do
        {
            (type, body) = await peer.ReceiveAsync(Cancellation);
        }
        while (type != MqttPeer.PublishAck);

        Assert.Equal(reason, body.Length > 2 ? body[2] : (byte)0);
    }
}
