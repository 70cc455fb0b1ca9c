// A TCP connection as a byte stream that never blocks, and that wakes its hub when bytes arrive.
using System;
using System.Net.Sockets;
using System.Threading.Tasks;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>Reads and writes a non-blocking socket; while the hub sleeps it costs no buffer and no thread.</summary>
public sealed class SocketByteStream : IByteStream
{
    private readonly Socket _socket;
    private readonly Action _wake;
    private volatile bool _isWaiting;
    private bool _isOpen = true;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">The socket; the stream closes it.</param>
    /// <param name="wake">Called from another thread when there is something to read.</param>
    public SocketByteStream(Socket socket, Action wake)
    {
        _socket = socket;
        _socket.Blocking = false;
        _wake = wake;
    }

    /// <inheritdoc/>
    public bool IsOpen => _isOpen;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        if (!_isOpen)
        {
            return -1;
        }

        int read = _socket.Receive(buffer.AsSpan(offset, count), SocketFlags.None, out SocketError error);
        if (error == SocketError.Success && (read > 0 || count == 0))
        {
            return read;
        }

        if (error == SocketError.WouldBlock)
        {
            WaitForBytes();
            return 0;
        }

        Close();
        return -1;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (!_isOpen)
        {
            return -1;
        }

        int written = _socket.Send(buffer.AsSpan(offset, count), SocketFlags.None, out SocketError error);
        if (error == SocketError.Success)
        {
            return written;
        }

        if (error == SocketError.WouldBlock)
        {
            return 0;
        }

        Close();
        return -1;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _isOpen = false;
        _socket.Dispose();
    }

    private void WaitForBytes()
    {
        if (!_isWaiting)
        {
            _isWaiting = true;
            _ = WaitForBytesAsync();
        }
    }

    private async Task WaitForBytesAsync()
    {
        try
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The next read tells.
        }

        _isWaiting = false;
        _wake();
    }
}
