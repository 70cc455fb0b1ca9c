// A TLS connection as a byte stream that never blocks: two pumps between it and bounded buffers.
using System;
using System.IO;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>Stands in for the modem's TLS socket. Reading and writing go through buffers of 16 KiB each way.</summary>
public sealed class TlsByteStream : IByteStream
{
    private const int Capacity = 16 * 1024;
    private readonly SslStream _stream;
    private readonly Action _wake;
    private readonly Lock _lock = new();
    private readonly byte[] _received = new byte[Capacity];
    private readonly SemaphoreSlim _roomToReceive = new(0);
    private int _receivedStart;
    private int _receivedEnd;
    private Task _sending = Task.CompletedTask;
    private volatile bool _isOpen = true;

    /// <summary>Takes over a stream whose handshake is done.</summary>
    /// <param name="stream">The stream; it is closed with this one.</param>
    /// <param name="wake">Called from another thread when there is something to read.</param>
    public TlsByteStream(SslStream stream, Action wake)
    {
        _stream = stream;
        _wake = wake;
        _ = ReceiveAsync();
    }

    /// <inheritdoc/>
    public bool IsOpen => _isOpen;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            int taken = Math.Min(count, _receivedEnd - _receivedStart);
            if (taken == 0)
            {
                return _isOpen || count == 0 ? 0 : -1;
            }

            Array.Copy(_received, _receivedStart, buffer, offset, taken);
            _receivedStart += taken;
            if (_receivedStart == _receivedEnd)
            {
                _roomToReceive.Release();
            }

            return taken;
        }
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (!_isOpen)
        {
            return -1;
        }

        if (!_sending.IsCompleted)
        {
            return 0;
        }

        int taken = Math.Min(count, Capacity);
        _sending = SendAsync(buffer.AsMemory(offset, taken).ToArray());
        return taken;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _isOpen = false;
        _stream.Dispose();
        _roomToReceive.Release();
    }

    private async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            _isOpen = false;
        }

        _wake();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (_isOpen)
            {
                int read = await _stream.ReadAsync(_received).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                lock (_lock)
                {
                    _receivedStart = 0;
                    _receivedEnd = read;
                }

                _wake();
                await _roomToReceive.WaitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The next read tells.
        }

        _isOpen = false;
        _wake();
    }
}
