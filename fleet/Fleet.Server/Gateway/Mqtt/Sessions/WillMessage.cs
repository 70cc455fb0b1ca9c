// What is published for a client that disappears.
namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>A will (MQTT 5.0 §3.1.2.5), copied out of the CONNECT.</summary>
internal sealed class WillMessage
{
    internal required byte[] Topic { get; init; }

    internal required byte[] Payload { get; init; }

    /// <summary>Forwarded properties, encoded.</summary>
    internal byte[] Properties { get; init; } = [];

    internal byte Qos { get; init; }

    internal bool Retain { get; init; }

    /// <summary>Time between the end of the connection and the publishing, in seconds; 0 for at once.</summary>
    internal uint DelaySeconds { get; init; }

    internal bool HasExpiry { get; init; }

    /// <summary>Expiry counted from the publishing, in seconds.</summary>
    internal uint ExpirySeconds { get; init; }

    /// <summary>What the topic means when the client is a hub.</summary>
    internal UplinkKind UplinkKind { get; init; }
}
