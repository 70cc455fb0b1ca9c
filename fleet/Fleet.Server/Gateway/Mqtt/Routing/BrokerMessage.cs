// A message on its way to subscribers.
using System;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>An application message, shared unchanged by all sessions it waits in.</summary>
internal sealed class BrokerMessage
{
    internal BrokerMessage(byte[] topic, byte[] payload, byte[] properties, byte qos, bool retain, long expiresAt)
    {
        Topic = topic;
        Payload = payload;
        Properties = properties;
        Qos = qos;
        Retain = retain;
        ExpiresAt = expiresAt;
    }

    /// <summary>The topic name as UTF-8.</summary>
    internal byte[] Topic { get; }

    internal byte[] Payload { get; }

    /// <summary>The properties that are forwarded, encoded (see <see cref="Codec.ForwardedProperties"/>).</summary>
    internal byte[] Properties { get; }

    internal byte Qos { get; }

    /// <summary>The publisher's RETAIN flag.</summary>
    internal bool Retain { get; }

    /// <summary>When the message expires, in the wheel's milliseconds; 0 for never.</summary>
    internal long ExpiresAt { get; }

    /// <summary>What the message counts for in a queue, in bytes.</summary>
    internal int Bytes => Topic.Length + Payload.Length + Properties.Length;

    internal bool IsExpired(long now) => ExpiresAt != 0 && now >= ExpiresAt;

    /// <summary>What is left of the expiry interval, in whole seconds rounded up (MQTT 5.0 §3.3.2.3.3).</summary>
    internal uint SecondsLeft(long now) => (uint)Math.Max(0, (ExpiresAt - now + 999) / 1000);
}
