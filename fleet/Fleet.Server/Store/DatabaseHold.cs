// One fleet manager at a time works with a PostgreSQL database; another one can take over when it is gone.
using System;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Threading;
using Npgsql;

namespace Fleet.Server.Store;

/// <summary>
/// A connection of its own that holds an advisory lock for as long as the server runs. PostgreSQL gives the lock back
/// when the connection ends, also when its machine is cut off: it asks the connection every few seconds. SQLite has
/// the lock of the data directory instead, and needs none here.
/// </summary>
public sealed class DatabaseHold : IDisposable
{
    private const long AdvisoryLock = 0x48_55_42_48_4F_4C;

    /// <summary>How long a start waits: what was killed a moment ago lets go within it. In milliseconds.</summary>
    private const int StartWait = 2_000;

    private readonly StoreOptions _options;
    private readonly Lock _gate = new();
    private NpgsqlConnection? _connection;
    private bool _isEnded;

    /// <summary>Takes nothing yet.</summary>
    public DatabaseHold(StoreOptions options)
    {
        _options = options;
    }

    /// <summary>Takes the database.</summary>
    /// <exception cref="InvalidDataException">Another fleet manager has it; the message says so.</exception>
    public void Take()
    {
        lock (_gate)
        {
            if (_options.Provider != StoreProvider.PostgreSql || TryTake(StartWait))
            {
                return;
            }

            throw new InvalidDataException(
                "Another fleet manager works with this database. Stop that one first. If its machine is cut off, the "
                + "database lets go of it within about fifteen seconds: start this one again then.");
        }
    }

    /// <summary>Whether the database is still this server's; one whose connection was cut takes it again.</summary>
    /// <returns>False when another fleet manager has taken it meanwhile.</returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public bool Keep()
    {
        lock (_gate)
        {
            if (_options.Provider != StoreProvider.PostgreSql || _isEnded)
            {
                return true;
            }

            try
            {
                using DbCommand ask = _connection!.CreateCommand();
                ask.CommandText = "SELECT 1";
                ask.ExecuteScalar();
                return true;
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                return TryTake(0);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            _connection?.Dispose();
            _connection = null;
        }
    }

    /// <param name="wait">How long to wait for another to let go, in milliseconds; 0 for not at all.</param>
    private bool TryTake(int wait)
    {
        _connection?.Dispose();

        // Not from the pool: what is given back to a pool keeps its lock.
        var settings = new NpgsqlConnectionStringBuilder(_options.ConnectionString) { Pooling = false };
        _connection = new NpgsqlConnection(settings.ToString());
        _connection.Open();
        using NpgsqlCommand command = _connection.CreateCommand();
        command.CommandText =
            "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3; "
            + string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {wait}");
        command.ExecuteNonQuery();
        bool isTaken = wait > 0 ? Wait(command) : Try(command);
        if (!isTaken)
        {
            _connection.Dispose();
        }

        return isTaken;
    }

    private static bool Try(NpgsqlCommand command)
    {
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_lock({AdvisoryLock})");
        return command.ExecuteScalar() is true;
    }

    private static bool Wait(NpgsqlCommand command)
    {
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({AdvisoryLock})");
        try
        {
            command.ExecuteNonQuery();
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }
}
