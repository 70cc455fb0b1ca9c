// The TCP transport of hub connections.
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// Kestrel's socket transport with settings of its own: hubs are many, nearly always idle and send small packets,
/// which is not what the transport's defaults and the web pages' needs are about.
/// </summary>
internal sealed class HubTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>Unread input at which a connection is no longer read from.</summary>
    private const int MaximumReadBytes = 64 * 1024;

    /// <summary>Unsent output at which a connection counts as stalled.</summary>
    private const int MaximumWriteBytes = 32 * 1024;

    /// <summary>Connections waiting to be accepted: after an outage every hub returns at once.</summary>
    private const int Backlog = 4096;

    private const int TcpKeepAliveSeconds = 120;

    private readonly SocketTransportFactory _sockets;
    private readonly HubAddresses _addresses;

    public HubTransport(HubAddresses addresses, ILoggerFactory logs)
    {
        _addresses = addresses;
        var options = new SocketTransportOptions
        {
            Backlog = Backlog,
            MaxReadBufferSize = MaximumReadBytes,
            MaxWriteBufferSize = MaximumWriteBytes,

            // Handling a packet never blocks, so it is handled where it was received, and an acknowledgement is sent
            // from where it was appended: no change of thread on the way of a message.
            UnsafePreferInlineScheduling = true,
            WaitForDataBeforeAllocatingBuffer = true,
            NoDelay = true,
            CreateBoundListenSocket = Listen,
        };
        _sockets = new SocketTransportFactory(Options.Create(options), logs);
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is HubEndPoint;

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var hubEndPoint = (HubEndPoint)endpoint;
        var listener = await _sockets.BindAsync(hubEndPoint.Address, cancellationToken);
        _addresses.Add((IPEndPoint)listener.EndPoint, hubEndPoint.IsTls);
        return listener;
    }

    private static Socket Listen(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);

        // Accepted sockets inherit these. A client that sends no keep-alive (MQTT 3.1.1 lets it) and vanishes is found
        // out by TCP.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, TcpKeepAliveSeconds);
        return socket;
    }
}
