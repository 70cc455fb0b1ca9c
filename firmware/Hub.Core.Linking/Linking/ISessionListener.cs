// What the session tells the rest of the core.
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>Receives what happens on the session, inside the core.</summary>
internal interface ISessionListener
{
    /// <summary>A session has begun; nothing has been published on it.</summary>
    void OnSessionReady(long nowMilliseconds);

    /// <summary>A session has ended; what was not answered on it never will be.</summary>
    void OnSessionEnded(long nowMilliseconds);

    /// <summary>The receiver answered a message.</summary>
    /// <param name="kind">The message's kind.</param>
    /// <param name="tag">What was given with it.</param>
    /// <param name="publishId">The uplink's id.</param>
    /// <param name="reasonCode">MQTT 5 reason code; 0 when taken, 128 and above when refused.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    void OnAnswered(MessageKind kind, int tag, int publishId, int reasonCode, long nowMilliseconds);

    /// <summary>A message arrived; the buffer is valid during the call only.</summary>
    void OnDownMessage(MessageKind kind, byte[] buffer, int offset, int count, long nowMilliseconds);
}
