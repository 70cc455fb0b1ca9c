// A bearer over the computer's own network: TCP, or TLS over TCP.
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>
/// Opens connections to one server. Pulling the network out fails what is open at once, and the server hears nothing
/// of it, as with a real cable: the connections lie open until the network is back, and are then reset.
/// </summary>
public sealed class TcpBearer : IBearer, IReceivers, IDisposable
{
    private EndPoint _server;
    private readonly TlsTrust? _tls;
    private readonly NetworkSwitch _network;
    private readonly Action _wake;
    private readonly List<Socket> _abandoned = [];
    private CancellationTokenSource? _cancellation;
    private Task<IByteStream>? _opening;
    private Socket? _socket;
    private bool _isFailed;

    /// <summary>A bearer of one hub.</summary>
    /// <param name="server">Where the fleet manager is.</param>
    /// <param name="tls">How to trust it; null for no TLS.</param>
    /// <param name="network">The hub's cable.</param>
    /// <param name="wake">Called from another thread when the hub has something to look at.</param>
    public TcpBearer(EndPoint server, TlsTrust? tls, NetworkSwitch network, Action wake)
    {
        _server = server;
        _tls = tls;
        _network = network;
        _wake = wake;
    }

    /// <inheritdoc/>
    public BearerKind Kind => BearerKind.Fixed;

    /// <inheritdoc/>
    public int SignalDbm => 0;

    /// <inheritdoc/>
    public IByteStream? Stream => State == BearerState.Open ? _opening!.Result : null;

    /// <inheritdoc/>
    public BearerState State
    {
        get
        {
            if (_opening == null)
            {
                return _isFailed ? BearerState.Failed : BearerState.Closed;
            }

            if (!_network.IsOn)
            {
                Abandon();
                _isFailed = true;
                return BearerState.Failed;
            }

            return !_opening.IsCompleted ? BearerState.Opening
                : _opening.IsCompletedSuccessfully ? BearerState.Open
                : BearerState.Failed;
        }
    }

    /// <summary>One: the server.</summary>
    public int Count => 1;

    /// <inheritdoc/>
    public void Use(int receiver, string host, int port) => _server = IPAddress.TryParse(host, out IPAddress? address)
        ? new IPEndPoint(address, port)
        : new DnsEndPoint(host, port);

    /// <inheritdoc/>
    public void Open()
    {
        if (!_network.IsOn)
        {
            _isFailed = true;
            return;
        }

        ResetAbandoned();
        AddressFamily family = _server.AddressFamily;
        _socket = family == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        _socket.NoDelay = true;
        _cancellation = new CancellationTokenSource();
        _opening = OpenAsync(_socket, _cancellation.Token);
        _opening.ContinueWith(_ => _wake(), TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_opening != null && !_network.IsOn)
        {
            Abandon();
        }

        _isFailed = false;
        _cancellation?.Cancel();
        _cancellation?.Dispose();
        _cancellation = null;
        if (_opening is { IsCompletedSuccessfully: true })
        {
            _opening.Result.Close();
        }

        _socket?.Dispose();
        _socket = null;
        _opening = null;
    }

    /// <summary>The hub has lost its power: its connections lie open until it, or the network, is back.</summary>
    public void Abandon()
    {
        if (_socket != null)
        {
            _abandoned.Add(_socket);
        }

        _socket = null;
        _opening = null;
        _cancellation = null;
    }

    /// <summary>Ends everything, abandoned connections too.</summary>
    public void Dispose()
    {
        Close();
        ResetAbandoned();
    }

    private void ResetAbandoned()
    {
        foreach (Socket socket in _abandoned)
        {
            // Linger 0: a reset, not an orderly end, which would let the broker drop the will.
            socket.Close(0);
        }

        _abandoned.Clear();
    }

    private async Task<IByteStream> OpenAsync(Socket socket, CancellationToken cancellation)
    {
        await socket.ConnectAsync(_server, cancellation).ConfigureAwait(false);
        if (_tls == null)
        {
            return new GuardedByteStream(new SocketByteStream(socket, _wake), _network);
        }

        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(_tls.ToOptions(), cancellation).ConfigureAwait(false);
        return new GuardedByteStream(new TlsByteStream(stream, _wake), _network);
    }

    /// <summary>A stream that is closed, for its hub only, as soon as the network is pulled out.</summary>
    private sealed class GuardedByteStream(IByteStream inner, NetworkSwitch network) : IByteStream
    {
        private bool _isCut;

        public bool IsOpen => !IsCut() && inner.IsOpen;

        public int Read(byte[] buffer, int offset, int count) => IsCut() ? -1 : inner.Read(buffer, offset, count);

        public int Write(byte[] buffer, int offset, int count) => IsCut() ? -1 : inner.Write(buffer, offset, count);

        public void Close()
        {
            if (!IsCut())
            {
                inner.Close();
            }
        }

        private bool IsCut() => _isCut |= !network.IsOn;
    }
}
