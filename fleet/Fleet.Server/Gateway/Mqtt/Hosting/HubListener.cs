// Accepts hub connections.
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>The listening socket, as Kestrel drives it.</summary>
internal sealed class HubListener : IConnectionListener
{
    private const int OutOfFilesMilliseconds = 100;

    private readonly Socket _socket;

    internal HubListener(Socket socket)
    {
        _socket = socket;
        EndPoint = socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public EndPoint EndPoint { get; }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                return new SocketConnection(await _socket.AcceptAsync(cancellationToken));
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException fault) when (IsOutOfFiles(fault))
            {
                // No file is free for another connection: let some end before trying again, instead of spinning.
                await Task.Delay(OutOfFilesMilliseconds, cancellationToken);
            }
            catch (SocketException)
            {
                // The peer was gone before it was accepted.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();

    private static bool IsOutOfFiles(SocketException fault) =>
        fault.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;
}
