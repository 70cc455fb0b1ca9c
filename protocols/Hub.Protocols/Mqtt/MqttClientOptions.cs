// Who the hub's MQTT client is, what it leaves behind, and how long it waits.
namespace Hub.Protocols.Mqtt;

/// <summary>
/// Settings of an <see cref="MqttClient"/>. Read at each <see cref="MqttClient.Start"/>, so they may be changed between
/// connections, except <see cref="MaxInFlight"/>, which is read once.
/// </summary>
public sealed class MqttClientOptions
{
    /// <summary>Client id, UTF-8, at most <see cref="ProtocolLimits.MaxMqttCredentialBytes"/> bytes. Empty asks the
    /// broker to assign one, which is then kept for later connections of the same client.</summary>
    public byte[] ClientIdUtf8 { get; set; } = new byte[0];

    /// <summary>User name, UTF-8; empty for none.</summary>
    public byte[] UserNameUtf8 { get; set; } = new byte[0];

    /// <summary>Password; empty for none.</summary>
    public byte[] Password { get; set; } = new byte[0];

    /// <summary>Keep-alive in seconds, 0..65535; 0 turns it off. An MQTT 5.0 broker may impose its own.</summary>
    public int KeepAliveSeconds { get; set; } = 60;

    /// <summary>True asks the broker to forget an earlier session.</summary>
    public bool CleanStart { get; set; }

    /// <summary>How long the broker keeps the session after the connection ends, seconds, 0..4294967295 (for ever).
    /// MQTT 5.0 only.</summary>
    public long SessionExpirySeconds { get; set; } = 7 * 24 * 3600;

    /// <summary>Topic of the will, UTF-8; empty for no will.</summary>
    public byte[] WillTopicUtf8 { get; set; } = new byte[0];

    /// <summary>Payload of the will; its first <see cref="WillLength"/> bytes count.</summary>
    public byte[] WillPayload { get; set; } = new byte[0];

    /// <summary>Length of the will's payload in bytes.</summary>
    public int WillLength { get; set; }

    /// <summary>QoS of the will, 0 or 1.</summary>
    public int WillQos { get; set; } = 1;

    /// <summary>5: MQTT 5.0 first, 3.1.1 where the broker refuses it. 4: MQTT 3.1.1 only.</summary>
    public int ProtocolLevel { get; set; } = 5;

    /// <summary>QoS 1 publishes that may wait for their PUBACK, 1..<see cref="ProtocolLimits.MaxMqttInFlight"/>.
    /// </summary>
    public int MaxInFlight { get; set; } = ProtocolLimits.DefaultMqttInFlight;

    /// <summary>How long to wait for the CONNACK, milliseconds.</summary>
    public int ConnectTimeoutMilliseconds { get; set; } = 20000;

    /// <summary>How long to wait for the PINGRESP, milliseconds.</summary>
    public int PingTimeoutMilliseconds { get; set; } = 20000;

    /// <summary>How long to wait for a PUBACK or SUBACK before the connection is given up, milliseconds.</summary>
    public int AcknowledgementTimeoutMilliseconds { get; set; } = 60000;
}
