// How slices reach a hub without knowing which broker carries the message.
using System;

namespace Fleet.Server.Gateway;

/// <summary>Sends messages to <c>hub/{hubId}/down/{kind}</c>.</summary>
public interface IDownlink
{
    /// <summary>Queues a message for the hub's session. Never blocks; the payload is copied.</summary>
    /// <param name="hub">The receiving hub.</param>
    /// <param name="kind">The last topic level.</param>
    /// <param name="payload">The message body.</param>
    /// <param name="atLeastOnce">
    /// True for QoS 1 (kept for a hub that is away, within the session's limits), false for QoS 0.
    /// </param>
    /// <param name="flushNow">
    /// False when the caller sends several in a row and the receipt's flush will follow (see <see
    /// cref="IUplinkReceipt.Flush"/>).
    /// </param>
    /// <returns>False when the hub has no session or its queue is full.</returns>
    bool Send(HubPrincipal hub, DownlinkKind kind, ReadOnlySpan<byte> payload, bool atLeastOnce, bool flushNow = true);

    /// <summary>True while the hub has a connection to this node.</summary>
    bool IsConnected(HubPrincipal hub);
}
