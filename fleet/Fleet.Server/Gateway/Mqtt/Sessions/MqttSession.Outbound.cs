// How a session sends messages to its client.
using System;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Connections;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <content>Deliveries and their acknowledgements.</content>
internal sealed partial class MqttSession
{
    /// <summary>Sends a message, or lets it wait for the connection, its window or its peer.</summary>
    /// <returns>False when it was dropped: QoS 0 with nobody there, too large for the client, or the queue
    /// full.</returns>
    internal bool Deliver(in Delivery delivery, bool flushNow)
    {
        MqttConnection? connection;
        bool isTaken;
        lock (this)
        {
            connection = _connection;
            isTaken = !IsEnded && DeliverLocked(connection, delivery);
        }

        if (isTaken && connection is not null)
        {
            connection.FlushAfterDelivery(flushNow);
        }

        if (!isTaken)
        {
            _gateway.Metrics.MessageDropped();
        }

        return isTaken;
    }

    /// <summary>
    /// Sends a QoS 0 message of a hub's own topic to the session if it subscribes to it, without keeping anything.
    /// </summary>
    /// <returns>True when it was written.</returns>
    internal bool SendOwn(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, bool flushNow)
    {
        var connection = Connection;
        if (connection is null)
        {
            return false;
        }

        lock (this)
        {
            if (_connection != connection || !MatchOwn(topic, out _, out var identifiers))
            {
                return false;
            }

            if (_outbound?.WaitingCount > 0
                || connection.AppendPublish(new OutboundPublish(topic, payload, identifiers)) != AppendResult.Written)
            {
                _gateway.Metrics.MessageDropped();
                return false;
            }
        }

        connection.FlushAfterDelivery(flushNow);
        return true;
    }

    /// <summary>Looks up a topic of the hub's own among the session's subscriptions.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="qos">The highest quality of service granted.</param>
    /// <param name="identifiers">The subscriptions' identifiers; null for none.</param>
    internal bool MatchOwn(ReadOnlySpan<byte> topic, out byte qos, out uint[]? identifiers)
    {
        qos = 0;
        identifiers = null;
        var isMatched = false;
        foreach (var subscription in _subscriptions)
        {
            if (!TopicRules.Matches(subscription.Filter, topic))
            {
                continue;
            }

            isMatched = true;
            qos = Math.Max(qos, subscription.Qos);
            if (subscription.Identifier != 0)
            {
                identifiers = identifiers is null
                    ? [subscription.Identifier]
                    : [.. identifiers, subscription.Identifier];
            }
        }

        return isMatched;
    }

    /// <summary>Sends what waits, as far as window and peer allow, after the peer has begun to read again.</summary>
    internal void DrainAfterStall(MqttConnection connection)
    {
        lock (this)
        {
            if (_connection != connection)
            {
                return;
            }

            Drain(connection);
        }

        connection.Flush();
    }

    /// <summary>Takes a PUBACK, PUBREC or PUBCOMP of the client.</summary>
    internal void OnAcknowledgement(MqttConnection connection, PacketType type, AcknowledgementPacket packet)
    {
        lock (this)
        {
            if (_connection != connection)
            {
                return;
            }

            var index = _outbound?.Find(packet.PacketId) ?? -1;
            var stage = index < 0 ? default : _outbound![index].Stage;
            switch (type)
            {
                case PacketType.PublishAcknowledgement:
                    Finish(connection, index, stage == OutboundWindow.Stage.AwaitsAcknowledgement);
                    break;
                case PacketType.PublishComplete:
                    Finish(connection, index, stage == OutboundWindow.Stage.AwaitsComplete);
                    break;
                default:
                    OnReceived(connection, index, stage, packet);
                    break;
            }
        }
    }

