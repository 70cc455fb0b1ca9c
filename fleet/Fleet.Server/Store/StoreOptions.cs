// Which database the store uses and how.
namespace Fleet.Server.Store;

/// <summary>The databases the store knows.</summary>
public enum StoreProvider
{
    /// <summary>One file, one machine (WAL, synchronous=FULL).</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL server, for many machines.</summary>
    PostgreSql = 1,
}

/// <summary>How the store is reached.</summary>
/// <param name="Provider">Which database.</param>
/// <param name="ConnectionString">The ADO.NET connection string; for SQLite the file is enough.</param>
/// <param name="BusyTimeoutMilliseconds">How long a write waits for another process's lock.</param>
public sealed record StoreOptions(
    StoreProvider Provider, string ConnectionString, int BusyTimeoutMilliseconds = 5_000);
