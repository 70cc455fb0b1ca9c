// The public handler for commands to hubs.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Hub.Protocols.Messages;

namespace Fleet.Server.Hubs;

/// <summary>What became of a command.</summary>
public enum CommandResult
{
    /// <summary>It is stored and handed to the gateway.</summary>
    Sent = 0,

    /// <summary>The tenant has no such hub.</summary>
    NotFound = 1,

    /// <summary>The hub has no session, or its queue is full.</summary>
    NotReachable = 2,
}

/// <summary>A command's number and fate.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Sequence">The number the hub's answer will name.</param>
public readonly record struct SentCommand(CommandResult Result, long Sequence);

/// <summary>Sends commands to hubs of the actor's tenant; each is stored with its sender before it leaves.</summary>
public interface IHubCommands
{
    /// <summary>Sends a command that the hub may carry out until it expires.</summary>
    Task<SentCommand> SendAsync(
        Actor actor, string hubId, CommandKind kind, TimeSpan expiry, CancellationToken cancellationToken);
}
