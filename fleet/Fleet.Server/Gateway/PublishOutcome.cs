// What became of a message a hub sent; the values are MQTT 5.0 PUBACK reason codes.
namespace Fleet.Server.Gateway;

/// <summary>
/// What became of an uplink message; each value is the MQTT 5.0 reason code sent in its PUBACK (MQTT 5.0 §3.4.2.1).
/// </summary>
public enum PublishOutcome : byte
{
    /// <summary>The message is committed to the store.</summary>
    Accepted = 0x00,

    /// <summary>The message could not be handled although it was well formed.</summary>
    ImplementationError = 0x83,

    /// <summary>The sender may not publish to this topic.</summary>
    NotAuthorized = 0x87,

    /// <summary>The topic is not one the fleet manager takes.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>A limit of the sender is reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>The payload is not a message of the protocol; it is kept for inspection.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>
    /// The commit failed: nothing is acknowledged and the connection is closed, so that the hub sends again.
    /// </summary>
    NotCommitted = 0xFF,
}
