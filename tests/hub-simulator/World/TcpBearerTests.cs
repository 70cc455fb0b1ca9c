// The demonstration's network: bytes over TCP and TLS, and what a pulled cable looks like from both ends.
using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Hub.Core.Ports;
using Hub.Protocols.Mqtt;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class TcpBearerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NetworkSwitch _network = new();
    private readonly SemaphoreSlim _woken = new(0);
    private readonly byte[] _buffer = new byte[100_000];

    public TcpBearerTests()
    {
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Bytes_pass_both_ways_and_arriving_ones_wake_the_hub()
    {
        using TcpBearer bearer = Make(null);
        using Socket server = await Open(bearer);
        await Exchange(bearer.Stream!, new NetworkStream(server));
    }

    [Fact]
    public async Task Bytes_pass_both_ways_over_tls_with_a_trusted_root()
    {
        using X509Certificate2 certificate = MakeCertificate();
        using TcpBearer bearer = Make(new TlsTrust("fleet.test", [certificate]));
        Task<SslStream> accepting = AcceptTls(certificate);
        await Open(bearer, false);
        await Exchange(bearer.Stream!, await accepting);
    }

    [Theory]
    [InlineData("other.test", true)]
    [InlineData("fleet.test", false)]
    public async Task A_server_of_another_name_or_another_root_is_refused(string name, bool isTrusted)
    {
        using X509Certificate2 certificate = MakeCertificate();
        using X509Certificate2 root = MakeCertificate();
        using TcpBearer bearer = Make(new TlsTrust(name, [isTrusted ? certificate : root]));
        _ = AcceptTls(certificate);
        bearer.Open();
        await Until(() => bearer.State == BearerState.Failed);
        Assert.Null(bearer.Stream);
    }

    [Fact]
    public async Task A_closed_port_fails_and_can_be_tried_again()
    {
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();
        using TcpBearer bearer = new(new IPEndPoint(IPAddress.Loopback, port), null, _network, Wake);
        bearer.Open();
        await Until(() => bearer.State == BearerState.Failed);
        bearer.Close();
        Assert.Equal(BearerState.Closed, bearer.State);
    }

    [Fact]
    public async Task The_other_side_closing_closes_the_stream()
    {
        using TcpBearer bearer = Make(null);
        using Socket server = await Open(bearer);
        IByteStream stream = bearer.Stream!;
        Assert.Equal(0, stream.Read(_buffer, 0, 10));
        server.Shutdown(SocketShutdown.Both);
        await Until(() => stream.Read(_buffer, 0, 10) < 0);
        Assert.False(stream.IsOpen);
        Assert.Equal(-1, stream.Write(_buffer, 0, 1));
    }

    [Fact]
    public async Task A_pulled_cable_fails_at_once_here_and_is_silent_there_until_it_is_back()
    {
        using TcpBearer bearer = Make(null);
        using Socket server = await Open(bearer);
        IByteStream stream = bearer.Stream!;
        _network.IsOn = false;
        Assert.Equal(BearerState.Failed, bearer.State);
        Assert.False(stream.IsOpen);
        Assert.Equal(-1, stream.Write(_buffer, 0, 1));
        stream.Close();
        bearer.Close();
        bearer.Open();
        Assert.Equal(BearerState.Failed, bearer.State);
        bearer.Close();
        Assert.False(server.Poll(200_000, SelectMode.SelectRead));

        _network.IsOn = true;
        using Socket second = await Open(bearer);
        SocketException reset = await Assert.ThrowsAsync<SocketException>(
            async () => await server.ReceiveAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    private TcpBearer Make(TlsTrust? tls) => new(_listener.LocalEndpoint, tls, _network, Wake);

    private void Wake() => _woken.Release();

    private async Task<Socket> Open(TcpBearer bearer, bool isAccepting = true)
    {
        bearer.Open();
        Socket? server = isAccepting ? await _listener.AcceptSocketAsync() : null;
        await Until(() => bearer.State == BearerState.Open);
        return server!;
    }

    private async Task<SslStream> AcceptTls(X509Certificate2 certificate)
    {
        SslStream stream = new(new NetworkStream(await _listener.AcceptSocketAsync(), true));
        await stream.AuthenticateAsServerAsync(certificate);
        return stream;
    }

    private async Task Exchange(IByteStream hub, System.IO.Stream server)
    {
        byte[] sent = RandomNumberGenerator.GetBytes(60_000);
        int written = 0;
        Task<byte[]> reading = ReadAll(server, sent.Length);
        await Until(() =>
        {
            written += hub.Write(sent, written, sent.Length - written);
            return written == sent.Length;
        });
        Assert.Equal(sent, await reading);

        Assert.Equal(0, hub.Read(_buffer, 0, 10));
        Task writing = server.WriteAsync(sent).AsTask();
        int read = 0;
        await Until(() =>
        {
            read += hub.Read(_buffer, read, sent.Length - read);
            return read == sent.Length;
        });
        await writing;
        Assert.Equal(sent, _buffer.AsSpan(0, read).ToArray());
    }

    private static async Task<byte[]> ReadAll(System.IO.Stream stream, int count)
    {
        byte[] all = new byte[count];
        await stream.ReadExactlyAsync(all);
        return all;
    }

    // Looks again each time the hub has been woken; now and then also without, as the hub itself does.
    private async Task Until(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience);
            await _woken.WaitAsync(TimeSpan.FromMilliseconds(20));
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=fleet.test", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("fleet.test");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
