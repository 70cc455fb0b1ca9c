// Clients that others wrote, against the gateway on a real socket.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;

namespace Gateway.Tests;

public sealed class ForeignPeerTests(NpmClient npm) : IClassFixture<NpmClient>
{
    private const string Hub = "0000000000000001";

    [Theory]
    [InlineData("4", false)]
    [InlineData("5", false)]
    [InlineData("4", true)]
    [InlineData("5", true)]
    public async Task The_npm_client_is_a_hub(string version, bool isTls)
    {
        Assert.NotNull(npm);
        await using var gateway = await GatewayOnKestrel.StartAsync();
        var url = isTls ? $"mqtts://localhost:{gateway.Tls.Port}" : $"mqtt://localhost:{gateway.Tcp.Port}";
        string[] arguments = isTls ? [url, version, Hub, gateway.CertificatePath] : [url, version, Hub];
        using var client = ForeignProgram.Start("node", "nodejs", ["mqttjs.mjs", .. arguments]);
        await ObeyAsync(gateway, client);
        string[] refused = version == "5" ? ["refused 135"] : [];
        Assert.Equal(
            ["connected", "granted 1", "published heartbeat", "published alarm", "published event", .. refused, "ready",
                $"message hub/{Hub}/down/command reboot 1"],
            client.Lines);
        CheckUplinks(gateway, "mqtt.js");
    }

    [Theory]
    [InlineData("4", false)]
    [InlineData("5", false)]
    [InlineData("4", true)]
    [InlineData("5", true)]
    public async Task The_paho_client_for_python_is_a_hub(string version, bool isTls)
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        var port = (isTls ? gateway.Tls : gateway.Tcp).Port.ToString(CultureInfo.InvariantCulture);
        string[] ca = isTls ? [gateway.CertificatePath] : [];
        using var client = ForeignProgram.Start(
            "/usr/bin/python3", "python3-paho-mqtt", ["paho_client.py", "localhost", port, version, Hub, .. ca]);
        await ObeyAsync(gateway, client);
        Assert.Equal(
            ["connected 0", "granted 1", "published heartbeat", "published alarm", "published event", "ready",
                $"message hub/{Hub}/down/command reboot 1"],
            client.Lines);
        CheckUplinks(gateway, "paho");
    }

    [Theory]
    [InlineData("mqttv311", false)]
    [InlineData("mqttv5", false)]
    [InlineData("mqttv311", true)]
    [InlineData("mqttv5", true)]
    public async Task The_mosquitto_clients_are_a_hub(string version, bool isTls)
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        string[] common = Mosquitto(gateway, version, isTls);
        using var listener = ForeignProgram.Start(
            "stdbuf", "coreutils mosquitto-clients",
            ["-oL", "mosquitto_sub", .. common, "-i", Hub, "-d", "-t", $"hub/{Hub}/down/#", "-q", "1", "-C", "1", "-F",
                "%t %p %q"]);
        await listener.UntilAsync("Subscribed");
        for (var qos = 0; qos <= 2; qos++)
        {
            using var publisher = ForeignProgram.Start(
                "mosquitto_pub", "mosquitto-clients",
                [.. common, "-t", $"hub/{Hub}/up/alarm", "-m", $"help {qos}", "-q", $"{qos}"]);
            await publisher.ExitAsync();
        }

        await gateway.Ingest.UntilAsync(ingest => ingest.Taken.Count == 3);
        Assert.True(gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, "reboot"u8, atLeastOnce: true));
        Assert.Contains($"hub/{Hub}/down/command reboot 1", await listener.ExitAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ["help 0", "help 1", "help 2"],
            gateway.Ingest.Taken.Select(uplink => Encoding.UTF8.GetString(uplink.Payload)).Order());
    }

    [Fact]
    public async Task Mosquitto_pub_is_told_that_a_topic_is_anothers()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        string[] topic = ["-t", "hub/0000000000000002/up/alarm", "-m", "x", "-q", "1"];
        using var told = ForeignProgram.Start(
            "mosquitto_pub", "mosquitto-clients", [.. Mosquitto(gateway, "mqttv5", false), .. topic, "-d"]);
        Assert.Contains("Not authorized", await told.ExitAsync(), StringComparison.Ordinal);
        using var closed = ForeignProgram.Start(
            "mosquitto_pub", "mosquitto-clients", [.. Mosquitto(gateway, "mqttv311", false), .. topic, "-d"]);
        await gateway.Ingest.UntilAsync(ingest =>
            ingest.Links.Any(link => link.Reason == LinkChangeReason.ProtocolError));
        Assert.Empty(gateway.Ingest.Taken);
    }

    [Fact]
    public async Task Mosquitto_pub_with_a_wrong_password_is_told_so()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        foreach (var version in new[] { "mqttv311", "mqttv5" })
        {
            using var client = ForeignProgram.Start(
                "mosquitto_pub", "mosquitto-clients",
                "-h", "127.0.0.1", "-p", $"{gateway.Tcp.Port}", "-V", version,
                "-u", Hub, "-P", "wrong", "-t", "a", "-m", "x");
            var said = await client.ExitAsync(version == "mqttv5" ? 134 : 4);
            Assert.Contains("user name or password", said, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public async Task A_returning_hub_resumes_its_tls_session(string version)
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var client = ForeignProgram.Start(
            "/usr/bin/python3", "python3", "tls_resume.py", "localhost", $"{gateway.Tls.Port}", version,
            gateway.CertificatePath);
        await client.ExitAsync();
        Assert.Equal(["answer 20020004 resumed False", "answer 20020004 resumed True"], client.Lines);
    }

    private static string[] Mosquitto(GatewayOnKestrel gateway, string version, bool isTls)
    {
        IPEndPoint address = isTls ? gateway.Tls : gateway.Tcp;
        string[] common = ["-h", "localhost", "-p", $"{address.Port}", "-V", version, "-u", Hub, "-P",
            HubsDouble.Password];
        return isTls ? [.. common, "--cafile", gateway.CertificatePath] : common;
    }

    private static async Task ObeyAsync(GatewayOnKestrel gateway, ForeignProgram client)
    {
        await client.UntilAsync("ready");
        Assert.True(gateway.Downlink.Send(gateway.Hubs[1], DownlinkKind.Command, "reboot"u8, atLeastOnce: true));
        await client.ExitAsync();
        await gateway.Ingest.UntilAsync(ingest => ingest.Links.Count == 2);
        Assert.Equal(LinkChangeReason.Disconnected, gateway.Ingest.Links[^1].Reason);
    }

    private static void CheckUplinks(GatewayOnKestrel gateway, string client)
    {
        List<(UplinkKind, string)> wanted =
        [
            (UplinkKind.Heartbeat, $"heartbeat from {client}"),
            (UplinkKind.Alarm, $"alarm from {client}"),
            (UplinkKind.Event, $"event from {client}"),
        ];
        Assert.Equal(
            wanted, gateway.Ingest.Taken.Select(uplink => (uplink.Kind, Encoding.UTF8.GetString(uplink.Payload))));
    }
}
