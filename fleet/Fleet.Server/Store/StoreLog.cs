// What the store writes to the log.
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Store;

internal static partial class StoreLog
{
    [LoggerMessage(2001, LogLevel.Warning, "The store's writing connection was lost and is opened again")]
    public static partial void ConnectionLost(ILogger logger);

    [LoggerMessage(2002, LogLevel.Warning,
        "The write-ahead log could not be copied back (SQLite error {Code}); it is tried again")]
    public static partial void CheckpointFailed(ILogger logger, int code);
}
