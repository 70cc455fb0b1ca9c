// Writes what is known of the hubs to the store, lazily and in small portions.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <summary>
/// Every other second: the hubs that changed, then history, then what other slices have, then the checkpoint; and at
/// leisure, what retention ends.
/// Each portion is a transaction of its own, so that the ingest never waits long. A crash in between repeats portions
/// from the raw batches, which changes nothing that is written already.
/// </summary>
internal sealed partial class ProjectionWriter
{
    private readonly FleetStore _store;
    private readonly HubProjection _projection;
    private readonly IEnumerable<IProjectionPart> _parts;
    private readonly HubOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private PendingProjection _spare = new();
    private long _nextRetentionAt;
    private bool _isFailing;

    public ProjectionWriter(
        FleetStore store,
        HubProjection projection,
        IEnumerable<IProjectionPart> parts,
        HubOptions options,
        TimeProvider time,
        ILogger<ProjectionWriter> logger)
    {
        _store = store;
        _projection = projection;
        _parts = parts;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Writes everything that waits.</summary>
    /// <returns>False when the store did not take it; it waits on.</returns>
    public async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        PendingProjection taken = _projection.Take(_spare);
        _spare = new PendingProjection();
        int written = 0;
        try
        {
            for (int i = 0; i < taken.Dirty.Count; i += Limits.Store.RowsPerBackgroundWrite)
            {
                List<LiveHub> part = Part(taken.Dirty, i);
                await _store.WriteAsync(session => WriteStates(session, part), cancellationToken).ConfigureAwait(false);
            }

            while (written < taken.History.Count)
            {
                List<HistoryLine> part = Part(taken.History, written);
                written += await _store.WriteAsync(session => WriteHistory(session, part), cancellationToken)
                    .ConfigureAwait(false);
            }

            foreach (IProjectionPart part in _parts)
            {
                await part.WriteAsync(cancellationToken).ConfigureAwait(false);
            }

            await _store.WriteAsync(session => Finish(session, taken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Hubs taken for writing count as written; mark them, so that they are not forgotten.
            taken.History.RemoveRange(0, written);
            foreach (LiveHub hub in taken.Dirty)
            {
                hub.MarkDirty();
            }

            _projection.PutBack(taken);
            if (!_isFailing)
            {
                _isFailing = true;
                NotWritten(_logger, exception.GetType().Name);
            }

            return false;
        }

        _isFailing = false;
        _projection.NoteWritten(taken);
        taken.Clear();
        _spare = taken;
        return true;
    }

    /// <summary>Deletes what retention ends; does something once a minute.</summary>
    public async Task KeepRetentionAsync(CancellationToken cancellationToken)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (now < _nextRetentionAt)
        {
            return;
        }

        _nextRetentionAt = now + 60_000;
        foreach (string kind in HistoryKinds.All)
        {
            int days = kind == HistoryKinds.Heartbeat ? _options.HeartbeatHistoryDays : _options.HistoryDays;
            await DeleteAllAsync(
                session => ProjectionStore.DeleteHistory(session, kind, now - (days * 86_400_000L)), cancellationToken)
                .ConfigureAwait(false);
        }

        await DeleteAllAsync(session => Outbox.DeleteOld(session, now - 86_400_000L), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task DeleteAllAsync(Func<StoreSession, int> delete, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            deleted = await _store.WriteAsync(delete, cancellationToken).ConfigureAwait(false);
        }
        while (deleted == Limits.Store.RowsPerBackgroundWrite);
    }

    private static int WriteStates(StoreSession session, List<LiveHub> hubs)
    {
        foreach (LiveHub hub in hubs)
        {
            ProjectionStore.WriteState(session, hub);
        }

        return hubs.Count;
    }

    private static int WriteHistory(StoreSession session, List<HistoryLine> lines)
    {
        foreach (HistoryLine line in lines)
        {
            ProjectionStore.WriteHistory(session, line);
        }

        return lines.Count;
    }

    private static int Finish(StoreSession session, PendingProjection taken)
    {
        foreach (CommandAnswer answer in taken.Answers)
        {
            ProjectionStore.WriteAnswer(session, answer);
        }

        if (taken.BatchId > 0)
        {
            ProjectionStore.WriteCheckpoint(session, HubProjection.Checkpoint, taken.BatchId);
        }

        return 0;
    }

    private static List<T> Part<T>(List<T> all, int start)
    {
        return all.GetRange(start, Math.Min(Limits.Store.RowsPerBackgroundWrite, all.Count - start));
    }

    [LoggerMessage(3005, LogLevel.Warning,
        "What is known of the hubs could not be written ({Fault}); it waits in memory")]
    private static partial void NotWritten(ILogger logger, string fault);
}
