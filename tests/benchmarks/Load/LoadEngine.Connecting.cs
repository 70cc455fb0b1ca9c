// Connecting all hubs, as after an outage, and dropping them.
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Benchmarks.Native;

namespace Benchmarks.Load;

internal sealed unsafe partial class LoadEngine
{
    private const int MaxAttempts = 10;

    /// <summary>One in so many hubs has an alarm to send as soon as it is connected; 0 for none.</summary>
    private int _alarmEvery;
    private int _pending;
    private int _retries;
    private int _resumed;
    private int _alarmsToCome;
    private long _stormAt;
    private Histogram _readyAfter = new();
    private Histogram _alarmAfter = new();
    private Histogram _alarmFromStart = new();

    /// <summary>Connects everybody.</summary>
    /// <param name="window">Hubs that may be connecting at once; by default fewer than mosquitto's listening queue
    /// holds, for what does not fit there is lost and comes again after a second.</param>
    /// <param name="alarmEvery">One in so many hubs sends an alarm as soon as it is connected; 0 for none.</param>
    /// <param name="limitSeconds">When to give up.</param>
    public ConnectResult ConnectAll(int window = 64, int alarmEvery = 0, double limitSeconds = 120)
    {
        _alarmEvery = alarmEvery;
        _alarmsToCome = alarmEvery == 0 ? 0 : (_connections.Length + alarmEvery - 1) / alarmEvery;
        _pending = 0;
        _ready = 0;
        _retries = 0;
        _resumed = 0;
        _readyAfter = new Histogram();
        _alarmAfter = new Histogram();
        _alarmFromStart = new Histogram();
        _stormAt = Stopwatch.GetTimestamp();
        int next = 0;
        while (_ready < _connections.Length || _alarmsToCome > 0)
        {
            while (_pending < window && next < _connections.Length)
            {
                _connections[next].Attempts = 0;
                _connections[next].StartedAt = Stopwatch.GetTimestamp();
                StartConnecting(next++);
            }

            PollOnce(10);
            if (Stopwatch.GetElapsedTime(_stormAt).TotalSeconds > limitSeconds)
            {
                throw new BenchmarkException($"{_ready} of {_connections.Length} hubs were connected after "
                    + $"{limitSeconds} s and {_retries} retries");
            }
        }

        return new ConnectResult(
            Stopwatch.GetElapsedTime(_stormAt).TotalSeconds,
            _retries, _resumed, _readyAfter, _alarmAfter, _alarmFromStart);
    }

    /// <summary>Closes every connection without a word, as when the power or the mobile network fails.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < _connections.Length; i++)
        {
            Close(ref _connections[i]);
        }

