// CONNECT: who is let in, and with which words the others are refused.
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class ConnectTests
{
    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task A_hub_with_its_password_is_accepted(int level)
    {
        using var gateway = new GatewayInMemory();
        var hub = gateway.Open();
        var answer = await hub.ConnectAsync(ConnectBytes.Hub(1, level));
        Assert.False(answer.SessionPresent);
        Assert.Equal([(HubsDouble.IdOf(1), true, Fleet.Server.Gateway.LinkChangeReason.Connected)],
            gateway.Ingest.Links);
    }

    [Fact]
    public async Task The_connack_names_what_differs_from_the_defaults()
    {
        using var gateway = new GatewayInMemory();
        var hub = gateway.Open();
        var connect = ConnectBytes.Hub(1, expiry: uint.MaxValue) with { KeepAlive = 0 };
        var answer = await hub.ConnectAsync(connect);
        Assert.Equal(
            ["17=604800", "33=64", "39=4096", "34=16", "42=0", "19=1200"],
            answer.Properties);
    }

    [Fact]
    public async Task The_bytes_of_a_3_1_1_connack_are_those_of_the_standard()
    {
        using var gateway = new GatewayInMemory();
        var hub = gateway.Open();
        await hub.SendAsync(ConnectBytes.Hub(1, V3).ToBytes());
        await hub.ExpectAsync("20 0000");
    }

    [Theory]
    [InlineData(V3, 4)]
    [InlineData(V5, 0x86)]
    public async Task Wrong_or_missing_credentials_are_refused(int level, int reason)
    {
        using var gateway = new GatewayInMemory();
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1, level) with { Password = "wrong" }, reason);
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1, level) with { UserName = HubsDouble.IdOf(5000) }, reason);
        await gateway.Open().RefusedAsync(ConnectBytes.Open("client", level), reason);
        Assert.Equal(3, gateway.Metrics.ConnectsRefused);
        Assert.Empty(gateway.Ingest.Links);
    }

    [Fact]
    public async Task A_version_the_gateway_does_not_speak_is_refused_in_the_nearest_one()
    {
        using var gateway = new GatewayInMemory();
        var old = ConnectBytes.Hub(1, V3) with { Level = 3 };
        await gateway.Open().RefusedAsync(old, 1);
        await gateway.Open().RefusedAsync(old with { ProtocolName = "MQIsdp" }, 1);
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1, V3) with { Level = 0x84 }, 1);
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1) with { Level = 6 }, 0x84);
    }

    [Fact]
    public async Task Another_protocol_is_closed_without_a_word()
    {
        using var gateway = new GatewayInMemory();
        var http = gateway.Open();
        await http.SendAsync(System.Text.Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: hub\r\n\r\n"));
        await http.ClosedAsync();
        var other = gateway.Open();
        await other.SendAsync((ConnectBytes.Hub(1) with { ProtocolName = "AMQP" }).ToBytes());
        await other.ClosedAsync();
        var early = gateway.Open();
        await early.SendAsync(PingRequest);
        await early.ClosedAsync();
    }

    [Fact]
    public async Task A_5_0_client_without_an_id_is_given_one()
    {
        using var gateway = new GatewayInMemory();
        var hub = gateway.Open();
        var answer = await hub.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = string.Empty });
        Assert.Contains(answer.Properties, property =>
            property.StartsWith("18=auto-", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_3_1_1_client_without_an_id_needs_a_clean_session()
    {
        using var gateway = new GatewayInMemory();
        var nameless = ConnectBytes.Hub(1, V3) with { ClientId = string.Empty };
        await gateway.ConnectAsync(nameless);
        await gateway.Open().RefusedAsync(nameless with { Clean = false }, 2);
    }

    [Fact]
    public async Task A_client_id_may_be_as_long_as_the_limit()
    {
        using var gateway = new GatewayInMemory();
        var longest = new string('x', Fleet.Server.Limits.Gateway.ClientIdBytes);
        await gateway.ConnectAsync(ConnectBytes.Hub(1) with { ClientId = longest });
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1) with { ClientId = longest + "x" }, 0x85);
        await gateway.Open().RefusedAsync(ConnectBytes.Hub(1, V3) with { ClientId = longest + "x" }, 2);
    }

    [Fact]
    public async Task Extended_authentication_is_refused()
    {
        using var gateway = new GatewayInMemory();
        var connect = ConnectBytes.Hub(1) with { Properties = [PropertyText(0x15, "SCRAM-SHA-256")] };
        await gateway.Open().RefusedAsync(connect, 0x8C);
    }

    [Fact]
    public async Task A_keep_alive_above_the_limit_is_lowered_for_5_0_and_told()
    {
        using var gateway = new GatewayInMemory(options => options.Limits.KeepAliveSeconds = 60);
        var told = await gateway.Open().ConnectAsync(ConnectBytes.Hub(1) with { KeepAlive = 61 });
        Assert.Contains("19=60", told.Properties);
        var kept = await gateway.Open().ConnectAsync(ConnectBytes.Hub(2) with { KeepAlive = 60 });
        Assert.DoesNotContain("19=60", kept.Properties);
    }

    [Fact]
    public async Task The_maximum_qos_is_told_and_kept()
    {
        using var gateway = new GatewayInMemory(options => options.Mqtt.MaximumQos = 1, isConformance: true);
        var hub = gateway.Open();
        var answer = await hub.ConnectAsync(ConnectBytes.Hub(1));
        Assert.Contains("36=1", answer.Properties);
        await hub.SendAsync(Subscribe(V5, 1, "hub/0000000000000001/down/#", 2));
        Assert.Equal([1], (await hub.ReadAsync()).Codes);
        await hub.SendAsync(Publish(V5, "hub/0000000000000001/up/alarm", "x", 2, 7));
        await hub.DisconnectedAsync(0x9B);
        var will = ConnectBytes.Open("will") with { WillTopic = "a", WillQos = 2 };
        await gateway.Open().RefusedAsync(will, 0x9B);
    }

    [Fact]
    public async Task Response_information_is_given_when_asked_for()
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        var client = gateway.Open();
        var answer = await client.ConnectAsync(ConnectBytes.Open("me") with { Properties = [Property(0x19, 1)] });
        Assert.Contains("26=response/me", answer.Properties);
    }

    [Fact]
    public async Task A_second_connect_is_a_protocol_error()
    {
        using var gateway = new GatewayInMemory();
        foreach (var level in new[] { V3, V5 })
        {
            var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, level));
            await hub.SendAsync(ConnectBytes.Hub(1, level).ToBytes());
            await hub.DisconnectedAsync(0x82);
        }
    }

    [Fact]
    public async Task A_connack_larger_than_the_client_takes_is_not_sent()
    {
        using var gateway = new GatewayInMemory();
        var hub = gateway.Open();
        await hub.SendAsync((ConnectBytes.Hub(1) with { Properties = [Property32(0x27, 8)] }).ToBytes());
        await hub.ClosedAsync();
    }
}
