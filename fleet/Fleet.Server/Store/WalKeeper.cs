// Copies SQLite's write-ahead log back into the database file, beside the commits instead of within them.
using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Store;

/// <summary>
/// Runs checkpoints on a thread of its own. A first pass works beside the writers; a short second pass, in turn with
/// them, catches the rest, so that the log starts over and its file stays small under a load without pauses.
/// </summary>
public sealed class WalKeeper : IDisposable
{
    /// <summary>The log is copied back when it is larger than this.</summary>
    public const long StartBytes = 16 * 1024 * 1024;

    private readonly FleetStore _store;
    private readonly ILogger _logger;
    private readonly string _file;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <summary>Starts to watch the log of a SQLite store.</summary>
    public WalKeeper(FleetStore store, ILogger<WalKeeper> logger)
    {
        _store = store;
        _logger = logger;
        using StoreSession session = store.OpenSession();
        _file = ((SqliteConnection)session.Connection).DataSource + "-wal";
        _thread = new Thread(Watch) { Name = "store-wal", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Stops, after a last pass.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        using StoreSession session = _store.OpenSession();
        using (SqliteCommand command = ((SqliteConnection)session.Connection).CreateCommand())
        {
            // While this thread has the turn, a slow reader must make it give up rather than wait.
            command.CommandText = "PRAGMA busy_timeout=0";
            command.ExecuteNonQuery();
        }

        bool isStopping;
        do
        {
            isStopping = _stop.Wait(TimeSpan.FromMilliseconds(200));
            try
            {
                var file = new FileInfo(_file);
                if (file.Exists && (isStopping || file.Length > StartBytes) && UnwrittenPages(session) > 0)
                {
                    _store.Turn.Enter();
                    try
                    {
                        Checkpoint(session, isStopping ? "TRUNCATE" : "RESTART");
                    }
                    finally
                    {
                        _store.Turn.Leave();
                    }
                }
            }
            catch (SqliteException exception)
            {
                StoreLog.CheckpointFailed(_logger, exception.SqliteErrorCode);
            }
        }
        while (!isStopping);
    }

    private static long UnwrittenPages(StoreSession session)
    {
        return Checkpoint(session, "PASSIVE");
    }

    private static long Checkpoint(StoreSession session, string mode)
    {
        using SqliteCommand command = ((SqliteConnection)session.Connection).CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_checkpoint({mode})");
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(1) : 0;
    }
}
