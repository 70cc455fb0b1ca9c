// The store: opens connections, brings the schema up to date, and runs writes one after the other.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fleet.Server.Store;

/// <summary>
/// The database behind the slices. Reads go through <see cref="CreateContext"/> or a session of one's own; small
/// writes are queued with <see cref="WriteAsync"/> and run on one thread, each in its own transaction, so that they
/// never depend on free threads of the pool and take turns with the ingest.
/// </summary>
public sealed class FleetStore : IDisposable
{
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Queue<WriteJob> _jobs = new();
    private readonly DbContextOptions<FleetDbContext> _contextOptions;
    private readonly string _connectionString;
    private Thread? _thread;
    private bool _isStopping;

    /// <summary>Creates the store; nothing is opened before <see cref="Start"/>.</summary>
    public FleetStore(StoreOptions options, TimeProvider time, ILogger<FleetStore> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        Dialect = StoreDialect.Of(options.Provider);
        Turn = new WriteTurn();
        var builder = new DbContextOptionsBuilder<FleetDbContext>();
        if (options.Provider == StoreProvider.Sqlite)
        {
            var connection = new SqliteConnectionStringBuilder(options.ConnectionString)
            {
                ForeignKeys = true,
                DefaultTimeout = Math.Max(1, options.BusyTimeoutMilliseconds / 1000),
            };
            _connectionString = connection.ToString();
            builder.UseSqlite(_connectionString).AddInterceptors(new SqlitePragmas(options));
        }
        else
        {
            _connectionString = options.ConnectionString;
            builder.UseNpgsql(_connectionString);
        }

        builder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        _contextOptions = builder.Options;
    }

    /// <summary>Called on the writing thread, after the commit, when the outbox has grown.</summary>
    public event Action? OutboxGrew;

    /// <summary>Which SQL the store speaks.</summary>
    public StoreDialect Dialect { get; }

    /// <summary>
    /// The turn that threads with a writing session of their own take; writes here take it by themselves.
    /// </summary>
    public WriteTurn Turn { get; }

    /// <summary>Brings a SQLite schema up to date, checks a PostgreSQL one, and starts to take writes.</summary>
    /// <exception cref="StoreSchemaException">The schema is not the one this program works with.</exception>
    public void Start()
    {
        if (_options.Provider == StoreProvider.Sqlite)
        {
            Migrate();
        }
        else
        {
            using DbConnection connection = Open();
            IReadOnlyList<Migration> pending = MigratorOn(connection).Pending();
            if (pending.Count > 0)
            {
                throw new StoreSchemaException(
                    $"The database lacks {pending.Count} migration(s), first {pending[0].Name}. "
                    + "Run `Fleet.Server migrate` with the same settings, then start again.");
            }
        }

        _thread = new Thread(RunJobs) { Name = "store-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Applies pending migrations.</summary>
    /// <returns>Those applied.</returns>
    public IReadOnlyList<Migration> Migrate()
    {
        using DbConnection connection = Open();
        return MigratorOn(connection).Apply();
    }

    /// <summary>
    /// Opens a session for a thread that reads or writes on its own; a writer takes <see cref="Turn"/>.
    /// </summary>
    public StoreSession OpenSession()
    {
        return new StoreSession(Open(), Dialect);
    }

    /// <summary>A context for queries; it tracks nothing.</summary>
    public FleetDbContext CreateContext()
    {
        return new FleetDbContext(_contextOptions);
    }

    /// <summary>A context that writes within a session's open transaction.</summary>
    public static FleetDbContext ContextOn(StoreSession session)
    {
        var builder = new DbContextOptionsBuilder<FleetDbContext>();
        _ = session.Dialect.Provider == StoreProvider.Sqlite
            ? builder.UseSqlite(session.Connection)
            : builder.UseNpgsql(session.Connection);
        var context = new FleetDbContext(builder.Options);
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        if (session.Transaction is not null)
        {
            context.Database.UseTransaction(session.Transaction);
        }

        return context;
    }

    /// <summary>Runs a read on a session of its own, off the caller's thread.</summary>
    public Task<T> ReadAsync<T>(Func<StoreSession, T> read, CancellationToken cancellationToken)
    {
        return Task.Run(
            () =>
            {
                using StoreSession session = OpenSession();
                return read(session);
            },
            cancellationToken);
    }

    /// <summary>Runs a write in a transaction of its own. The task completes after the commit.</summary>
    /// <exception cref="StoreBusyException">Too many writes wait already, or the store is stopping.</exception>
    public Task<T> WriteAsync<T>(Func<StoreSession, T> write, CancellationToken cancellationToken)
    {
        var job = new WriteJob<T>(write, cancellationToken);
        lock (_jobs)
        {
            if (_isStopping || _jobs.Count >= Limits.Store.WaitingWrites)
            {
                throw new StoreBusyException();
            }

            _jobs.Enqueue(job);
            Monitor.Pulse(_jobs);
        }

        return job.Task;
    }

    /// <summary>
    /// Tells the outbox's readers that it has grown; for threads that commit on a session of their own.
    /// </summary>
    public void AnnounceOutbox()
    {
        OutboxGrew?.Invoke();
    }

    /// <summary>Finishes the writes that wait, then closes.</summary>
    public void Dispose()
    {
        lock (_jobs)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
            Monitor.Pulse(_jobs);
        }

        _thread?.Join();
        if (_options.Provider == StoreProvider.Sqlite)
        {
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(_connectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private Migrator MigratorOn(DbConnection connection)
    {
        return new Migrator(connection, Dialect, Migration.All(_options.Provider), _time);
    }

    private DbConnection Open()
    {
        if (_options.Provider == StoreProvider.Sqlite)
        {
            var sqlite = new SqliteConnection(_connectionString);
            sqlite.Open();
            SqlitePragmas.Apply(sqlite, _options);
            return sqlite;
        }

        var npgsql = new NpgsqlConnection(_connectionString);
        npgsql.Open();
        return npgsql;
    }

    private void RunJobs()
    {
        StoreSession? session = null;
        while (Take() is { } job)
        {
            Turn.Enter();
            try
            {
                session ??= OpenSession();
                job.Run(session);
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
            {
                job.Fail(exception);
            }
            finally
            {
                Turn.Leave();
            }

            bool outboxGrew = session is { OutboxGrew: true } && job.IsCommitted;
            job.Answer();
            if (outboxGrew)
            {
                AnnounceOutbox();
            }

            if (session is not null && session.Connection.State != System.Data.ConnectionState.Open)
            {
                StoreLog.ConnectionLost(_logger);
                session.Dispose();
                session = null;
            }
        }

        session?.Dispose();
    }

    private WriteJob? Take()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0)
            {
                if (_isStopping)
                {
                    return null;
                }

                Monitor.Wait(_jobs);
            }

            return _jobs.Dequeue();
        }
    }
}
