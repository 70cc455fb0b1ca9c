// What the hub registry writes to the log.
using System;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

internal static partial class HubLog
{
    [LoggerMessage(3001, LogLevel.Error, "A listener to hub changes failed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(3002, LogLevel.Information, "{Count} hubs loaded in {Milliseconds} ms")]
    public static partial void Loaded(ILogger logger, int count, long milliseconds);

    [LoggerMessage(3003, LogLevel.Information, "{Count} hubs registered by {ActorId}")]
    public static partial void Registered(ILogger logger, int count, Guid actorId);

    [LoggerMessage(3004, LogLevel.Information, "Command {Command} sent to hub {HubId} by {ActorId}")]
    public static partial void CommandSent(ILogger logger, string command, string hubId, Guid actorId);

    [LoggerMessage(3006, LogLevel.Information, "{Count} hubs registered before told again to {ActorId}")]
    public static partial void ToldAgain(ILogger logger, int count, Guid actorId);

    [LoggerMessage(3007, LogLevel.Information, "Reset code of hub {HubId} told to {ActorId}")]
    public static partial void ResetCodeTold(ILogger logger, string hubId, Guid actorId);
}
