// Writes what is known of the hubs to the store, lazily and in small portions.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <summary>
/// Every other second the history, the answers to commands and what other slices have; the hubs themselves in rounds
/// that begin once a minute and go on in small portions, because a hub says something new every two minutes and a crash
/// loses nothing: the raw batches since the last round that was finished are replayed. Each portion is a transaction of
/// its own, so that the ingest never waits long. A crash in between repeats portions, which changes nothing that is
/// written already.
/// </summary>
/// <remarks>Its calls come one at a time: from one loop of the runtime, or at the stop after that loop.</remarks>
internal sealed partial class ProjectionWriter
{
    private readonly FleetStore _store;
    private readonly HubProjection _projection;
    private readonly IEnumerable<IProjectionPart> _parts;
    private readonly HubOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private PendingProjection _spare = new();
    private List<LiveHub> _gathered = [];
    private List<LiveHub> _round = [];
    private long _gatheredUpTo;
    private long _roundUpTo;
    private int _roundWritten;
    private long? _nextRoundAt;
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

    /// <summary>Writes everything that waits, the hubs too.</summary>
    /// <returns>False when the store did not take it; it waits on.</returns>
    public async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        if (!await WriteLinesAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // What an unfinished round has left comes first; the second round takes what has been gathered since.
        return await FinishRoundAsync(cancellationToken).ConfigureAwait(false)
            && await FinishRoundAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the history and the answers that wait.</summary>
    /// <returns>False when the store did not take them; they wait on.</returns>
    public async Task<bool> WriteLinesAsync(CancellationToken cancellationToken)
    {
        PendingProjection taken = _projection.Take(_spare);
        _spare = new PendingProjection();
        int written = 0;
        try
        {
            while (written < taken.History.Count)
            {
                List<HistoryLine> part = Part(taken.History, written, Limits.Store.RowsPerBackgroundWrite);
                written += await _store.WriteAsync(session => WriteHistory(session, part), cancellationToken)
                    .ConfigureAwait(false);
            }

            foreach (IProjectionPart part in _parts)
            {
                await part.WriteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            taken.History.RemoveRange(0, written);
            _projection.PutBack(taken);
            Failed(exception);
            return false;
        }

        _isFailing = false;
        _projection.TellWritten(taken.History);
        _gathered.AddRange(taken.Dirty);
        _gatheredUpTo = Math.Max(_gatheredUpTo, taken.BatchId);
        taken.Clear();
        _spare = taken;
        return true;
    }

    /// <summary>Writes some of the hubs that changed: the next portion of the round under way, or the first of a new
    /// round when its time has come.</summary>
    /// <returns>False when the store did not take it; it waits on.</returns>
    public async Task<bool> WriteSomeHubsAsync(CancellationToken cancellationToken)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _nextRoundAt ??= now + _options.StateMilliseconds;
        if (_round.Count == 0)
        {
            if (now < _nextRoundAt)
            {
                return true;
            }

            _nextRoundAt = now + _options.StateMilliseconds;
            BeginRound();
        }

        return await WritePortionAsync(Limits.Store.HubsPerPortion, cancellationToken).ConfigureAwait(false);
    }

    private void BeginRound()
    {
        (_round, _gathered) = (_gathered, _round);
        _roundUpTo = _gatheredUpTo;
        _roundWritten = 0;
    }

    private async Task<bool> FinishRoundAsync(CancellationToken cancellationToken)
    {
        if (_round.Count == 0)
        {
            BeginRound();
        }

        bool isWritten;
        do
        {
            isWritten = await WritePortionAsync(Limits.Store.RowsPerBackgroundWrite, cancellationToken)
                .ConfigureAwait(false);
        }
        while (isWritten && _round.Count > 0);
        return isWritten;
    }

    private async Task<bool> WritePortionAsync(int most, CancellationToken cancellationToken)
    {
        List<LiveHub> part = Part(_round, _roundWritten, most);
        bool isLast = _roundWritten + part.Count == _round.Count;
        long upTo = isLast && _roundUpTo > _projection.WrittenUpTo ? _roundUpTo : 0;
        try
        {
            if (part.Count > 0 || upTo > 0)
            {
                await _store.WriteAsync(session => WriteStates(session, part, upTo), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // Hubs taken for writing count as written; mark them, so that they are not gathered a second time.
            foreach (LiveHub hub in part)
            {
                hub.MarkDirty();
            }

            Failed(exception);
            return false;
        }

        _isFailing = false;
        _roundWritten += part.Count;
        if (isLast)
        {
            _round.Clear();
            _projection.NoteWritten(_roundUpTo);
        }

        return true;
    }

    private void Failed(Exception exception)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            NotWritten(_logger, exception.GetType().Name);
        }
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

    private static int WriteStates(StoreSession session, List<LiveHub> hubs, long upTo)
    {
        foreach (LiveHub hub in hubs)
        {
            ProjectionStore.WriteState(session, hub);
        }

        if (upTo > 0)
        {
            ProjectionStore.WriteCheckpoint(session, HubProjection.Checkpoint, upTo);
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

    private static List<T> Part<T>(List<T> all, int start, int most)
    {
        return all.GetRange(start, Math.Min(most, all.Count - start));
    }

    [LoggerMessage(3005, LogLevel.Warning,
        "What is known of the hubs could not be written ({Fault}); it waits in memory")]
    private static partial void NotWritten(ILogger logger, string fault);
}
