// Writes groups to SQLite or PostgreSQL by statements prepared once.
using System;
using System.Data.Common;
using Fleet.Server.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fleet.Server.Gateway.Ingest;

/// <inheritdoc cref="IIngestStore"/>
internal sealed class IngestStore : IIngestStore
{
    private const string InsertBatch =
        """
        INSERT INTO device.ingest_batch (node_epoch, committed_at, message_count, frames)
        VALUES (@node_epoch, @committed_at, @message_count, @frames)
        """;

    private readonly FleetStore _store;
    private StoreSession? _session;
    private sqlite3_stmt? _insert;
    private sqlite3_stmt? _save;
    private sqlite3_stmt? _keep;
    private sqlite3_stmt? _goBack;
    private bool _hasTurn;

    public IngestStore(FleetStore store)
    {
        _store = store;
    }

    public StoreSession Session => _session ?? throw new InvalidOperationException("No transaction is open.");

    public void Begin()
    {
        _store.Turn.Enter();
        _hasTurn = true;
        if (_session is null)
        {
            _session = _store.OpenSession();
            if (_session.Dialect.Provider == StoreProvider.Sqlite)
            {
                _insert = _session.Prepare(InsertBatch);
                _save = _session.Prepare("SAVEPOINT alarm");
                _keep = _session.Prepare("RELEASE alarm");
                _goBack = _session.Prepare("ROLLBACK TO alarm");
            }
        }

        _session.Begin();
    }

    public long AppendBatch(long nodeEpoch, long committedAt, int messageCount, ReadOnlySpan<byte> frames)
    {
        if (_insert is null)
        {
            return Session.Sql(InsertBatch + " RETURNING id")
                .With("@node_epoch", nodeEpoch)
                .With("@committed_at", committedAt)
                .With("@message_count", (long)messageCount)
                .With("@frames", frames.ToArray())
                .Number()!.Value;
        }

        _ = raw.sqlite3_bind_int64(_insert, 1, nodeEpoch);
        _ = raw.sqlite3_bind_int64(_insert, 2, committedAt);
        _ = raw.sqlite3_bind_int64(_insert, 3, messageCount);
        _ = raw.sqlite3_bind_blob(_insert, 4, frames);
        Session.Step(_insert);
        return raw.sqlite3_last_insert_rowid(((SqliteConnection)Session.Connection).Handle!);
    }

    public void Save()
    {
        Mark(_save, "SAVEPOINT alarm");
    }

    public void Keep()
    {
        Mark(_keep, "RELEASE SAVEPOINT alarm");
    }

    public void GoBack()
    {
        Mark(_goBack, "ROLLBACK TO SAVEPOINT alarm");
        Session.Forget();
        Keep();
    }

    public void Commit()
    {
        Session.Commit();
        LeaveTurn();
    }

    public void Rollback()
    {
        _session?.Rollback();

        // A fresh connection for the next attempt: after an I/O error or a lost server the old one cannot be trusted.
        Close();
        LeaveTurn();
    }

    public void Dispose()
    {
        Close();
    }

    private void Mark(sqlite3_stmt? statement, string sql)
    {
        if (statement is not null)
        {
            Session.Step(statement);
        }
        else
        {
            Session.Sql(sql).Run();
        }
    }

    private void LeaveTurn()
    {
        if (_hasTurn)
        {
            _hasTurn = false;
            _store.Turn.Leave();
        }
    }

    private void Close()
    {
        _insert?.Dispose();
        _save?.Dispose();
        _keep?.Dispose();
        _goBack?.Dispose();
        _insert = _save = _keep = _goBack = null;
        try
        {
            _session?.Dispose();
        }
        catch (DbException)
        {
            // Closing a broken connection may fail; there is nothing left to save on it.
        }

        _session = null;
    }
}
