// Carries messages between the clients of an ordinary broker.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Sessions;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>
/// Routing as of MQTT 5.0 §3.3.4: overlapping subscriptions of one session give one message with the highest quality
/// of service and every subscription identifier. Uplink messages of hubs never come here.
/// </summary>
internal sealed class MessageRouter
{
    [ThreadStatic]
    private static List<Match>? t_matches;

    [ThreadStatic]
    private static Dictionary<MqttSession, Delivery>? t_deliveries;

    private readonly MqttGateway _gateway;

    internal MessageRouter(MqttGateway gateway)
    {
        _gateway = gateway;
        Retained = new RetainedStore(gateway.Limits.RetainedMessages);
    }

    internal TopicTree Tree { get; } = new();

    internal RetainedStore Retained { get; }

    /// <summary>Retains the message if it is to be, and delivers it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="publisher">The publishing session, for subscriptions that exclude their own messages.</param>
    /// <returns>
    /// <see cref="ReasonCode.Success"/>, <see cref="ReasonCode.NoMatchingSubscribers"/>, or
    /// <see cref="ReasonCode.QuotaExceeded"/> when it could not be retained, and then it is not delivered either.
    /// </returns>
    internal ReasonCode Publish(BrokerMessage message, MqttSession? publisher)
    {
        if (message.Retain && !Retained.Put(message, _gateway.Wheel.Now))
        {
            return ReasonCode.QuotaExceeded;
        }

        var matches = t_matches ??= [];
        var deliveries = t_deliveries ??= [];
        Tree.Match(message.Topic, matches);
        foreach (var match in matches)
        {
            if (match.Subscription.NoLocal && match.Subscription.Session == publisher)
            {
                continue;
            }

            if (match.Shared is not null)
            {
                match.Subscription.Session.Deliver(ToDelivery(message, match), flushNow: true);
            }
            else
            {
                Merge(deliveries, ToDelivery(message, match), match.Subscription.Session);
            }
        }

        foreach (var (session, delivery) in deliveries)
        {
            session.Deliver(delivery, flushNow: true);
        }

        var isMatched = matches.Count > 0;
        matches.Clear();
        deliveries.Clear();
        return isMatched ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers;
    }

    /// <summary>Sends the retained messages a subscription asks for (§3.3.1.3).</summary>
    internal void SendRetained(Subscription subscription)
    {
        foreach (var message in Retained.Match(subscription.Filter, _gateway.Wheel.Now))
        {
            uint[]? identifiers = subscription.Identifier == 0 ? null : [subscription.Identifier];
            var qos = Math.Min(message.Qos, subscription.Qos);
            var delivery = new Delivery(message, qos, Retain: true, identifiers, SharedFilter: null);
            subscription.Session.Deliver(delivery, flushNow: true);
        }
    }

    /// <summary>Gives messages of shared subscriptions to other members when their receiver's session ended
    /// (§4.8.2).</summary>
    internal void Redistribute(List<Delivery>? deliveries)
    {
        foreach (var delivery in deliveries ?? [])
        {
            if (Tree.PickAgain(delivery.SharedFilter!) is { } picked)
            {
                var match = new Match(picked, delivery.SharedFilter);
                picked.Session.Deliver(ToDelivery(delivery.Message, match), flushNow: true);
            }
        }
    }

    private static Delivery ToDelivery(BrokerMessage message, in Match match)
    {
        var subscription = match.Subscription;
        return new Delivery(
            message,
            Math.Min(message.Qos, subscription.Qos),
            message.Retain && subscription.RetainAsPublished,
            subscription.Identifier == 0 ? null : [subscription.Identifier],
            match.Shared);
    }

    private static void Merge(Dictionary<MqttSession, Delivery> deliveries, in Delivery delivery, MqttSession session)
    {
        if (!deliveries.TryGetValue(session, out var earlier))
        {
            deliveries.Add(session, delivery);
            return;
        }

        deliveries[session] = delivery with
        {
            Qos = Math.Max(earlier.Qos, delivery.Qos),
            Retain = earlier.Retain || delivery.Retain,
            SubscriptionIdentifiers =
                [.. earlier.SubscriptionIdentifiers ?? [], .. delivery.SubscriptionIdentifiers ?? []],
        };
    }
}
