// Reads from a socket with as little buffer as will do.
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// A pipe reader straight on a socket. While nothing comes, all it holds is a buffer of <see cref="IdleBytes"/>; a
/// connection that sends more than that at a time gets a larger one until it sends less. What has been read is always
/// one piece of memory. A broken connection ends like a closed one, because nobody here treats them differently and
/// thousands of exceptions are what an outage does not need.
/// </summary>
internal sealed class SocketReader : PipeReader, IValueTaskSource<ReadResult>
{
    /// <summary>Room for the packets a hub usually sends.</summary>
    private const int IdleBytes = 256;

    private const int BusyBytes = 4096;

    private readonly Socket _socket;
    private readonly ReceiveArgs _receive;
    private readonly byte[] _idle = new byte[IdleBytes];
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private bool _isReceiving;
    private bool _isWaiting;
    private bool _isCancelled;
    private bool _isEnded;
    private bool _isCompleted;
    private bool _isBusy;
    private bool _isLent;
    private ManualResetValueTaskSourceCore<bool> _arrival;

    internal SocketReader(Socket socket)
    {
        _socket = socket;
        _buffer = _idle;
        _receive = new ReceiveArgs(this);
    }

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        lock (_receive)
        {
            ObjectDisposedException.ThrowIf(_isCompleted, this);
            if (!_isReceiving && !HasNews())
            {
                Receive();
            }

            if (HasNews())
            {
                return ValueTask.FromResult(TakeResult());
            }

            _arrival.Reset();
            _isWaiting = true;
            return new ValueTask<ReadResult>(this, _arrival.Version);
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        lock (_receive)
        {
            var hasNews = HasNews();
            result = hasNews ? TakeResult() : default;
            return hasNews;
        }
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_receive)
        {
            _isLent = false;
            _start = consumed.GetInteger();
            _examined = Math.Max(_start, examined.GetInteger());
            if (_start == _end && !_isReceiving)
            {
                _start = 0;
                _end = 0;
                _examined = 0;
                if (!_isBusy)
                {
                    Release();
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        bool isWaiting;
        lock (_receive)
        {
            _isCancelled = true;
            isWaiting = _isWaiting;
            _isWaiting = false;
        }

        if (isWaiting)
        {
            _arrival.SetResult(true);
        }
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        lock (_receive)
        {
            if (_isCompleted)
            {
                return;
            }

            _isCompleted = true;
            if (!_isReceiving)
            {
                Release();
                _receive.Dispose();
            }
        }
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _arrival.GetResult(token);
        lock (_receive)
        {
            return TakeResult();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    private bool HasNews() => _isCancelled || _isEnded || _end > _examined;

    private ReadResult TakeResult()
    {
        var isCancelled = _isCancelled;
        _isCancelled = false;
        _isLent = true;
        return new ReadResult(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCancelled, _isEnded);
    }

    /// <summary>Receives what is there, or asks to be told when something comes. The caller holds the lock.</summary>
    private void Receive()
    {
        MakeRoom();
        try
        {
            _receive.SetBuffer(_buffer, _end, _buffer.Length - _end);
            _isReceiving = true;
            if (!_socket.ReceiveAsync(_receive))
            {
                OnReceivedLocked();
            }
        }
        catch (ObjectDisposedException)
        {
            _isReceiving = false;
            _isEnded = true;
        }
    }

    private void OnReceived()
    {
        bool isWaiting;
        lock (_receive)
        {
            OnReceivedLocked();
            isWaiting = _isWaiting;
            _isWaiting = false;
        }

        // Outside the lock: the connection's loop goes on from here, on this thread.
        if (isWaiting)
        {
            _arrival.SetResult(true);
        }
    }

    private void OnReceivedLocked()
    {
        _isReceiving = false;
        var received = _receive.SocketError == SocketError.Success ? _receive.BytesTransferred : 0;
        var wasFilled = received == _buffer.Length - _end;
        _end += received;
        _isEnded = received == 0;
        if (_isCompleted)
        {
            Release();
            _receive.Dispose();
            return;
        }

        _isBusy = received >= IdleBytes || (_isBusy && wasFilled);
        if (wasFilled && !_isEnded && !_isLent)
        {
            ReceiveMore();
        }
    }

    /// <summary>Takes in one go what did not fit the buffer, up to a larger one.</summary>
    private void ReceiveMore()
    {
        MakeRoom();
        try
        {
            var more = _socket.Receive(_buffer.AsSpan(_end), SocketFlags.None, out var fault);
            if (fault == SocketError.Success)
            {
                _end += more;
                _isEnded = more == 0;
            }
            else if (fault != SocketError.WouldBlock)
            {
                _isEnded = true;
            }
        }
        catch (ObjectDisposedException)
        {
            _isEnded = true;
        }
    }

    /// <summary>Makes sure that there is room behind what is held.</summary>
    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _examined = Math.Max(0, _examined - _start);
            _start = 0;
        }

        var needed = _isBusy ? BusyBytes : IdleBytes;
        if (_end < _buffer.Length && _buffer.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(BusyBytes, 2 * _buffer.Length));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        Release();
        _buffer = larger;
    }

    private void Release()
    {
        if (_buffer != _idle)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = _idle;
        }
    }

    /// <summary>The receive that is pending while the connection is idle.</summary>
    private sealed class ReceiveArgs(SocketReader reader) : SocketAsyncEventArgs(true)
    {
        protected override void OnCompleted(SocketAsyncEventArgs e) => reader.OnReceived();
    }
}
