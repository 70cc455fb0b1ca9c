// The ingest's real store, with a commit that waits for the test, fails, or counts.
using System;
using System.Threading;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Store;
using Microsoft.Data.Sqlite;

namespace Slices.Tests.World;

/// <summary>Stands between the ingest and the database.</summary>
internal sealed class GatedIngestStore : IIngestStore
{
    private readonly IngestStore _inner;

    public GatedIngestStore(FleetStore store)
    {
        _inner = new IngestStore(store);
    }

    public StoreSession Session => _inner.Session;

    /// <summary>Closed, it holds every commit back.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Set when a commit has come to the gate.</summary>
    public ManualResetEventSlim Arrived { get; } = new();

    /// <summary>While set, commits fail with this.</summary>
    public Exception? CommitFault { get; set; }

    /// <summary>While set, transactions cannot begin.</summary>
    public Exception? BeginFault { get; set; }

    /// <summary>Runs when a transaction has begun.</summary>
    public Action<StoreSession>? Began { get; set; }

    /// <summary>Runs in the transaction after the raw frames are written.</summary>
    public Action<StoreSession>? Appended { get; set; }

    public int Commits { get; private set; }

    /// <summary>What SQLite says of a full disk.</summary>
    public static SqliteException DiskFull() => new("database or disk is full", SQLitePCL.raw.SQLITE_FULL);

    public void Begin()
    {
        _inner.Begin();
        if (BeginFault is { } fault)
        {
            throw fault;
        }

        Began?.Invoke(_inner.Session);
    }

    public long AppendBatch(long nodeEpoch, long committedAt, int messageCount, ReadOnlySpan<byte> frames)
    {
        long id = _inner.AppendBatch(nodeEpoch, committedAt, messageCount, frames);
        Appended?.Invoke(_inner.Session);
        return id;
    }

    public void Save() => _inner.Save();

    public void Keep() => _inner.Keep();

    public void GoBack() => _inner.GoBack();

    public void Commit()
    {
        Arrived.Set();
        Gate.Wait();
        if (CommitFault is { } fault)
        {
            throw fault;
        }

        _inner.Commit();
        Commits++;
    }

    public void Rollback() => _inner.Rollback();

    public void Dispose() => _inner.Dispose();
}
