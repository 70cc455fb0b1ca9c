// The gateway in its host: sockets, TLS, start and stop.
using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class HostingTests
{
    private static readonly byte[] Accepted = [0x20, 0x02, 0x00, 0x00];

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Conformance_is_refused_in_production_unless_forced()
    {
        var settings = new Dictionary<string, string?> { ["Mqtt:Conformance"] = "true" };
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GatewayOnKestrel.StartAsync(settings, "Production"));
        Assert.Contains("Fleet:Gateway:Mqtt:Conformance", refusal.Message, StringComparison.Ordinal);
        settings["Mqtt:ConformanceInProduction"] = "true";
        await using var forced = await GatewayOnKestrel.StartAsync(settings, "Production");
        using var client = await ConnectAsync(forced.Tcp, ConnectBytes.Open("anybody", V3));
    }

    [Fact]
    public async Task Without_conformance_an_anonymous_client_is_refused()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var socket = await OpenAsync(gateway.Tcp);
        await socket.SendAsync(ConnectBytes.Open("anybody", V3).ToBytes());
        Assert.Equal([0x20, 0x02, 0x00, 0x04], await ReadAsync(new NetworkStream(socket), 4));
    }

    [Fact]
    public async Task The_plain_listener_can_be_off_and_the_other_off_without_a_certificate()
    {
        await using (var tls = await GatewayOnKestrel.StartAsync(new() { ["Mqtt:Enabled"] = "false" }))
        {
            Assert.Null(tls.Tcp);
            Assert.NotNull(tls.Tls);
        }

        await using var tcp = await GatewayOnKestrel.StartAsync(new() { ["MqttTls:CertificatePath"] = string.Empty });
        Assert.Null(tcp.Tls);
        Assert.NotNull(tcp.Tcp);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var hub = await ConnectAsync(gateway.Tcp, ConnectBytes.Hub(1));
        using var idle = await OpenAsync(gateway.Tcp);
        var stopped = gateway.StopAsync();
        Assert.Equal([0xE0, 0x01, 0x8B], await ReadAsync(new NetworkStream(hub), 3));
        hub.Dispose();
        idle.Dispose();
        await stopped;
        Assert.Equal(LinkChangeReason.ServerStopping, gateway.Ingest.Links[^1].Reason);
    }

    [Fact]
    public async Task A_hub_that_resets_its_connection_is_gone()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        var hub = await ConnectAsync(gateway.Tcp,
            ConnectBytes.Hub(1, V3) with { WillTopic = "hub/0000000000000001/up/event" });
        hub.LingerState = new LingerOption(true, 0);
        hub.Dispose();
        await gateway.Ingest.UntilAsync(ingest => ingest.Links.Count == 2 && ingest.Taken.Count == 1);
        Assert.Equal(LinkChangeReason.TransportLost, gateway.Ingest.Links[^1].Reason);
    }

    [Fact]
    public async Task Thousands_of_bytes_in_one_write_and_across_buffers_are_handled()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var hub = await ConnectAsync(gateway.Tcp, ConnectBytes.Hub(1, V3));
        var packets = Enumerable.Range(1, 60)
            .Select(id => Publish(V3, "hub/0000000000000001/up/event", new string('x', 60 * id), 1, id)).ToArray();
        var sending = hub.SendAsync(Join(packets));
        var acks = await ReadAsync(new NetworkStream(hub), 4 * 60);
        await sending;
        Assert.Equal(Join([.. Enumerable.Range(1, 60).Select(PubAck)]), acks);
        Assert.Equal(Enumerable.Range(1, 60).Select(id => 60 * id), gateway.Ingest.Taken.Select(each =>
            each.Payload.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tls_serves_a_hub_whatever_protocol_it_names(bool namesProtocol)
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var socket = await OpenAsync(gateway.Tls);
        await using var tls = new SslStream(new NetworkStream(socket));
        var options = Trusting(gateway);
        options.ApplicationProtocols = namesProtocol ? [new SslApplicationProtocol("mqtt")] : null;
        await tls.AuthenticateAsClientAsync(options, Patience);
        await tls.WriteAsync(ConnectBytes.Hub(1, V3).ToBytes(), Patience);
        Assert.Equal(Accepted, await ReadAsync(tls, 4));
        await tls.WriteAsync(Publish(V3, "hub/0000000000000001/up/alarm", new string('x', 3000), 1, 7), Patience);
        Assert.Equal(PubAck(7), await ReadAsync(tls, 4));
        Assert.Equal(3000, Assert.Single(gateway.Ingest.Taken).Payload.Length);
        await tls.WriteAsync(Disconnect, Patience);
        Assert.Equal(0, await tls.ReadAsync(new byte[1], Patience));
    }

    [Fact]
    public async Task A_connection_over_tls_can_be_taken_over()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        using var socket = await OpenAsync(gateway.Tls);
        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsClientAsync(Trusting(gateway), Patience);
        await tls.WriteAsync(ConnectBytes.Hub(1).ToBytes(), Patience);
        var head = await ReadAsync(tls, 2);
        await ReadAsync(tls, head[1]);
        using var second = await ConnectAsync(gateway.Tcp, ConnectBytes.Hub(1));
        Assert.Equal([0xE0, 0x01, 0x8E], await ReadAsync(tls, 3));
        Assert.Equal(0, await tls.ReadAsync(new byte[1], Patience));
        await second.SendAsync(PingRequest);
        Assert.Equal([0xD0, 0x00], await ReadAsync(new NetworkStream(second), 2));
    }

    [Fact]
    public async Task A_client_certificate_can_stand_for_the_password()
    {
        await using var gateway =
            await GatewayOnKestrel.StartAsync(new() { ["MqttTls:RequestClientCertificate"] = "true" });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + HubsDouble.IdOf(1), key, HashAlgorithmName.SHA256);
        using var certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        gateway.Hubs.Thumbprint = certificate.Thumbprint;
        foreach (var isShown in new[] { true, false })
        {
            using var socket = await OpenAsync(gateway.Tls);
            await using var tls = new SslStream(new NetworkStream(socket));
            var options = Trusting(gateway);
            options.ClientCertificates = isShown ? [certificate] : [];
            await tls.AuthenticateAsClientAsync(options, Patience);
            await tls.WriteAsync(ConnectBytes.Open(HubsDouble.IdOf(1), V3).ToBytes(), Patience);
            Assert.Equal([0x20, 0x02, 0x00, isShown ? (byte)0 : (byte)4], await ReadAsync(tls, 4));
        }
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_or_is_none_is_cut_off()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync(new() { ["Limits:ConnectSeconds"] = "1" });
        using var silent = await OpenAsync(gateway.Tls);
        using var plain = await OpenAsync(gateway.Tls);
        await plain.SendAsync(ConnectBytes.Hub(1).ToBytes());
        await ClosedAsync(silent);
        await ClosedAsync(plain);
        using var hub = await ConnectAsync(gateway.Tcp, ConnectBytes.Hub(1, V3));
    }

    [Fact]
    public async Task What_happens_is_counted()
    {
        await using var gateway = await GatewayOnKestrel.StartAsync();
        var counted = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, each) =>
        {
            if (instrument.Meter.Name == "Fleet.Server.Gateway")
            {
                each.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        void Add(Instrument instrument, long value) =>
            counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value;
        listener.Start();
        using var hub = await ConnectAsync(gateway.Tcp, ConnectBytes.Hub(900, V3));
        await hub.SendAsync(Publish(V3, "hub/0000000000000384/up/alarm", "x", 1, 1));
        await ReadAsync(new NetworkStream(hub), 4);
        listener.RecordObservableInstruments();
        foreach (var name in new[] { "connections", "sessions", "connects.accepted", "publishes.received",
            "publishes.acknowledged" })
        {
            Assert.InRange(counted["fleet.gateway." + name], 1, long.MaxValue);
        }
    }

    private static SslClientAuthenticationOptions Trusting(GatewayOnKestrel gateway)
    {
        var trusted = X509CertificateLoader.LoadCertificateFromFile(gateway.CertificatePath);
        return new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate!.GetRawCertData().AsSpan().SequenceEqual(trusted.RawData),
        };
    }

    private static async Task<Socket> OpenAsync(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, Patience);
        return socket;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address, ConnectBytes connect)
    {
        var socket = await OpenAsync(address);
        await socket.SendAsync(connect.ToBytes());
        var stream = new NetworkStream(socket);
        var head = await ReadAsync(stream, 2);
        var body = await ReadAsync(stream, head[1]);
        Assert.Equal((0x20, 0), (head[0], body[1]));
        return socket;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Patience);
        return bytes;
    }

    private static async Task ClosedAsync(Socket socket)
    {
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], Patience));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Cut off, either way.
        }
    }
}
