// A connection that writes: transactions and prepared statements, for one thread.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fleet.Server.Store;

/// <summary>A writing connection with its open transaction. Used by one thread at a time.</summary>
public sealed class StoreSession : IDisposable
{
    private readonly Dictionary<string, StoreCommand> _commands = [];
    private readonly Dictionary<object, object> _kept = [];
    private readonly SqliteConnection? _sqlite;
    private sqlite3_stmt? _begin;
    private sqlite3_stmt? _commit;
    private sqlite3_stmt? _rollback;

    /// <summary>Takes over an open connection.</summary>
    public StoreSession(DbConnection connection, StoreDialect dialect)
    {
        Connection = connection;
        Dialect = dialect;
        _sqlite = connection as SqliteConnection;
        if (_sqlite is not null)
        {
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
            _rollback = Prepare("ROLLBACK");
        }
    }

    /// <summary>The open connection.</summary>
    public DbConnection Connection { get; }

    /// <summary>Which SQL the connection speaks.</summary>
    public StoreDialect Dialect { get; }

    /// <summary>The open transaction; null on SQLite, where it is begun and ended by statements.</summary>
    public DbTransaction? Transaction { get; private set; }

    /// <summary>
    /// True when the transaction appended to the outbox, so that its readers are woken after the commit.
    /// </summary>
    public bool OutboxGrew { get; internal set; }

    /// <summary>True between <see cref="Begin"/> and the end of the transaction.</summary>
    public bool IsInTransaction { get; private set; }

    /// <summary>The statement, prepared at its first use in this session.</summary>
    public StoreCommand Sql(string sql)
    {
        if (!_commands.TryGetValue(sql, out StoreCommand? command))
        {
            DbCommand made = Connection.CreateCommand();
            made.CommandText = Dialect.Text(sql);
            command = new StoreCommand(made);
            _commands.Add(sql, command);
        }

        if (_sqlite is null)
        {
            command.Use(Transaction);
        }

        return command;
    }

    /// <summary>
    /// What was read or written in this transaction and cannot change under it; null when there is none.
    /// </summary>
    /// <param name="key">What it is of.</param>
    public T? Kept<T>(object key)
        where T : class
    {
        return _kept.TryGetValue(key, out object? value) ? (T)value : null;
    }

    /// <summary>Keeps a value for the rest of the transaction; outside of one nothing is kept.</summary>
    public T Keep<T>(object key, T value)
        where T : class
    {
        if (IsInTransaction)
        {
            _kept[key] = value;
        }

        return value;
    }

    /// <summary>
    /// To be called after a return to a savepoint: what was kept may have been written since.
    /// </summary>
    public void Forget()
    {
        _kept.Clear();
    }

    /// <summary>Begins a writing transaction.</summary>
    public void Begin()
    {
        OutboxGrew = false;
        _kept.Clear();
        if (_sqlite is null)
        {
            Transaction = Connection.BeginTransaction();
        }
        else
        {
            Step(_begin!);
        }

        IsInTransaction = true;
    }

    /// <summary>Commits: what was written is on the disk when this returns.</summary>
    /// <exception cref="DbException">The commit failed; nothing was written.</exception>
    public void Commit()
    {
        if (_sqlite is null)
        {
            Transaction!.Commit();
            Transaction.Dispose();
            Transaction = null;
        }
        else
        {
            Step(_commit!);
        }

        IsInTransaction = false;
        _kept.Clear();
    }

    /// <summary>
    /// Takes back what the transaction wrote. Never throws: the cause is already known to the caller.
    /// </summary>
    public void Rollback()
    {
        IsInTransaction = false;
        _kept.Clear();
        try
        {
            if (_sqlite is null)
            {
                Transaction?.Rollback();
                Transaction?.Dispose();
                Transaction = null;
            }
            else if (raw.sqlite3_get_autocommit(_sqlite.Handle!) == 0)
            {
                Step(_rollback!);
            }
        }
        catch (DbException)
        {
            Transaction = null;
        }
        catch (InvalidOperationException)
        {
            Transaction = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin?.Dispose();
        _commit?.Dispose();
        _rollback?.Dispose();
        _begin = _commit = _rollback = null;
        Transaction?.Dispose();
        Connection.Dispose();
    }

    internal sqlite3_stmt Prepare(string sql)
    {
        sqlite3 handle = _sqlite!.Handle!;
        Check(raw.sqlite3_prepare_v3(handle, Dialect.Text(sql), raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt made));
        return made;
    }

    internal void Step(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        Check(code is raw.SQLITE_DONE or raw.SQLITE_ROW ? raw.SQLITE_OK : code);
    }

    private void Check(int code)
    {
        SqliteException.ThrowExceptionForRC(code, _sqlite!.Handle);
    }
}
