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
/// <param name="RawRetentionMinutes">How long raw uplink messages stay once they are projected.</param>
/// <param name="RawRetentionMegabytes">The most raw uplink messages kept once they are projected.</param>
/// <param name="HeartbeatHistoryDays">How long down-sampled heartbeats stay in a hub's history.</param>
/// <param name="HistoryDays">How long everything else stays in a hub's history.</param>
public sealed record StoreOptions(
    StoreProvider Provider,
    string ConnectionString,
    int BusyTimeoutMilliseconds = 5_000,
    int RawRetentionMinutes = 60,
    int RawRetentionMegabytes = 256,
    int HeartbeatHistoryDays = 30,
    int HistoryDays = 400);
