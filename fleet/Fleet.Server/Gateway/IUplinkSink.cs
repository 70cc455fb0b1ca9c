// Where the gateway hands over what hubs send.
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Gateway;

/// <summary>
/// Takes uplink messages, commits them in groups and reports back through <see cref="IUplinkReceipt"/>.
/// </summary>
public interface IUplinkSink
{
    /// <summary>
    /// Copies the message into the group being gathered. Safe from many threads, never blocks, allocates nothing in the
    /// steady state.
    /// </summary>
    /// <param name="hub">The authenticated hub the message comes from.</param>
    /// <param name="kind">The last topic level as a known kind.</param>
    /// <param name="payload">The message body; copied before the call returns.</param>
    /// <param name="receipt">Told after the commit; null for QoS 0, where nobody waits.</param>
    /// <param name="token">Handed back to <paramref name="receipt"/>.</param>
    /// <returns>
    /// False when the bounded buffer is full: wait with <see cref="WaitForRoomAsync"/> and offer the message again.
    /// </returns>
    bool TryEnqueue(
        HubPrincipal hub, UplinkKind kind, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token);

    /// <summary>
    /// Completes when the buffer has room again, so that the reader of a connection pauses and TCP slows the sender.
    /// </summary>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>A hub's connection opened or was lost; the link state follows.</summary>
    void LinkChanged(HubPrincipal hub, bool isConnected, LinkChangeReason reason);
}
