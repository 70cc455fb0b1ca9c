// A byte stream whose other end is the test: what arrives, how much is taken, and when it breaks.
using System;
using System.Collections.Generic;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

/// <summary>Delivers scripted bytes in pieces of a chosen size and records what is written.</summary>
internal sealed class ScriptedStream : IByteStream
{
    private readonly Queue<byte> _incoming = new();
    private bool _closedByPeer;

    public List<byte> Written { get; } = [];

    /// <summary>Most bytes that one read delivers.</summary>
    public int ReadPiece { get; set; } = int.MaxValue;

    /// <summary>Most bytes that one write takes.</summary>
    public int WritePiece { get; set; } = int.MaxValue;

    /// <summary>Bytes that writes take before the stream is full.</summary>
    public int WriteRoom { get; set; } = int.MaxValue;

    public bool FailsWrites { get; set; }

    public bool WasClosed { get; private set; }

    public bool IsOpen => !WasClosed && !(_closedByPeer && _incoming.Count == 0);

    public int Unread => _incoming.Count;

    public void Deliver(byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            _incoming.Enqueue(value);
        }
    }

    /// <summary>What was delivered can still be read, then the stream is closed.</summary>
    public void CloseByPeer() => _closedByPeer = true;

    public int Read(byte[] buffer, int offset, int count)
    {
        Assert.True(count > 0 && offset >= 0 && offset + count <= buffer.Length, "read outside the buffer");
        if (WasClosed || (_incoming.Count == 0 && _closedByPeer))
        {
            return -1;
        }

        int read = Math.Min(Math.Min(count, ReadPiece), _incoming.Count);
        for (int i = 0; i < read; i++)
        {
            buffer[offset + i] = _incoming.Dequeue();
        }

        return read;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        Assert.True(count > 0 && offset >= 0 && offset + count <= buffer.Length, "write outside the buffer");
        if (WasClosed || FailsWrites)
        {
            return -1;
        }

        int taken = Math.Min(Math.Min(count, WritePiece), WriteRoom);
        WriteRoom -= taken;
        Written.AddRange(buffer.AsSpan(offset, taken));
        return taken;
    }

    public void Close() => WasClosed = true;
}