        _ready = 0;
    }

    private void StartConnecting(int index)
    {
        ref Connection connection = ref _connections[index];
        int type = Libc.StreamSocket | Libc.NonBlocking | Libc.CloseOnExec;
        int socket = Libc.Socket(Libc.InternetFamily, type, 0);
        if (socket < 0)
        {
            throw new BenchmarkException($"no more sockets: error {Marshal.GetLastPInvokeError()}");
        }

        int on = 1;
        _ = Libc.SetOption(socket, Libc.TcpLevel, Libc.NoDelay, &on, sizeof(int));

        // Several source addresses, so that ports still waiting out their time do not stop the next connection.
        _ = Libc.SetOption(socket, Libc.IpLevel, Libc.BindAddressNoPort, &on, sizeof(int));
        SocketAddress from = SocketAddress.Loopback(2 + (index % 8), 0);
        SocketAddress to = SocketAddress.Loopback(1, _target.Port);
        if (Libc.Bind(socket, &from, sizeof(SocketAddress)) != 0
            || (Libc.Connect(socket, &to, sizeof(SocketAddress)) != 0
                && Marshal.GetLastPInvokeError() != Libc.InProgress))
        {
            int error = Marshal.GetLastPInvokeError();
            throw new BenchmarkException($"cannot connect to port {_target.Port}: error {error}");
        }

        connection.Socket = socket;
        connection.State = ConnectionState.Connecting;
        connection.InFlight = 0;
        connection.CarriedBytes = 0;
        _pending++;
        _epoll.Add(socket, index, Libc.PollOut);
    }

    private void ContinueConnecting(int index, uint flags)
    {
        ref Connection connection = ref _connections[index];
        if ((flags & (Libc.PollError | Libc.PollHangUp)) != 0)
        {
            OnLost(index, "the server refused the connection");
            return;
        }

        if (connection.State == ConnectionState.Connecting)
        {
            if (_tlsContext == 0)
            {
                SendConnect(index);
                return;
            }

            connection.Tls = OpenSsl.NewClient(_tlsContext, connection.Socket, connection.Session);
            connection.State = ConnectionState.Handshaking;
        }

        int result = OpenSsl.Handshake(connection.Tls);
        if (result == 1)
        {
            _resumed += OpenSsl.IsResumed(connection.Tls);
            SendConnect(index);
            return;
        }

        int error = OpenSsl.GetError(connection.Tls, result);
        if (error is OpenSsl.WantRead or OpenSsl.WantWrite)
        {
            _epoll.Modify(connection.Socket, index, error == OpenSsl.WantRead ? Libc.PollIn : Libc.PollOut);
        }
        else
        {
            OnLost(index, "the TLS handshake failed");
        }
    }

    private void SendConnect(int index)
    {
        HubAccount account = _target.Accounts[index];
        Span<byte> packet = stackalloc byte[256];
        int position = 2;
        ReadOnlySpan<byte> head = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0xC0, 600 >> 8, 600 & 0xFF];
        head.CopyTo(packet[position..]);
        position += head.Length;
        position += PutText(packet[position..], account.HubId);
        position += PutText(packet[position..], account.UserName);
        position += PutText(packet[position..], account.Password);
        packet[0] = 0x10;
        packet[1] = (byte)(position - 2);
        if (position > 129)
        {
            throw new BenchmarkException("the credentials are longer than a hub's");
        }

        ref Connection connection = ref _connections[index];
        connection.State = ConnectionState.AwaitingConnack;
        _epoll.Modify(connection.Socket, index, Libc.PollIn);
        fixed (byte* bytes = packet)
        {
            Write(ref connection, bytes, position);
        }
    }

    private void OnConnack(int index, int code, long now)
    {
        ref Connection connection = ref _connections[index];
        if (code != 0)
        {
            OnLost(index, $"CONNACK with code {code}");
            return;
        }

        _pending--;
        if (_target.Subscribes)
        {
            connection.State = ConnectionState.AwaitingSuback;
            SendSubscribe(index);
        }
        else
        {
            OnReady(ref connection, now);
        }

        if (_alarmEvery > 0 && index % _alarmEvery == 0)
        {
            int length = PutPublish(ref connection, index, _send, connection.StartedAt, isAlarm: true);
            Write(ref connection, _send, length);
        }
    }

    private void OnReady(ref Connection connection, long now)
    {
        connection.State = ConnectionState.Ready;
        _ready++;
        _readyAfter.Record(Nanoseconds(now - connection.StartedAt));
    }

    private void OnAlarmAcknowledged(ref Connection connection, long now)
    {
        if (_alarmsToCome > 0)
        {
            _alarmsToCome--;
            _alarmAfter.Record(Nanoseconds(now - connection.StartedAt));
            _alarmFromStart.Record(Nanoseconds(now - _stormAt));
        }
    }

    private void SendSubscribe(int index)
    {
        Span<byte> packet = stackalloc byte[64];
        int length = 4 + PutText(packet[4..], "hub/" + _target.Accounts[index].HubId + "/down/#");
        packet[length++] = 1;
        packet[0] = 0x82;
        packet[1] = (byte)(length - 2);
        packet[3] = 0xFE;
        fixed (byte* bytes = packet)
        {
            Write(ref _connections[index], bytes, length);
        }
    }

    /// <summary>A hub tries again at once, though not for ever; a ready one that is lost is the server's fault.
    /// </summary>
    private void OnLost(int index, string what)
    {
        ref Connection connection = ref _connections[index];
        bool wasPending = connection.State is > ConnectionState.Closed and <= ConnectionState.AwaitingConnack;
        if (!wasPending || ++connection.Attempts >= MaxAttempts)
        {
            throw new BenchmarkException($"hub {index}: {what}");
        }

        Close(ref connection);
        _pending--;
        _retries++;
        StartConnecting(index);
    }

    private void Close(ref Connection connection)
    {
        if (connection.Tls != 0)
        {
            if (connection.State >= ConnectionState.AwaitingSuback)
            {
                if (connection.Session != 0)
                {
                    OpenSsl.FreeSession(connection.Session);
                }

                connection.Session = OpenSsl.TakeSession(connection.Tls);
            }

            OpenSsl.FreeQuietly(connection.Tls);
            connection.Tls = 0;
        }

        if (connection.Socket >= 0)
        {
            Libc.Close(connection.Socket);
            connection.Socket = -1;
        }

        _unacknowledged -= connection.InFlight;
        connection.InFlight = 0;
        connection.State = ConnectionState.Closed;
    }

    private static int PutText(Span<byte> to, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, to[2..]);
        to[0] = (byte)(length >> 8);
        to[1] = (byte)length;
        return length + 2;
    }
}
