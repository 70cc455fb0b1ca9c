// PUBLISH: a hub's to the ingest, another client's to its subscribers.
using System;
using System.Buffers;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Routing;
using Fleet.Server.Gateway.Mqtt.Sessions;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>PUBLISH from the client (MQTT 5.0 §3.3).</content>
internal sealed partial class MqttConnection
{
    private int _publishes;
    private int _publishesThisSecond;
    private long _second;

    private Step OnPublish(
        byte firstByte, ReadOnlySpan<byte> body, in ReadOnlySequence<byte> frame, int headerLength)
    {
        var packet = PublishPacket.Parse(firstByte, Level, body);
        if (packet.Fault != ReasonCode.Success)
        {
            return Fail(packet.Fault);
        }

        if (packet.Qos > _gateway.Options.Mqtt.MaximumQos)
        {
            return Fail(ReasonCode.QosNotSupported);
        }

        var fault = ResolveAlias(ref packet);
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        if (packet.Qos > 0 && Level == ConnectPacket.Version5 && _inbound >= _gateway.Limits.ReceiveMaximum)
        {
            return Fail(ReasonCode.ReceiveMaximumExceeded);
        }

        if (_gateway.Limits.PublishesPerSecond > 0 && IsTooFast())
        {
            return Fail(ReasonCode.MessageRateTooHigh);
        }

        if (_hub is null)
        {
            return OnMessage(packet, body[packet.PayloadOffset..]);
        }

        var payload = frame.Slice(headerLength + packet.PayloadOffset, body.Length - packet.PayloadOffset);
        return OnUplink(packet, payload);
    }

    private Step OnUplink(in PublishPacket packet, in ReadOnlySequence<byte> payload)
    {
        var access = HubTopics.ForPublish(packet.Topic, _hub!.HubId, out var kind);
        if (access != HubTopics.Access.Own)
        {
            return RefusePublish(
                packet,
                access == HubTopics.Access.Foreign ? ReasonCode.NotAuthorized : ReasonCode.TopicNameInvalid);
        }

        var step = packet.Qos switch
        {
            0 => Offer(kind, payload, null, 0),
            1 => OfferAtLeastOnce(packet, kind, payload),
            _ => OfferExactlyOnce(packet, kind, payload),
        };
        if (step == Step.Continue)
        {
            _publishes++;
        }

        return step;
    }

    private Step OfferAtLeastOnce(in PublishPacket packet, UplinkKind kind, in ReadOnlySequence<byte> payload)
    {
        // Counted before it is offered: the commit may overtake the return of the call.
        BeginInbound();
        var step = Offer(kind, payload, this, packet.PacketId);
        if (step != Step.Continue)
        {
            EndInbound();
        }

        return step;
    }

    private Step OfferExactlyOnce(in PublishPacket packet, UplinkKind kind, in ReadOnlySequence<byte> payload)
    {
        switch (_session!.BeginExchange(this, packet.PacketId, _gateway.Limits.ReceiveMaximum))
        {
            case MqttSession.Arrival.New:
                BeginInbound();
                var step = Offer(kind, payload, this, packet.PacketId | Qos2Token);
                if (step != Step.Continue)
                {
                    EndInbound();
                    _session.AbandonExchange(packet.PacketId);
                }

                return step;
            case MqttSession.Arrival.Pending:
                BeginInbound();
                return Step.Continue;
            case MqttSession.Arrival.Held:
                BeginInbound();
                AppendReceived(packet.PacketId, ReasonCode.Success);
                return Step.Continue;
            case MqttSession.Arrival.TooMany:
                return Fail(ReasonCode.ReceiveMaximumExceeded);
            default:
                return Step.Close;
        }
    }

    private Step Offer(UplinkKind kind, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token) =>
        _gateway.Sink.TryEnqueue(_hub!, kind, payload, receipt, token) ? Step.Continue : Step.WaitForRoom;

