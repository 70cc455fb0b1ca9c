// One subscription of one session.
using Fleet.Server.Gateway.Mqtt.Sessions;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>A subscription and its options (MQTT 5.0 §3.8.3.1). Replaced, never changed, when subscribed
/// again.</summary>
internal sealed class Subscription
{
    internal required MqttSession Session { get; init; }

    /// <summary>The topic filter as UTF-8, as the client wrote it; a shared one with its <c>$share</c>
    /// prefix.</summary>
    internal required byte[] Filter { get; init; }

    internal required byte Qos { get; init; }

    internal bool NoLocal { get; init; }

    internal bool RetainAsPublished { get; init; }

    /// <summary>1..268435455, or 0 for none.</summary>
    internal uint Identifier { get; init; }
}
