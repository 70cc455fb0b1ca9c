// The public handler for commands to hubs.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Commands;

/// <summary>What is asked of a hub.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="Lifetime">How long the hub may still do it; a second to seven days.</param>
/// <param name="Waits">True to keep it for a hub that is away; false to refuse it then.</param>
/// <param name="Argument">The number that goes with it.</param>
/// <param name="RequestKey">The same again is the same command; null for none.</param>
public sealed record CommandOrder(
    HubCommandKind Kind,
    string Comment,
    TimeSpan Lifetime,
    bool Waits = false,
    int Argument = 0,
    string? RequestKey = null);

/// <summary>What became of the asking.</summary>
public enum CommandAskResult
{
    /// <summary>It is kept, and has left if the hub has a connection.</summary>
    Taken = 0,

    /// <summary>The tenant has no such hub.</summary>
    NotFound = 1,

    /// <summary>The hub has no connection, and it was not to wait; it is kept as refused.</summary>
    NotReachable = 2,

    /// <summary>As many commands as may are open at this hub, or in this municipality.</summary>
    TooMany = 3,

    /// <summary>The request's key belongs to another request.</summary>
    KeyReused = 4,

    /// <summary>Another pairing goes on at the hub.</summary>
    PairingOpen = 5,
}

/// <summary>What became of the asking.</summary>
/// <param name="Result">Taken, or why not.</param>
/// <param name="Command">The command as it stands; null when there is none.</param>
public sealed record CommandAsk(CommandAskResult Result, HubCommandView? Command);

/// <summary>What became of taking a command back.</summary>
public enum WithdrawResult
{
    /// <summary>It will not leave.</summary>
    Withdrawn = 0,

    /// <summary>The hub has no such command.</summary>
    NotFound = 1,

    /// <summary>It has left, or is settled.</summary>
    TooLate = 2,
}

/// <summary>A command as it stands.</summary>
/// <param name="Number">Its number; the hub's answer names it.</param>
/// <param name="HubId">The hub.</param>
/// <param name="Command">What was asked.</param>
/// <param name="Argument">The number that goes with it.</param>
/// <param name="Comment">Why.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ExpiresAt">Until when the hub may do it.</param>
/// <param name="Waits">Whether it is kept for a hub that is away.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Reason">Why it was refused or failed, in the hub's words or ours; empty otherwise.</param>
/// <param name="SentAt">When it left last; null when it has not.</param>
/// <param name="ChangedAt">When it came to this state.</param>
/// <param name="Figures">What the hub told, by the names of protocols/README.md; null unless it did.</param>
public sealed record HubCommandView(
    long Number,
    string HubId,
    HubCommandKind Command,
    int Argument,
    string Comment,
    string AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset ExpiresAt,
    bool Waits,
    HubCommandState State,
    string Reason,
    DateTimeOffset? SentAt,
    DateTimeOffset ChangedAt,
    IReadOnlyDictionary<string, string>? Figures)
{
    /// <summary>Whether nothing more will come of it.</summary>
    public bool IsSettled => State is not (HubCommandState.Waiting or HubCommandState.Sent);
}

/// <summary>
/// Commands to hubs of the actor's tenant (HBG-017): each with who, why and until when; kept before it leaves, sent
/// again after a reconnect until it is answered, done by the hub once.
/// </summary>
public interface IHubCommands
{
    /// <summary>Asks a hub for something. Whether the role allows it, the caller has looked at.</summary>
    /// <exception cref="ArgumentException">The order is out of its bounds.</exception>
    Task<CommandAsk> AskAsync(Actor actor, string hubId, CommandOrder order, CancellationToken cancellationToken);

    /// <summary>A hub's commands, newest first; null when the tenant has no such hub.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="before">Only those with a lower number; null for all.</param>
    /// <param name="limit">The most, 1 to <see cref="Limits.Commands.PerPage"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<HubCommandView>?> ListAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>One command; null when the tenant's hub has none with this number.</summary>
    Task<HubCommandView?> FindAsync(Actor actor, string hubId, long number, CancellationToken cancellationToken);

    /// <summary>Takes a command back that has not left.</summary>
    Task<WithdrawResult> WithdrawAsync(
        Actor actor, string hubId, long number, CancellationToken cancellationToken);
}
