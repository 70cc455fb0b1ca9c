// What a CONNECT asks of its session.
namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>The session part of a CONNECT, and what its CONNACK is to say.</summary>
internal sealed class SessionRequest
{
    /// <summary>True to begin anew (MQTT 5.0 §3.1.2.4).</summary>
    internal required bool CleanStart { get; init; }

    /// <summary>How long the session outlives the connection, in seconds, already lowered to the limit.</summary>
    internal required uint ExpirySeconds { get; init; }

    /// <summary>True when the client asked for another expiry and is to be told.</summary>
    internal bool IsExpiryChanged { get; init; }

    internal WillMessage? Will { get; init; }

    /// <summary>The client id the gateway chose; null when the client brought its own.</summary>
    internal string? AssignedClientId { get; init; }

    /// <summary>The keep-alive the client is to use instead of its own, in seconds; 0 for its own.</summary>
    internal ushort ServerKeepAliveSeconds { get; init; }

    /// <summary>What the client may build response topics on; null when it did not ask (§3.2.2.3.15).</summary>
    internal string? ResponseInformation { get; init; }
}
