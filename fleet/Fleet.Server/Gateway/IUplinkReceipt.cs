// How the ingest tells a connection that its messages are safe.
namespace Fleet.Server.Gateway;

/// <summary>The connection's side of an uplink message: told, strictly after the commit, what became of it.</summary>
/// <remarks>
/// Both members are called on the ingest's commit thread and must not block. <see cref="Completed"/> only appends the
/// acknowledgement to the connection's output; <see cref="Flush"/> follows once per connection and commit, so that one
/// commit costs one write per connection however many messages it held.
/// </remarks>
public interface IUplinkReceipt
{
    /// <summary>The message with this receipt token has its outcome.</summary>
    /// <param name="token">
    /// The token given to <see cref="IUplinkSink.TryEnqueue"/>; the gateway puts the packet id and QoS in it.
    /// </param>
    /// <param name="outcome">What became of the message.</param>
    void Completed(uint token, PublishOutcome outcome);

    /// <summary>Sends what <see cref="Completed"/> appended.</summary>
    void Flush();

    /// <summary>
    /// Scratch of the ingest: true while this receipt is on the list to be flushed. Only the commit thread touches it.
    /// </summary>
    bool AwaitingFlush { get; set; }
}
