// What a connection keeps while its peer does not read.
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>
/// The state of a connection whose last flush has not completed: the transport holds as much as it may, and must not
/// be written to. Acknowledgements gather here, within a limit. Exists only while it is needed.
/// </summary>
internal sealed class StalledOutput
{
    private byte[] _buffer = [];
    private int _length;

    internal StalledOutput(ValueTaskAwaiter<FlushResult> flush, long since)
    {
        Flush = flush;
        Since = since;
    }

    /// <summary>The flush that has not completed.</summary>
    internal ValueTaskAwaiter<FlushResult> Flush { get; }

    /// <summary>When it began, in the wheel's milliseconds.</summary>
    internal long Since { get; }

    /// <summary>Completed when the peer has begun to read again; null when nobody waits for that.</summary>
    internal TaskCompletionSource? Drained { get; set; }

    internal ReadOnlySpan<byte> Kept => _buffer.AsSpan(0, _length);

    /// <summary>Room for more bytes; empty when the limit is reached.</summary>
    internal Span<byte> Reserve(int size, int limit)
    {
        if (_length + size > limit)
        {
            return default;
        }

        if (_length + size > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(256, 2 * (_length + size)));
            Kept.CopyTo(larger);
            Release();
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }

    internal void Advance(int size) => _length += size;

    /// <summary>Gives the buffer back.</summary>
    internal void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
    }
}
