// Carries messages from the slices to the hubs' sessions.
using System;
using Fleet.Server.Gateway.Mqtt.Connections;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>
/// Delivers downlink messages to the subscriptions of a hub's sessions. It reads the hub's list of sessions without a
/// lock: a session added or ended meanwhile is reached or not, as if the call had come a little later or earlier.
/// </summary>
internal sealed class MqttDownlink : IDownlink
{
    private readonly MqttGateway _gateway;

    public MqttDownlink(MqttGateway gateway)
    {
        _gateway = gateway;
    }

    /// <inheritdoc/>
    public bool Send(
        HubPrincipal hub, DownlinkKind kind, ReadOnlySpan<byte> payload, bool atLeastOnce, bool flushNow = true)
    {
        ArgumentNullException.ThrowIfNull(hub);
        Span<byte> buffer = stackalloc byte[HubTopics.MaximumDownlinkBytes];
        ReadOnlySpan<byte> topic = buffer[..HubTopics.WriteDownlink(buffer, hub.HubId, kind)];
        var isSent = false;
        BrokerMessage? message = null;
        for (var session = _gateway.Sessions.Find(hub)?.First; session is not null; session = session.NextOfHub)
        {
            if (!atLeastOnce)
            {
                isSent |= session.SendOwn(topic, payload, flushNow);
                continue;
            }

            if (session.MatchOwn(topic, out var qos, out var identifiers))
            {
                message ??= new BrokerMessage(topic.ToArray(), payload.ToArray(), [], qos: 1, retain: false,
                    expiresAt: 0);
                var granted = Math.Min((byte)1, qos);
                var delivery = new Delivery(message, granted, Retain: false, identifiers, SharedFilter: null);
                isSent |= session.Deliver(delivery, flushNow);
            }
        }

        return isSent;
    }

    /// <inheritdoc/>
    public bool IsConnected(HubPrincipal hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        for (var session = _gateway.Sessions.Find(hub)?.First; session is not null; session = session.NextOfHub)
        {
            if (session.IsConnected)
            {
                return true;
            }
        }

        return false;
    }
}
