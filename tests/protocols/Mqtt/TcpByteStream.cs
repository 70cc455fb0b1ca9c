// The client's byte stream over a real TCP socket that never blocks.
using System;
using System.Net;
using System.Net.Sockets;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

/// <summary>A loop-back connection to a broker.</summary>
internal sealed class TcpByteStream : IByteStream, IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TcpByteStream(int port)
    {
        _socket.Connect(IPAddress.Loopback, port);
        _socket.Blocking = false;
        _socket.NoDelay = true;
    }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Waits until bytes have arrived or the peer has closed.</summary>
    /// <returns>False when neither happened in time.</returns>
    public bool WaitForBytes(int milliseconds) => !IsOpen || _socket.Poll(milliseconds * 1000, SelectMode.SelectRead);

    public int Read(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return -1;
        }

        int read = _socket.Receive(buffer, offset, count, SocketFlags.None, out SocketError error);
        return Result(read, error, closedAtZero: true);
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return -1;
        }

        int written = _socket.Send(buffer, offset, count, SocketFlags.None, out SocketError error);
        return Result(written, error, closedAtZero: false);
    }

    public void Close()
    {
        IsOpen = false;
        _socket.Dispose();
    }

    public void Dispose() => Close();

    private int Result(int count, SocketError error, bool closedAtZero)
    {
        if (error is SocketError.WouldBlock or SocketError.IOPending)
        {
            return 0;
        }

        if (error != SocketError.Success || (count == 0 && closedAtZero))
        {
            IsOpen = false;
            return -1;
        }

        return count;
    }
}