    /// <summary>Routes a message of a client without a user name.</summary>
    private Step OnMessage(in PublishPacket packet, ReadOnlySpan<byte> payload)
    {
        var limits = _gateway.Limits;
        if (HubTopics.IsReserved(packet.Topic))
        {
            return RefusePublish(packet, ReasonCode.NotAuthorized);
        }

        var fault = packet.CheckTopic();
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        if (!TopicRules.IsWithin(packet.Topic, limits.TopicBytes, limits.TopicLevels))
        {
            return RefusePublish(packet, ReasonCode.TopicNameInvalid);
        }

        if (packet.IsText && !PacketReader.IsText(payload))
        {
            return RefusePublish(packet, ReasonCode.PayloadFormatInvalid);
        }

        _publishes++;
        switch (packet.Qos)
        {
            case 0:
                Route(packet, payload);
                break;
            case 1:
                AppendAcknowledgement(FirstByte.PublishAcknowledgement, packet.PacketId, Route(packet, payload));
                break;
            default:
                return OnExactlyOnce(packet, payload);
        }

        return Step.Continue;
    }

    private Step OnExactlyOnce(in PublishPacket packet, ReadOnlySpan<byte> payload)
    {
        switch (_session!.BeginExchange(this, packet.PacketId, _gateway.Limits.ReceiveMaximum))
        {
            case MqttSession.Arrival.New:
                BeginInbound();
                _session.EndExchange(this, packet.PacketId, Route(packet, payload));
                return Step.Continue;
            case MqttSession.Arrival.TooMany:
                return Fail(ReasonCode.ReceiveMaximumExceeded);
            case MqttSession.Arrival.Stale:
                return Step.Close;
            default:
                BeginInbound();
                AppendReceived(packet.PacketId, ReasonCode.Success);
                return Step.Continue;
        }
    }

    private ReasonCode Route(in PublishPacket packet, ReadOnlySpan<byte> payload)
    {
        var expiresAt = packet.HasExpiry ? _gateway.Wheel.Now + (packet.ExpirySeconds * 1000L) : 0;
        var message = new BrokerMessage(
            packet.Topic.ToArray(),
            payload.ToArray(),
            ForwardedProperties.Take(packet.Properties),
            packet.Qos,
            packet.Retain,
            expiresAt);
        return _gateway.Router.Publish(message, _session);
    }

    /// <summary>
    /// Refuses a message: told in 5.0; in 3.1.1, which cannot tell, by closing, because acknowledging what was thrown
    /// away would be a lie (MQTT 3.1.1 §3.3.5).
    /// </summary>
    private Step RefusePublish(in PublishPacket packet, ReasonCode reason)
    {
        var fault = packet.CheckTopic();
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        _gateway.Metrics.PublishRefused();
        if (Level != ConnectPacket.Version5)
        {
            return Fail(reason);
        }

        if (packet.Qos > 0)
        {
            var firstByte = packet.Qos == 1 ? FirstByte.PublishAcknowledgement : FirstByte.PublishReceived;
            AppendAcknowledgement(firstByte, packet.PacketId, reason);
        }

        return Step.Continue;
    }

    private ReasonCode ResolveAlias(ref PublishPacket packet)
    {
        if (packet.TopicAlias == 0)
        {
            return packet.Topic.IsEmpty ? ReasonCode.ProtocolError : ReasonCode.Success;
        }

        if (packet.TopicAlias > _gateway.Limits.TopicAliasMaximum)
        {
            return ReasonCode.TopicAliasInvalid;
        }

        if (packet.Topic.IsEmpty)
        {
            packet.Topic = _aliases?.Get(packet.TopicAlias);
            return packet.Topic.IsEmpty ? ReasonCode.ProtocolError : ReasonCode.Success;
        }

        var fault = packet.CheckTopic();
        if (fault == ReasonCode.Success)
        {
            Aliases().Set(packet.TopicAlias, packet.Topic, _gateway.Limits.TopicAliasMaximum);
        }

        return fault;
    }

    private bool IsTooFast()
    {
        var second = _gateway.Wheel.CoarseNow / 1000;
        if (second != _second)
        {
            _second = second;
            _publishesThisSecond = 0;
        }

        return ++_publishesThisSecond > _gateway.Limits.PublishesPerSecond;
    }

    private void CountPublishes()
    {
        if (_publishes > 0)
        {
            _gateway.Metrics.PublishesTaken(_publishes);
            _publishes = 0;
        }
    }
}
