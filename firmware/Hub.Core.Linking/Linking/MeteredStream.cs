// Counts what goes through a byte stream.
using Hub.Core.Ports;
using Hub.Protocols.Mqtt;

namespace Hub.Core.Linking;

/// <summary>Stands before the stream of a bearer. What IP, TCP and TLS add is estimated, not measured.</summary>
internal sealed class MeteredStream : IByteStream, IByteMeter
{
    private IByteStream? _inner;

    /// <inheritdoc/>
    public long ByteCount { get; private set; }

    /// <inheritdoc/>
    public bool IsOpen
    {
        get { return _inner != null && _inner.IsOpen; }
    }

    /// <summary>Takes a stream that has just been opened.</summary>
    internal void Open(IByteStream stream)
    {
        _inner = stream;
        ByteCount += Limits.HandshakeBytes;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        return Count(_inner == null ? -1 : _inner.Read(buffer, offset, count));
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        return Count(_inner == null ? -1 : _inner.Write(buffer, offset, count));
    }

    /// <inheritdoc/>
    public void Close()
    {
        _inner?.Close();
    }

    private int Count(int bytes)
    {
        ByteCount += bytes > 0 ? bytes + Limits.PacketOverheadBytes : 0;
        return bytes;
    }
}
