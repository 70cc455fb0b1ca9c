// The operator's end of an alarm: reads the case stream on the load generator's own thread and clock.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Benchmarks.Native;

namespace Benchmarks.Load;

/// <summary>
/// Listens to <c>/api/cases/stream</c> and takes the time until the first event of the hub that pressed.
/// HTTP 1.0, so that the events come without chunk marks between their bytes.
/// </summary>
internal sealed unsafe class CaseStreamListener : IDisposable
{
    private const int IdLength = 16;
    private const int BufferBytes = 256 * 1024;
    private static readonly byte[] Key = "\"hubId\":\""u8.ToArray();

    private readonly Dictionary<ulong, int> _indexes = [];
    private readonly long[] _dueAt;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private int _kept;

    public CaseStreamListener(int httpPort, string token, HubAccount[] accounts)
    {
        _dueAt = new long[accounts.Length];
        for (int i = 0; i < accounts.Length; i++)
        {
            _indexes[ulong.Parse(accounts[i].HubId, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = i;
        }

        Socket = Open(httpPort, token);
    }

    public int Socket { get; }

    /// <summary>From when a press was due until its case stood in the stream.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>Presses whose case has not come.</summary>
    public int Missing { get; private set; }

    /// <summary>A hub presses; the next event of its case is waited for.</summary>
    public void Expect(int index, long due)
    {
        if (_dueAt[index] == 0)
        {
            Missing++;
            _dueAt[index] = due;
        }
    }

    /// <summary>Reads what has arrived.</summary>
    public void Read()
    {
        nint read;
        fixed (byte* buffer = _buffer)
        {
            read = Libc.Receive(Socket, buffer + _kept, _buffer.Length - _kept, 0);
        }

        if (read == 0 || (read < 0 && Marshal.GetLastPInvokeError() != Libc.TryAgain))
        {
            throw new BenchmarkException("the server ended the case stream");
        }

        if (read < 0)
        {
            return;
        }

        long now = Stopwatch.GetTimestamp();
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, _kept + (int)read);
        int position = 0;
        while (true)
        {
            int found = text[position..].IndexOf(Key);
            if (found < 0 || text.Length - position - found < Key.Length + IdLength)
            {
                break;
            }

            position += found + Key.Length;
            OnEvent(text.Slice(position, IdLength), now);
            position += IdLength;
        }

        // Enough is kept for a key that is cut.
        int keep = Math.Min(text.Length - position, Key.Length + IdLength);
        text[^keep..].CopyTo(_buffer);
        _kept = keep;
    }

    public void Dispose() => Libc.Close(Socket);

    private static int Open(int port, string token)
    {
        int socket = Libc.Socket(Libc.InternetFamily, Libc.StreamSocket | Libc.CloseOnExec, 0);
        SocketAddress to = SocketAddress.Loopback(1, port);
        byte[] request = Encoding.ASCII.GetBytes(
            $"GET /api/cases/stream HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
            + "Accept: text/event-stream\r\n\r\n");
        var answer = new byte[4096];
        int length = 0;
        if (Libc.Connect(socket, &to, sizeof(SocketAddress)) != 0)
        {
            throw new BenchmarkException($"cannot connect to port {port}");
        }

        fixed (byte* bytes = request)
        {
            _ = Libc.Send(socket, bytes, request.Length, Libc.NoSignal);
        }

        // Until the stream says that it listens, a press could be missed.
        while (answer.AsSpan(0, length).IndexOf("event: ready"u8) < 0)
        {
            nint read;
            fixed (byte* bytes = answer)
            {
                read = Libc.Receive(socket, bytes + length, answer.Length - length, 0);
            }

            if (read <= 0)
            {
                string said = Encoding.UTF8.GetString(answer, 0, length);
                throw new BenchmarkException("the server gives no case stream: " + said);
            }

            length += (int)read;
        }

        return socket;
    }

    private void OnEvent(ReadOnlySpan<byte> hubId, long now)
    {
        ulong id = ulong.Parse(hubId, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (_indexes.TryGetValue(id, out int index) && _dueAt[index] != 0)
        {
            Latency.Record((long)((now - _dueAt[index]) * (1e9 / Stopwatch.Frequency)));
            _dueAt[index] = 0;
            Missing--;
        }
    }
}
