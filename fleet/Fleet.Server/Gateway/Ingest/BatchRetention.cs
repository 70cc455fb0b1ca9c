// Deletes raw messages that are no longer needed.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>
/// Keeps raw messages for a while after what they tell is written: for a time, and within a size. Deletes in small
/// portions, each a transaction of its own.
/// </summary>
internal sealed class BatchRetention
{
    private readonly FleetStore _store;
    private readonly IHubProjection _projection;
    private readonly GroupCommitter _committer;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private long _bytes = -1;
    private long _nextByAgeAt;

    public BatchRetention(
        FleetStore store,
        IHubProjection projection,
        GroupCommitter committer,
        IngestOptions options,
        TimeProvider time)
    {
        _store = store;
        _projection = projection;
        _committer = committer;
        _options = options;
        _time = time;
    }

    /// <summary>One round.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        long added = _committer.TakeCommittedBytes();
        _bytes = _bytes >= 0
            ? _bytes + added
            : await _store.WriteAsync(BatchStore.Bytes, cancellationToken).ConfigureAwait(false);
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        bool isByAge = now >= _nextByAgeAt;
        if (isByAge)
        {
            _nextByAgeAt = now + 60_000;
        }

        long oldest = now - (_options.RawRetentionMinutes * 60_000L);
        bool hasMore = isByAge || TooMuch() > 0;
        while (hasMore)
        {
            (long freed, hasMore) = await _store.WriteAsync(
                session => BatchStore.Delete(session, _projection.WrittenUpTo, oldest, TooMuch()), cancellationToken)
                .ConfigureAwait(false);
            _bytes = Math.Max(0, _bytes - freed);
        }
    }

    private long TooMuch()
    {
        return Math.Max(0, _bytes - (_options.RawRetentionMegabytes * 1_000_000L));
    }
}
