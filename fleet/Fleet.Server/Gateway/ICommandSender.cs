// How slices send commands to hubs.
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway;

/// <summary>Sends commands. A command's number is reserved first, so that it can be stored before it leaves.</summary>
public interface ICommandSender
{
    /// <summary>A number that no message to any hub has carried or will carry.</summary>
    long ReserveSequence();

    /// <summary>Several of them in a row.</summary>
    /// <returns>The first.</returns>
    long ReserveSequences(int count);

    /// <summary>Sends a sealed command; it is kept for a hub that is away within its session's limits.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="command">The command with its seal and its sequence from <see cref="ReserveSequence"/>; the hub's
    /// answer names it.</param>
    /// <returns>False when the hub has no session or its queue is full.</returns>
    bool SendCommand(HubPrincipal hub, CommandMessage command);

    /// <summary>
    /// Sends a sealed request about the hub's devices, at most once: a window must never open when nobody waits for it
    /// any more, so a request is not kept for a hub that is away.
    /// </summary>
    /// <param name="hub">The hub.</param>
    /// <param name="request">The request with its seal and its sequence from <see cref="ReserveSequence"/>.</param>
    /// <returns>False when the hub has no session.</returns>
    bool SendPairRequest(HubPrincipal hub, PairRequestMessage request);

    /// <summary>Sends a part of a document; it is kept for a hub that is away within its session's limits.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="kind">Which document: the last level of the topic.</param>
    /// <param name="part">The part with its sequence, which the hub's answer may name.</param>
    /// <returns>False when the hub has no session or its queue is full.</returns>
    bool SendDocumentPart(HubPrincipal hub, DownlinkKind kind, DocumentPartMessage part);

    /// <summary>Sends a sealed order about the hub's firmware; it is kept for a hub that is away within its session's
    /// limits, and counts only until it expires.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="order">The order with its seal, its sequence from <see cref="ReserveSequence"/> and
    /// <see cref="BootCount"/>.</param>
    /// <returns>False when the hub has no session or its queue is full.</returns>
    bool SendUpdateOrder(HubPrincipal hub, UpdateOrderMessage order);

    /// <summary>Sends bytes of a release, at most once. Waits for no other message's encoding.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="block">The bytes with their sequence from <see cref="ReserveSequences"/>.</param>
    /// <param name="flushNow">False when another block follows at once.</param>
    /// <returns>False when the hub has no session, or does not read.</returns>
    bool SendBlock(HubPrincipal hub, BlockMessage block, bool flushNow);

    /// <summary>The count of starts that messages to hubs carry, which seals may cover.</summary>
    long BootCount { get; }

    /// <summary>True while the hub has a connection to this node.</summary>
    bool IsConnected(HubPrincipal hub);
}
