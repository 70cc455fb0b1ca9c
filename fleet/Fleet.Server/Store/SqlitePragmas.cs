// What every SQLite connection is set to before its first statement.
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Fleet.Server.Store;

/// <summary>Write-ahead log, a flush to disk at every commit, foreign keys, and a bounded wait for locks.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private readonly StoreOptions _options;

    public SqlitePragmas(StoreOptions options)
    {
        _options = options;
    }

    /// <summary>Sets an open connection.</summary>
    public static void Apply(SqliteConnection connection, StoreOptions options)
    {
        using SqliteCommand command = connection.CreateCommand();

        // Checkpoints run on a thread of their own (WalKeeper), never within a hub's commit.
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            PRAGMA busy_timeout={options.BusyTimeoutMilliseconds};
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            PRAGMA foreign_keys=ON;
            PRAGMA wal_autocheckpoint=0;
            PRAGMA temp_store=MEMORY;
            PRAGMA journal_size_limit={WalKeeper.StartBytes / 2};
            """);
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Apply((SqliteConnection)connection, _options);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply((SqliteConnection)connection, _options);
        return Task.CompletedTask;
    }
}
