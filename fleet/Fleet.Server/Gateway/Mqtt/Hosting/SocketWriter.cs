// Writes to a socket without a step in between.
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// A pipe writer straight on a socket: a flush is one system call, and completes unless the kernel has no room, which
/// is how a peer that does not read is noticed. The caller takes care that nothing is written while a flush is
/// pending, and that one thread writes at a time.
/// </summary>
internal sealed class SocketWriter : PipeWriter
{
    /// <summary>Room for the acknowledgements of one commit.</summary>
    private const int IdleBytes = 128;

    private const int BusyBytes = 4096;

    private readonly Socket _socket;
    private readonly byte[] _idle = new byte[IdleBytes];
    private byte[] _buffer;
    private int _length;
    private bool _isGone;

    internal SocketWriter(Socket socket)
    {
        _socket = socket;
        _buffer = _idle;
    }

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _length;

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_buffer.Length - _length));
        _length += bytes;
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_length);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var sent = 0;
        while (sent < _length && !_isGone)
        {
            try
            {
                sent += _socket.Send(_buffer.AsSpan(sent, _length - sent), SocketFlags.None, out var fault);
                if (fault == SocketError.WouldBlock)
                {
                    return SendRestAsync(sent);
                }

                _isGone = fault != SocketError.Success;
            }
            catch (ObjectDisposedException)
            {
                _isGone = true;
            }
        }

        Clear();
        return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: _isGone));
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _isGone = true;

    private async ValueTask<FlushResult> SendRestAsync(int sent)
    {
        try
        {
            while (sent < _length)
            {
                sent += await _socket.SendAsync(_buffer.AsMemory(sent, _length - sent), SocketFlags.None);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _isGone = true;
        }

        Clear();
        return new FlushResult(isCanceled: false, isCompleted: _isGone);
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = _length + Math.Max(1, sizeHint);
        if (needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(BusyBytes, Math.Max(needed, 2 * _buffer.Length)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Release();
        _buffer = larger;
    }

    private void Clear()
    {
        _length = 0;
        Release();
    }

    private void Release()
    {
        if (_buffer != _idle)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = _idle;
        }
    }
}
