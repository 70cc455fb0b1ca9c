// TLS in front of the gateway.
using System;
using System.IO;
using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// Takes the TLS handshake and puts the decrypted pipes in the transport's place. Not Kestrel's own: that one speaks
/// for HTTP in the protocol negotiation (ALPN) and refuses a hub that asks for <c>mqtt</c>. One certificate context
/// serves all connections, so that returning hubs resume their session instead of a full handshake.
/// </summary>
internal sealed partial class TlsMiddleware
{
    private const int ReadBytes = 2048;
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(1);
    private static readonly StreamPipeReaderOptions ReaderOptions = new(
        bufferSize: ReadBytes, minimumReadSize: 256, leaveOpen: true, useZeroByteReads: true);

    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 512, leaveOpen: true);

    private readonly ConnectionDelegate _next;
    private readonly SslServerAuthenticationOptions _options;
    private readonly TimeSpan _handshakeTime;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    internal TlsMiddleware(
        ConnectionDelegate next, MqttTlsListenerOptions options, TimeSpan handshakeTime, TimeProvider time, ILogger log)
    {
        _next = next;
        _handshakeTime = handshakeTime;
        _time = time;
        _log = log;
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Load(options),
            ClientCertificateRequired = options.RequestClientCertificate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
        };
        if (options.RequestClientCertificate)
        {
            // Whose certificate it is, and whether it counts, the authenticator decides; a hub may also have none.
            _options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
    }

    /// <summary>Serves one connection.</summary>
    internal async Task OnConnectionAsync(ConnectionContext connection)
    {
        var transport = connection.Transport;
        await using var tls = new SslStream(new TransportStream(transport), leaveInnerStreamOpen: true);
        if (!await TryAuthenticateAsync(tls, connection))
        {
            return;
        }

        if (tls.RemoteCertificate is not null)
        {
            connection.Features.Set<ITlsConnectionFeature>(new PeerCertificate(tls.RemoteCertificate));
        }

        var input = PipeReader.Create(tls, ReaderOptions);
        var output = PipeWriter.Create(tls, WriterOptions);
        connection.Transport = new Decrypted(input, output);
        try
        {
            await _next(connection);
            await output.CompleteAsync().AsTask().WaitAsync(GoodbyeTime, _time);
            await tls.ShutdownAsync().WaitAsync(GoodbyeTime, _time);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or NotSupportedException
            or TimeoutException or OperationCanceledException)
        {
            // The peer was gone before the goodbye.
            connection.Abort();
        }
        finally
        {
            await input.CompleteAsync();
            connection.Transport = transport;
        }
    }

    private static SslStreamCertificateContext Load(MqttTlsListenerOptions options)
    {
        var certificate = X509Certificate2.CreateFromPemFile(options.CertificatePath, options.CertificateKeyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificatePath);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private async Task<bool> TryAuthenticateAsync(SslStream tls, ConnectionContext connection)
    {
        using var limit = new CancellationTokenSource(_handshakeTime, _time);
        try
        {
            await tls.AuthenticateAsServerAsync(_options, limit.Token);
            return true;
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException or OperationCanceledException
            or InvalidOperationException)
        {
            LogHandshake(_log, connection.RemoteEndPoint?.ToString(), fault.Message);
            connection.Abort();
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "TLS handshake with {Peer} failed: {Reason}")]
    private static partial void LogHandshake(ILogger logger, string? peer, string reason);

    private sealed class Decrypted(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class PeerCertificate(X509Certificate certificate) : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get; set; } =
            certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ClientCertificate);
    }
}