    private void OnReceived(
        MqttConnection connection, int index, OutboundWindow.Stage stage, AcknowledgementPacket packet)
    {
        if (packet.Reason >= ReasonCode.UnspecifiedError)
        {
            Finish(connection, index, stage == OutboundWindow.Stage.AwaitsReceived);
            return;
        }

        if (index >= 0 && stage == OutboundWindow.Stage.AwaitsReceived)
        {
            _outbound!.Set(index, _outbound[index] with { Stage = OutboundWindow.Stage.AwaitsComplete });
        }

        // A PUBREC nobody waits for is answered too, so that the client can let go of its packet id (§4.3.3).
        var isKnown = index >= 0 && stage != OutboundWindow.Stage.AwaitsAcknowledgement;
        connection.AppendAcknowledgement(
            FirstByte.PublishRelease,
            packet.PacketId,
            isKnown ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound);
    }

    private void Finish(MqttConnection connection, int index, bool isExpected)
    {
        if (index >= 0 && isExpected)
        {
            _outbound!.RemoveAt(index);
            Drain(connection);
        }
    }

    private bool DeliverLocked(MqttConnection? connection, in Delivery delivery)
    {
        if (connection is null)
        {
            return delivery.Qos > 0 && Wait(delivery);
        }

        if (_outbound?.WaitingCount > 0)
        {
            return Wait(delivery);
        }

        switch (Send(connection, delivery))
        {
            case AppendResult.Written:
                return true;
            case AppendResult.TooLarge:
                return false;
            default:
                return Wait(delivery);
        }
    }

    /// <summary>Sends one message if the window has room.</summary>
    private AppendResult Send(MqttConnection connection, in Delivery delivery)
    {
        if (delivery.Qos == 0)
        {
            return connection.AppendPublish(new OutboundPublish(delivery, packetId: 0, isDuplicate: false));
        }

        var outbound = Outbound();
        if (outbound.SentCount() >= connection.OutboundQuota || outbound.InFlightCount >= connection.OutboundQuota)
        {
            return AppendResult.NotNow;
        }

        var packetId = outbound.NextPacketId();
        var result = connection.AppendPublish(new OutboundPublish(delivery, packetId, isDuplicate: false));
        if (result == AppendResult.Written)
        {
            outbound.Open(packetId, delivery);
        }

        return result;
    }

    private void Drain(MqttConnection connection)
    {
        if (_outbound is null)
        {
            return;
        }

        SendUnsent(connection);
        while (_outbound.TryPeek(out var delivery))
        {
            if (!delivery.Message.IsExpired(_gateway.Wheel.Now))
            {
                var result = Send(connection, delivery);
                if (result == AppendResult.NotNow)
                {
                    return;
                }

                if (result == AppendResult.TooLarge)
                {
                    _gateway.Metrics.MessageDropped();
                }
            }

            _outbound.Dequeue();
        }
    }

    /// <summary>Repeats on a new connection what was in flight on the last one, in order (MQTT 5.0 §4.4).</summary>
    private void SendAgain(MqttConnection connection)
    {
        for (var index = 0; index < (_outbound?.InFlightCount ?? 0); index++)
        {
            var exchange = _outbound![index];
            if (exchange.Stage == OutboundWindow.Stage.AwaitsComplete)
            {
                connection.AppendAcknowledgement(FirstByte.PublishRelease, exchange.PacketId, ReasonCode.Success);
                _outbound.Set(index, exchange with { IsSent = true });
            }
        }
    }

    private void SendUnsent(MqttConnection connection)
    {
        var index = 0;
        while (index < _outbound!.InFlightCount)
        {
            var exchange = _outbound[index];
            if (exchange.IsSent)
            {
                index++;
                continue;
            }

            if (_outbound.SentCount() >= connection.OutboundQuota)
            {
                return;
            }

            var publish = new OutboundPublish(exchange.Delivery, exchange.PacketId, isDuplicate: true);
            switch (connection.AppendPublish(publish))
            {
                case AppendResult.Written:
                    _outbound.Set(index++, exchange with { IsSent = true });
                    break;
                case AppendResult.TooLarge:
                    _outbound.RemoveAt(index);
                    break;
                default:
                    return;
            }
        }
    }

    private bool Wait(in Delivery delivery) => Outbound().TryWait(delivery, _gateway.Wheel.CoarseNow);

    private OutboundWindow Outbound() => _outbound ??= new OutboundWindow(
        _gateway.QueuedMessagesPerSession(Scope.Hub is not null), _gateway.Limits.QueuedBytesPerSession);
}
