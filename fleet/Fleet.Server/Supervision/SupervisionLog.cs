// What the supervision writes to the log.
using System;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Supervision;

internal static partial class SupervisionLog
{
    [LoggerMessage(4001, LogLevel.Error,
        "{Count} change(s) of silent hubs wait, the store does not take them ({Fault})")]
    public static partial void NotWritten(ILogger logger, int count, string fault);

    [LoggerMessage(4002, LogLevel.Error, "A round of the supervision failed; the next follows")]
    public static partial void RoundFailed(ILogger logger, Exception exception);
}
