// One accepted socket as a connection of Kestrel's.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>A hub's socket. What few connections need is made when it is asked for.</summary>
internal sealed class SocketConnection : ConnectionContext, IDuplexPipe
{
    private static long s_lastNumber;

    private readonly Socket _socket;
    private readonly SocketReader _reader;
    private readonly SocketWriter _writer;
    private readonly long _number = Interlocked.Increment(ref s_lastNumber);
    private IDuplexPipe? _transport;
    private CancellationTokenSource? _closed;
    private string? _id;
    private IDictionary<object, object?>? _items;
    private bool _isOver;

    internal SocketConnection(Socket socket)
    {
        _socket = socket;

        // Sends and reads return at once with what the kernel takes or has.
        socket.Blocking = false;
        _reader = new SocketReader(socket);
        _writer = new SocketWriter(socket);
    }

    /// <inheritdoc/>
    public override string ConnectionId
    {
        get => _id ??= "hub" + _number.ToString("x", CultureInfo.InvariantCulture);
        set => _id = value;
    }

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new ConnectionFeatures();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items
    {
        get => _items ??= new Dictionary<object, object?>();
        set => _items = value;
    }

    /// <inheritdoc/>
    public override IDuplexPipe Transport
    {
        get => _transport ?? this;
        set => _transport = value;
    }

    /// <inheritdoc/>
    public PipeReader Input => _reader;

    /// <inheritdoc/>
    public PipeWriter Output => _writer;

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint
    {
        get => EndPointOf(static socket => socket.LocalEndPoint);
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint
    {
        get => EndPointOf(static socket => socket.RemoteEndPoint);
        set => throw new NotSupportedException();
    }

    /// <summary>Cancelled when the connection has been aborted or disposed of.</summary>
    public override CancellationToken ConnectionClosed
    {
        get
        {
            lock (_writer)
            {
                _closed ??= new CancellationTokenSource();
                if (_isOver)
                {
                    _closed.Cancel();
                }

                return _closed.Token;
            }
        }

        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        // A reset: what the kernel still holds for a peer that does not read is thrown away with the connection.
        _socket.Close(timeout: 0);
        Over();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        try
        {
            // What has been sent still arrives, also while a receive is pending.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }

        _socket.Dispose();
        _reader.Complete();
        _writer.Complete();
        Over();
        return ValueTask.CompletedTask;
    }

    private void Over()
    {
        CancellationTokenSource? closed;
        lock (_writer)
        {
            _isOver = true;
            closed = _closed;
        }

        closed?.Cancel();
    }

    private EndPoint? EndPointOf(Func<Socket, EndPoint?> end)
    {
        try
        {
            return end(_socket);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
