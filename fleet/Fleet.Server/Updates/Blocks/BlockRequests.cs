// Requests of hubs for bytes of releases, until it is their turn.
using System.Buffers;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Blocks;

/// <summary>A request.</summary>
/// <param name="Sequence">The release.</param>
/// <param name="Part">What of it.</param>
/// <param name="ImageIndex">Which image.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Bytes">How many.</param>
internal readonly record struct BlockRequest(long Sequence, ReleasePart Part, int ImageIndex, int Offset, int Bytes);

/// <inheritdoc cref="IBlockRequests"/>
/// <remarks>One request a hub: a further one takes the place of the one before and keeps its place in the line.
/// </remarks>
internal sealed class BlockRequests : IBlockRequests
{
    private const int LongestRequest = 64;

    private readonly OrderedReleases _ordered;
    private readonly BlockMetrics _metrics;
    private readonly object _sync = new();
    private readonly CborReader _reader = new();
    private readonly FetchMessage _message = new();
    private readonly byte[] _body = new byte[LongestRequest];
    private readonly Dictionary<HubPrincipal, BlockRequest> _waiting = [];
    private readonly Queue<HubPrincipal> _line = new();

    public BlockRequests(OrderedReleases ordered, BlockMetrics metrics)
    {
        _ordered = ordered;
        _metrics = metrics;
    }

    /// <summary>How many hubs wait.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _waiting.Count;
            }
        }
    }

    public bool Ask(HubPrincipal hub, in ReadOnlySequence<byte> body)
    {
        if (body.Length > LongestRequest)
        {
            _metrics.Refused();
            return false;
        }

        lock (_sync)
        {
            body.CopyTo(_body);
            if (_message.Decode(_reader, _body, 0, (int)body.Length) != MessageError.None)
            {
                _metrics.Refused();
                return false;
            }

            _metrics.Asked();

            // A hub without an order costs nobody's turn, and is told nothing that it could not do without.
            bool isNew = !_waiting.ContainsKey(hub);
            if (_ordered.Find(hub) is null || (isNew && _waiting.Count >= Limits.Updates.WaitingRequests))
            {
                _metrics.Refused();
                return true;
            }

            _waiting[hub] = new BlockRequest(
                _message.ReleaseSequence, _message.Part, _message.ImageIndex, _message.Offset, _message.Bytes);
            if (isNew)
            {
                _line.Enqueue(hub);
            }

            return true;
        }
    }

    /// <summary>Takes the request whose turn it is.</summary>
    /// <returns>False when nobody waits.</returns>
    public bool TryTake(out HubPrincipal hub, out BlockRequest request)
    {
        lock (_sync)
        {
            if (!_line.TryDequeue(out HubPrincipal? first))
            {
                (hub, request) = (null!, default);
                return false;
            }

            hub = first;
            _waiting.Remove(first, out request);
            return true;
        }
    }
}
