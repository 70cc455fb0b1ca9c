// A session with the fleet manager over one bearer.
using Hub.Protocols.Messages;

namespace Hub.Core.Ports;

/// <summary>
/// A session with the fleet manager. <see cref="Linking.MqttUplink"/> makes one from a byte stream; nanoFramework's
/// M2Mqtt library can stand behind the same port on Wi-Fi and Ethernet. When to try again after a failure is decided
/// by the core, not by the uplink.
/// </summary>
public interface IUplink
{
    /// <summary>How far the session has come.</summary>
    UplinkState State { get; }

    /// <summary>The network in use, for the heartbeat.</summary>
    BearerKind Bearer { get; }

    /// <summary>Signal strength in dBm (negative), or 0 when not known.</summary>
    int SignalDbm { get; }

    /// <summary>Names the receiver of what happens. Called once, before anything else.</summary>
    void Attach(IUplinkEvents events);

    /// <summary>Starts to make a session; only called when <see cref="State"/> is Closed.</summary>
    /// <param name="will">
    /// The event body the broker publishes if the hub vanishes; copied before the call returns.
    /// </param>
    /// <param name="willLength">Its length in bytes.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    void Connect(byte[] will, int willLength, long nowMilliseconds);

    /// <summary>Does what is due: reads, writes, keeps alive, calls <see cref="IUplinkEvents"/>.</summary>
    /// <returns>The monotonic time in milliseconds when it must be stepped again at the latest.</returns>
    long Step(long nowMilliseconds);

    /// <summary>
    /// Sends one message with delivery at least once (QoS 1). The body is copied before the call returns.
    /// </summary>
    /// <returns>An id above 0, told again in <see cref="IUplinkEvents.OnPublishAcknowledged"/>; 0 when not taken
    /// because the window or the output is full or the session is not ready.</returns>
    int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds);

    /// <summary>Ends the session at once; <see cref="IUplinkEvents.OnClosed"/> is not called for it.</summary>
    void Close(long nowMilliseconds);
}
