// What an uplink tells the core, from within its own Step.
using Hub.Protocols.Messages;

namespace Hub.Core.Ports;

/// <summary>
/// Receives what happens on an <see cref="IUplink"/>. Called only from within <see cref="IUplink.Step"/>.
/// </summary>
/// <remarks>The core only notes what it is told; it never calls the uplink back from here.</remarks>
public interface IUplinkEvents
{
    /// <summary>The session is ready for publishing.</summary>
    void OnReady();

    /// <summary>The receiver took a published message.</summary>
    /// <param name="publishId">What <see cref="IUplink.Publish"/> returned.</param>
    /// <param name="reasonCode">MQTT 5 reason code; 128 and above means refused. 0 for MQTT 3.1.1.</param>
    void OnPublishAcknowledged(int publishId, int reasonCode);

    /// <summary>A message arrived. The buffer belongs to the uplink and is valid only during the call.</summary>
    void OnMessage(MessageKind kind, byte[] buffer, int offset, int count);

    /// <summary>The session ended, or could not be made.</summary>
    /// <param name="reason">A number for the log; its meaning is the uplink's own.</param>
    void OnClosed(int reason);
}
