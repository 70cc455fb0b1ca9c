// Finds the subscriptions that match a topic.
using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Sessions;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>
/// The subscriptions of an ordinary broker's clients, as a tree with a node per topic level. Hubs are not in it: they
/// can only reach their own topics, which their own sessions hold.
/// </summary>
internal sealed class TopicTree
{
    private readonly Lock _gate = new();
    private readonly Node _root = new();

    /// <summary>Adds a subscription, or replaces the session's earlier one with the same filter.</summary>
    /// <returns>True when the session had none with this filter.</returns>
    internal bool Put(Subscription subscription)
    {
        TopicRules.TrySplitShared(subscription.Filter, out var shareName, out var filter);
        lock (_gate)
        {
            var node = _root;
            bool isMore;
            do
            {
                isMore = TopicRules.NextLevel(ref filter, out var level);
                node = node.GetOrAdd(Encoding.UTF8.GetString(level));
            }
            while (isMore);
            return shareName.IsEmpty ? node.Put(subscription) : node.PutShared(shareName, subscription);
        }
    }

    /// <summary>Removes a session's subscription.</summary>
    internal bool Remove(MqttSession session, ReadOnlySpan<byte> text)
    {
        TopicRules.TrySplitShared(text, out var shareName, out var filter);
        lock (_gate)
        {
            return Remove(_root, session, filter, shareName);
        }
    }

    /// <summary>Adds every ordinary subscription that matches, and from each shared one the member whose turn it
    /// is.</summary>
    internal void Match(ReadOnlySpan<byte> topic, List<Match> matches)
    {
        var isReserved = !topic.IsEmpty && topic[0] == (byte)'$';
        lock (_gate)
        {
            Match(_root, topic, isMore: true, isReserved, matches);
        }
    }

    /// <summary>Picks another member for a message whose receiver's session ended.</summary>
    internal Subscription? PickAgain(SharedSubscription shared)
    {
        lock (_gate)
        {
            return shared.Pick();
        }
    }

    private static void Match(
        Node node, ReadOnlySpan<byte> rest, bool isMore, bool isFirstOfReserved, List<Match> matches)
    {
        if (!isFirstOfReserved)
        {
            // "#" stands for the level it is in and everything below, and for its parent level too (§4.7.1.2).
            node.Child("#")?.AddTo(matches);
        }

        if (!isMore)
        {
            node.AddTo(matches);
            return;
        }

        var below = rest;
        var hasMore = TopicRules.NextLevel(ref below, out var level);
        if (node.Child(level) is { } exact)
        {
            Match(exact, below, hasMore, false, matches);
        }

        if (!isFirstOfReserved && node.Child("+") is { } single)
        {
            Match(single, below, hasMore, false, matches);
        }
    }

    private static bool Remove(
        Node node, MqttSession session, ReadOnlySpan<byte> filter, ReadOnlySpan<byte> shareName)
    {
        var isMore = TopicRules.NextLevel(ref filter, out var level);
        var name = Encoding.UTF8.GetString(level);
        if (node.Child(name) is not { } child)
        {
            return false;
        }

        var isRemoved = isMore
            ? Remove(child, session, filter, shareName)
            : child.Remove(session, shareName);
        if (child.IsEmpty)
        {
            node.RemoveChild(name);
        }

        return isRemoved;
    }

    /// <summary>One topic level.</summary>
    private sealed class Node
    {
        private Dictionary<string, Node>? _children;
        private List<Subscription>? _subscriptions;
        private Dictionary<string, SharedSubscription>? _shared;

        internal bool IsEmpty => _children is null && _subscriptions is null && _shared is null;

        internal Node? Child(string level) => _children?.GetValueOrDefault(level);

        internal Node? Child(ReadOnlySpan<byte> level)
        {
            // A level named like a wildcard cannot be in a topic name, so it cannot be looked up by mistake here.
            return _children is null ? null : Child(Encoding.UTF8.GetString(level));
        }

        internal Node GetOrAdd(string level)
        {
            _children ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            if (!_children.TryGetValue(level, out var child))
            {
                child = new Node();
                _children.Add(level, child);
            }

            return child;
        }

        internal void RemoveChild(string level)
        {
            _children!.Remove(level);
            if (_children.Count == 0)
            {
                _children = null;
            }
        }

        internal bool Put(Subscription subscription)
        {
            _subscriptions ??= [];
            var index = _subscriptions.FindIndex(each => each.Session == subscription.Session);
            if (index >= 0)
            {
                _subscriptions[index] = subscription;
                return false;
            }

            _subscriptions.Add(subscription);
            return true;
        }

        internal bool PutShared(ReadOnlySpan<byte> shareName, Subscription subscription)
        {
            _shared ??= new Dictionary<string, SharedSubscription>(StringComparer.Ordinal);
            var name = Encoding.UTF8.GetString(shareName);
            if (!_shared.TryGetValue(name, out var shared))
            {
                shared = new SharedSubscription();
                _shared.Add(name, shared);
            }

            return shared.Put(subscription);
        }

        internal bool Remove(MqttSession session, ReadOnlySpan<byte> shareName)
        {
            return shareName.IsEmpty ? RemoveOrdinary(session) : RemoveShared(session, shareName);
        }

        internal void AddTo(List<Match> matches)
        {
            if (_subscriptions is not null)
            {
                foreach (var subscription in _subscriptions)
                {
                    matches.Add(new Match(subscription, null));
                }
            }

            if (_shared is not null)
            {
                foreach (var shared in _shared.Values)
                {
                    if (shared.Pick() is { } picked)
                    {
                        matches.Add(new Match(picked, shared));
                    }
                }
            }
        }

        private bool RemoveOrdinary(MqttSession session)
        {
            var isRemoved = _subscriptions?.RemoveAll(each => each.Session == session) > 0;
            if (_subscriptions?.Count == 0)
            {
                _subscriptions = null;
            }

            return isRemoved;
        }

        private bool RemoveShared(MqttSession session, ReadOnlySpan<byte> shareName)
        {
            var name = Encoding.UTF8.GetString(shareName);
            if (_shared is null || !_shared.TryGetValue(name, out var shared) || !shared.Remove(session))
            {
                return false;
            }

            if (shared.IsEmpty)
            {
                _shared.Remove(name);
                _shared = _shared.Count == 0 ? null : _shared;
            }

            return true;
        }
    }
}
