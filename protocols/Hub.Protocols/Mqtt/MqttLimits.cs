// Every bound of the hub's MQTT client, in one place.
namespace Hub.Protocols.Mqtt;

/// <summary>Bounds of <see cref="MqttClient"/>. Sizes in bytes, times in milliseconds unless the name says otherwise.
/// </summary>
public static class MqttLimits
{
    /// <summary>Longest client id, user name or password.</summary>
    public const int MaxCredentialBytes = 64;

    /// <summary>Longest topic or topic filter of a PUBLISH, SUBSCRIBE or will.</summary>
    public const int MaxTopicBytes = 96;

    /// <summary>Longest payload of a PUBLISH or will.</summary>
    public const int MaxPayloadBytes = 512;

    /// <summary>Most QoS 1 publishes that may wait for their PUBACK; each takes a slab of
    /// <see cref="MaxTopicBytes"/> + <see cref="MaxPayloadBytes"/> bytes.</summary>
    public const int MaxInFlight = 64;

    /// <summary>In-flight window when the options do not say otherwise.</summary>
    public const int DefaultInFlight = 8;

    /// <summary>Most subscriptions that may wait for their SUBACK.</summary>
    public const int MaxPendingSubscriptions = 4;

    /// <summary>Longest incoming packet, fixed header included; told to an MQTT 5.0 broker as Maximum Packet Size.
    /// </summary>
    public const int MaxIncomingPacketBytes = 1024;

    /// <summary>Most incoming QoS 2 messages that may be between PUBLISH and PUBREL; told to an MQTT 5.0 broker as
    /// Receive Maximum.</summary>
    public const int MaxIncomingQos2 = 8;

    /// <summary>Size of the output buffer.</summary>
    public const int OutputBytes = 2048;

    /// <summary>Part of the output buffer kept for answers, PINGREQ and DISCONNECT.</summary>
    public const int OutputReserveBytes = 32;

    /// <summary>Most packets taken in by one step.</summary>
    public const int MaxPacketsPerStep = 32;

    /// <summary>Longest keep-alive, seconds (two bytes on the wire).</summary>
    public const int MaxKeepAliveSeconds = 65535;

    /// <summary>How soon a step is asked for again while output waits for the stream.</summary>
    public const int OutputRetryMilliseconds = 20;

    /// <summary>How long a closing connection may take to send its DISCONNECT.</summary>
    public const int ClosingMilliseconds = 2000;

    /// <summary>How many times in a row a broker that has spoken a protocol level before may close the stream without
    /// an answer before the other level is tried.</summary>
    public const int ClosesBeforeFallback = 3;
}
