// The bounds of the second bearer: Wi-Fi and the MQTT library on it.
using Hub.Core;
using Hub.Protocols;

namespace Hub.Esp32S3;

/// <summary>Every bound of the board's adapters; the hub's own are in <c>Hub.Core.Limits</c>.</summary>
public static partial class BoardLimits
{
    /// <summary>How long the MQTT library may take from the wish to connect to the broker's answer: network, address,
    /// TCP, TLS and sign-in. The same as for a bearer under the hub's own client.</summary>
    public const int M2MqttConnectMilliseconds = Limits.BearerOpenTimeoutMilliseconds;

    /// <summary>How long the broker may take to answer the subscription, in ms.</summary>
    public const int M2MqttSubscribeMilliseconds = 10_000;

    /// <summary>Threads of the library that may hang beside the one in use; with more the bearer waits for one to end.
    /// </summary>
    public const int M2MqttStuckWorkers = 2;

    /// <summary>Publishes whose answer may be due: twice the core's window, as for the hub's own client.</summary>
    public const int M2MqttInFlight = Limits.PublishWindow * 2;

    /// <summary>Answers to publishes kept until the loop takes them.</summary>
    public const int M2MqttAnswers = 32;

    /// <summary>Messages kept until the loop takes them.</summary>
    public const int M2MqttMessages = 16;

    /// <summary>Longest message kept, in bytes; the hub reads none that is longer.</summary>
    public const int M2MqttMessageBytes = ProtocolLimits.MaxMessageBytes;

    /// <summary>Wait from one try to join the Wi-Fi network to the next, in ms; a try takes some 10 s.</summary>
    public const int WifiRetryMilliseconds = 30_000;

    /// <summary>Longest name of a Wi-Fi network, in characters.</summary>
    public const int MaxWifiNameCharacters = 32;

    /// <summary>Longest passphrase of a Wi-Fi network, in characters.</summary>
    public const int MaxWifiPassphraseCharacters = 64;
}
