// The TCP transport of hub connections.
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// A transport for Kestrel made for hubs, which are many, nearly always idle, and send and get small packets. Kestrel's
/// own keeps two pipes a connection and moves every message through both; here a connection is a socket with two small
/// buffers, read when the kernel has something and written to directly.
/// </summary>
internal sealed class HubTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>Connections waiting to be accepted: after an outage every hub returns at once.</summary>
    private const int Backlog = 4096;

    /// <summary>Kernel buffers of a connection, each way: a peer that does not read holds no more than this.</summary>
    private const int KernelBytes = 64 * 1024;

    private const int TcpKeepAliveSeconds = 120;

    private readonly HubAddresses _addresses;

    public HubTransport(HubAddresses addresses)
    {
        _addresses = addresses;
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is HubEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var hubEndPoint = (HubEndPoint)endpoint;
        var socket = Listen(hubEndPoint.Address);
        _addresses.Add((IPEndPoint)socket.LocalEndPoint!, hubEndPoint.IsTls);
        return ValueTask.FromResult<IConnectionListener>(new HubListener(socket));
    }

    private static Socket Listen(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Accepted sockets inherit these from the listening one. TCP's keep-alive finds a client that sends no
            // MQTT keep-alive (3.1.1 lets it) and has vanished.
            socket.NoDelay = true;
            socket.SendBufferSize = KernelBytes;
            socket.ReceiveBufferSize = KernelBytes;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, TcpKeepAliveSeconds);
            socket.Bind(address);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException($"Another program already listens on {address}.", taken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
