// Sends hubs the bytes that they have asked for.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Time;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Blocks;

/// <summary>
/// One request after the other, each hub in its turn, and no more bytes in a second than are allowed for all hubs
/// together: whatever hubs ask, there is room on the wire and on the processor for acknowledgements of alarms. At most
/// a chunk waits in the session of any hub.
/// </summary>
internal sealed class BlockRound : IRound
{
    private const int MillisecondsPerSecond = 1_000;

    private readonly BlockRequests _requests;
    private readonly OrderedReleases _ordered;
    private readonly PartCache _cache;
    private readonly ICommandSender _sender;
    private readonly BlockMetrics _metrics;
    private readonly SteadyClock _clock;
    private readonly BlockMessage _block = new();
    private long _budget;
    private long _filledAt;

    public BlockRound(
        BlockRequests requests,
        OrderedReleases ordered,
        PartCache cache,
        ICommandSender sender,
        BlockMetrics metrics,
        SteadyClock clock)
    {
        _requests = requests;
        _ordered = ordered;
        _cache = cache;
        _sender = sender;
        _metrics = metrics;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromMilliseconds(20);

    public Task RunAsync(CancellationToken cancellationToken)
    {
        Fill();
        while (_budget > 0 && _requests.TryTake(out HubPrincipal hub, out BlockRequest request))
        {
            _budget -= Answer(hub, request);
        }

        if (_budget <= 0 && _requests.Count > 0)
        {
            _metrics.Delayed();
        }

        return Task.CompletedTask;
    }

    // A tenth of a second's bytes may be saved up: a pause is not answered by a burst.
    private void Fill()
    {
        long now = _clock.Now;
        long passed = Math.Min(now - _filledAt, MillisecondsPerSecond);
        _filledAt = now;
        _budget = Math.Min(
            _budget + (passed * Limits.Updates.BlockBytesPerSecond / MillisecondsPerSecond),
            Limits.Updates.BlockBytesPerSecond / 10);
    }

    private int Answer(HubPrincipal hub, in BlockRequest request)
    {
        if (_ordered.Find(hub) is not { } release)
        {
            return 0;
        }

        byte[]? part = PartOf(release, request);
        if (part is null || request.Offset >= part.Length)
        {
            Send(hub, request, request.Offset, new byte[1], totalBytes: 0, isLast: true);
            return UpdateLimits.BlockBytes;
        }

        int end = Math.Min(part.Length, request.Offset + request.Bytes);
        int blocks = 0;
        int at = request.Offset;
        while (at < end)
        {
            int count = Math.Min(UpdateLimits.BlockBytes, end - at);
            if (!Send(hub, request, at, part.AsSpan(at, count), part.Length, isLast: at + count == end))
            {
                // The hub is away, or does not read: it asks again when it is back.
                break;
            }

            blocks++;
            at += count;
        }

        _metrics.Sent(blocks, at - request.Offset);
        return Math.Max(at - request.Offset, 1);
    }

    private byte[]? PartOf(OrderedRelease release, in BlockRequest request)
    {
        bool isOurs = request.Sequence == release.Sequence
            && (request.Part == ReleasePart.Envelope || request.ImageIndex == release.ImageIndex);
        string? name = request.Part switch
        {
            ReleasePart.Envelope => release.EnvelopeFile,
            ReleasePart.DigestList => release.ListFile,
            ReleasePart.Image => release.ImageFile,
            _ => null,
        };
        return isOurs && name is not null ? _cache.Find(name) : null;
    }

    private bool Send(
        HubPrincipal hub, in BlockRequest request, int offset, ReadOnlySpan<byte> bytes, int totalBytes, bool isLast)
    {
        _block.Sequence = (ulong)_sender.ReserveSequence();
        _block.ReleaseSequence = request.Sequence;
        _block.Part = request.Part;
        _block.ImageIndex = request.ImageIndex;
        _block.Offset = offset;
        _block.TotalBytes = totalBytes;
        bytes.CopyTo(_block.Block);
        _block.BlockLength = bytes.Length;
        return _sender.SendBlock(hub, _block, isLast);
    }
}
