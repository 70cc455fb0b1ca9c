// Settings of the plain TCP listener and of the conformance mode.
namespace Fleet.Server.Gateway;

/// <summary>Settings under <c>Fleet:Gateway:Mqtt</c>.</summary>
public sealed class MqttListenerOptions
{
    /// <summary>False when no plain listener is wanted.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>IP address to listen on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port, 0..65535; 0 lets the system choose one.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>
    /// True to let clients without a user name use any topic outside <c>hub/</c> and <c>$SYS/</c> as on an ordinary
    /// broker, in memory: for foreign test suites only.
    /// </summary>
    public bool Conformance { get; set; }

    /// <summary>True to allow <see cref="Conformance"/> where the environment is Production.</summary>
    public bool ConformanceInProduction { get; set; }

    /// <summary>A topic filter that conformance clients are refused, for suites that test a refusal; empty for
    /// none.</summary>
    public string ConformanceRefusedFilter { get; set; } = string.Empty;

    /// <summary>Highest quality of service offered, 0..2 (MQTT 5.0 §3.2.2.3.4).</summary>
    public int MaximumQos { get; set; } = 2;
}
