// The gateway's settings, bound from the configuration section Fleet:Gateway.
namespace Fleet.Server.Gateway;

/// <summary>Settings of the hub gateway (configuration section <c>Fleet:Gateway</c>).</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section these settings are bound from.</summary>
    public const string SectionName = "Fleet:Gateway";

    /// <summary>MQTT over plain TCP.</summary>
    public MqttListenerOptions Mqtt { get; set; } = new();

    /// <summary>MQTT over TLS; off unless a certificate is configured.</summary>
    public MqttTlsListenerOptions MqttTls { get; set; } = new();

    /// <summary>Bounds, each with its default in <see cref="Fleet.Server.Limits.Gateway"/>.</summary>
    public GatewayLimits Limits { get; set; } = new();
}
