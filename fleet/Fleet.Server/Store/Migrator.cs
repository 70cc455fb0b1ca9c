// Brings the schema forward, one migration after the other, and refuses a schema it does not know.
using System;
using System.Collections.Generic;
using System.Data.Common;

namespace Fleet.Server.Store;

/// <summary>Applies migrations, forward only.</summary>
public sealed class Migrator
{
    private const long AdvisoryLock = 0x48_55_42_4D_49_47;
    private readonly DbConnection _connection;
    private readonly StoreDialect _dialect;
    private readonly IReadOnlyList<Migration> _migrations;
    private readonly TimeProvider _time;

    /// <summary>Works on an open connection.</summary>
    public Migrator(
        DbConnection connection, StoreDialect dialect, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        _connection = connection;
        _dialect = dialect;
        _migrations = migrations;
        _time = time;
    }

    /// <summary>The migrations that the database lacks.</summary>
    /// <exception cref="StoreSchemaException">The database was changed by another or a newer program.</exception>
    public IReadOnlyList<Migration> Pending()
    {
        EnsureTable();
        var applied = new Dictionary<int, string>();
        using (DbCommand command = Command("SELECT number, checksum FROM store.migration ORDER BY number"))
        using (DbDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                applied.Add(reader.GetInt32(0), reader.GetString(1));
            }
        }

        var pending = new List<Migration>();
        foreach (Migration migration in _migrations)
        {
            if (!applied.Remove(migration.Number, out string? checksum))
            {
                pending.Add(migration);
            }
            else if (checksum != migration.Checksum)
            {
                throw new StoreSchemaException(
                    $"The database holds another migration {migration.Name} than this program (checksum "
                    + $"{checksum[..12]}…, here {migration.Checksum[..12]}…). A published migration never changes: "
                    + "use the program the database was made with, or restore a backup.");
            }
        }

        foreach (int number in applied.Keys)
        {
            throw new StoreSchemaException(
                $"The database has migration {number}, which this program does not know. It was made by a newer "
                + "version: start that version, migrations only go forward.");
        }

        return pending;
    }

    /// <summary>Applies what is pending, each migration in a transaction of its own.</summary>
    /// <returns>The migrations applied.</returns>
    public IReadOnlyList<Migration> Apply()
    {
        if (_dialect.Provider == StoreProvider.PostgreSql)
        {
            using DbCommand wait = Command("SELECT pg_advisory_lock(" + AdvisoryLock + ")");
            wait.ExecuteNonQuery();
        }

        try
        {
            IReadOnlyList<Migration> pending = Pending();
            foreach (Migration migration in pending)
            {
                Apply(migration);
            }

            return pending;
        }
        finally
        {
            if (_dialect.Provider == StoreProvider.PostgreSql)
            {
                using DbCommand release = Command("SELECT pg_advisory_unlock(" + AdvisoryLock + ")");
                release.ExecuteNonQuery();
            }
        }
    }

    private void Apply(Migration migration)
    {
        if (_dialect.Provider == StoreProvider.PostgreSql)
        {
            ApplyInTransaction(migration);
            return;
        }

        // A table whose checks change is made anew; the rows that refer to it must bear its absence for a moment. The
        // setting holds for transactions begun after it; the check within the transaction takes its place.
        SetForeignKeys(isOn: false);
        try
        {
            ApplyInTransaction(migration);
        }
        finally
        {
            SetForeignKeys(isOn: true);
        }
    }

    private void SetForeignKeys(bool isOn)
    {
        using DbCommand pragma = Command("PRAGMA foreign_keys = " + (isOn ? "ON" : "OFF"));
        pragma.ExecuteNonQuery();
    }

    private void ApplyInTransaction(Migration migration)
    {
        using DbTransaction transaction = _connection.BeginTransaction();
        using (DbCommand script = _connection.CreateCommand())
        {
            script.Transaction = transaction;
            script.CommandText = migration.Sql;
            script.ExecuteNonQuery();
        }

        if (_dialect.Provider == StoreProvider.Sqlite)
        {
            using DbCommand check = Command("SELECT COUNT(*) FROM pragma_foreign_key_check");
            check.Transaction = transaction;
            if (check.ExecuteScalar() is not 0L)
            {
                throw new StoreSchemaException(
                    $"Migration {migration.Name} would leave rows that refer to nothing; nothing was changed.");
            }
        }

        using (DbCommand note = Command(
            "INSERT INTO store.migration (number, name, checksum, applied_at) VALUES (@number, @name, @checksum, @at)"))
        {
            note.Transaction = transaction;
            Add(note, "@number", migration.Number);
            Add(note, "@name", migration.Name);
            Add(note, "@checksum", migration.Checksum);
            Add(note, "@at", _time.GetUtcNow().ToUnixTimeMilliseconds());
            note.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void EnsureTable()
    {
        if (_dialect.Provider == StoreProvider.PostgreSql)
        {
            using DbCommand schema = Command("CREATE SCHEMA IF NOT EXISTS store");
            schema.ExecuteNonQuery();
        }

        using DbCommand table = Command(
            """
            CREATE TABLE IF NOT EXISTS store.migration (
                number     INTEGER NOT NULL PRIMARY KEY,
                name       TEXT    NOT NULL,
                checksum   TEXT    NOT NULL,
                applied_at BIGINT  NOT NULL
            )
            """);
        table.ExecuteNonQuery();
    }

    private DbCommand Command(string sql)
    {
        DbCommand command = _connection.CreateCommand();
        command.CommandText = _dialect.Text(sql);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
