// SUBSCRIBE and UNSUBSCRIBE.
using System;
using System.Collections.Generic;
using System.Text;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>Subscriptions (MQTT 5.0 §3.8 to §3.11).</content>
internal sealed partial class MqttConnection
{
    private const byte Failure = 0x80;

    private Step OnSubscribe(byte firstByte, ReadOnlySpan<byte> body)
    {
        var fault = Walk(firstByte, body, out var count);
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        List<(Subscription Subscription, bool IsNew, byte RetainHandling)>? added = null;
        var codes = new byte[count];
        var request = SubscriptionRequest.Open(firstByte, Level, body);
        for (var index = 0; request.MoveNext(); index++)
        {
            var code = Subscribe(request, out var subscription, out var isNew);
            codes[index] = Level == ConnectPacket.Version5 || code < ReasonCode.UnspecifiedError
                ? (byte)code
                : Failure;
            if (subscription is not null)
            {
                added ??= [];
                added.Add((subscription, isNew, request.RetainHandling));
            }
        }

        AppendCodes(FirstByte.SubscribeAcknowledgement, request.PacketId, codes);
        foreach (var (subscription, isNew, retainHandling) in added ?? [])
        {
            var isShared = subscription.Filter.AsSpan().StartsWith("$share/"u8);
            if (_hub is null && !isShared && (retainHandling == 0 || (retainHandling == 1 && isNew)))
            {
                _gateway.Router.SendRetained(subscription);
            }
        }

        return Step.Continue;
    }

    private Step OnUnsubscribe(byte firstByte, ReadOnlySpan<byte> body)
    {
        var fault = Walk(firstByte, body, out var count);
        if (fault != ReasonCode.Success)
        {
            return Fail(fault);
        }

        var codes = new byte[count];
        var request = SubscriptionRequest.Open(firstByte, Level, body);
        for (var index = 0; request.MoveNext(); index++)
        {
            codes[index] = (byte)(_session!.Remove(this, request.Filter)
                ? ReasonCode.Success
                : ReasonCode.NoSubscriptionExisted);
        }

        AppendCodes(FirstByte.UnsubscribeAcknowledgement, request.PacketId, codes);
        return Step.Continue;
    }

    /// <summary>Checks the whole packet before any of it is done.</summary>
    private ReasonCode Walk(byte firstByte, ReadOnlySpan<byte> body, out int count)
    {
        count = 0;
        var request = SubscriptionRequest.Open(firstByte, Level, body);
        while (request.MoveNext())
        {
            count++;
            if (Level != ConnectPacket.Version5 && !IsFilter(request.Filter))
            {
                // 3.1.1 knows no reason for a filter that is none: it is a violation of the protocol (§4.7, §4.8).
                return ReasonCode.TopicFilterInvalid;
            }
        }

        var isTooLong = request.Fault == ReasonCode.Success && count > _gateway.Limits.FiltersPerPacket;
        return isTooLong ? ReasonCode.QuotaExceeded : request.Fault;
    }

    private ReasonCode Subscribe(in SubscriptionRequest request, out Subscription? subscription, out bool isNew)
    {
        subscription = null;
        isNew = false;
        var refusal = CheckFilter(request.Filter);
        if (refusal != ReasonCode.Success)
        {
            return refusal;
        }

        var qos = (byte)Math.Min(request.Qos, _gateway.Options.Mqtt.MaximumQos);
        var wanted = new Subscription
        {
            Session = _session!,
            Filter = request.Filter.ToArray(),
            Qos = qos,
            NoLocal = request.NoLocal,
            RetainAsPublished = request.RetainAsPublished,
            Identifier = request.SubscriptionIdentifier,
        };
        if (!_session!.TryPut(this, wanted, _gateway.SubscriptionsPerSession(_hub is not null), out isNew))
        {
            return ReasonCode.QuotaExceeded;
        }

        subscription = wanted;
        return (ReasonCode)qos;
    }

    private ReasonCode CheckFilter(ReadOnlySpan<byte> text)
    {
        var limits = _gateway.Limits;
        if (!IsFilter(text) || !TopicRules.IsWithin(text, limits.TopicBytes, limits.TopicLevels))
        {
            return ReasonCode.TopicFilterInvalid;
        }

        TopicRules.TrySplitShared(text, out var shareName, out var filter);
        if (_hub is not null)
        {
            if (!shareName.IsEmpty)
            {
                return ReasonCode.SharedSubscriptionsNotSupported;
            }

            return HubTopics.MaySubscribe(filter, _hub.HubId) ? ReasonCode.Success : ReasonCode.NotAuthorized;
        }

        if (HubTopics.IsReserved(filter))
        {
            return ReasonCode.NotAuthorized;
        }

        var refused = _gateway.Options.Mqtt.ConformanceRefusedFilter;
        var isRefused = refused.Length > 0 && filter.SequenceEqual(Encoding.UTF8.GetBytes(refused));
        return isRefused ? ReasonCode.UnspecifiedError : ReasonCode.Success;
    }

    private static bool IsFilter(ReadOnlySpan<byte> text) =>
        TopicRules.TrySplitShared(text, out _, out var filter) && TopicRules.IsFilter(filter);

    /// <summary>Appends a SUBACK or UNSUBACK; that of 3.1.1 for UNSUBSCRIBE has no codes.</summary>
    private void AppendCodes(byte firstByte, ushort packetId, ReadOnlySpan<byte> codes)
    {
        var isVersion5 = Level == ConnectPacket.Version5;
        if (!isVersion5 && firstByte == FirstByte.UnsubscribeAcknowledgement)
        {
            codes = default;
        }

        var body = 2 + (isVersion5 ? 1 : 0) + codes.Length;
        Span<byte> packet = stackalloc byte[1 + PacketWriter.VariableIntegerLength((uint)body) + body];
        var writer = new PacketWriter(packet);
        writer.WriteByte(firstByte);
        writer.WriteVariableInteger((uint)body);
        writer.WriteUInt16(packetId);
        if (isVersion5)
        {
            writer.WriteByte(0);
        }

        writer.WriteBytes(codes);
        AppendPacket(packet);
    }
}
