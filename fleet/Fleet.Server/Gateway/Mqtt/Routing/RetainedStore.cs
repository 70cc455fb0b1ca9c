// The last retained message of each topic.
using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Fleet.Server.Gateway.Mqtt.Codec;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>
/// Retained messages (MQTT 5.0 §3.3.1.3), bounded in number. A filter with wildcards looks at every one of them, which
/// their bound makes affordable.
/// </summary>
internal sealed class RetainedStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BrokerMessage> _messages = new(StringComparer.Ordinal);
    private readonly int _limit;

    internal RetainedStore(int limit)
    {
        _limit = limit;
    }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Stores the message in place of the topic's earlier one; an empty payload only removes that.</summary>
    /// <returns>False when the store is full and the topic is not in it.</returns>
    internal bool Put(BrokerMessage message, long now)
    {
        var topic = Encoding.UTF8.GetString(message.Topic);
        lock (_gate)
        {
            if (message.Payload.Length == 0)
            {
                _messages.Remove(topic);
                return true;
            }

            if (_messages.Count >= _limit && !_messages.ContainsKey(topic))
            {
                RemoveExpired(now);
                if (_messages.Count >= _limit)
                {
                    return false;
                }
            }

            _messages[topic] = message;
            return true;
        }
    }

    /// <summary>The retained messages a new subscription gets.</summary>
    internal List<BrokerMessage> Match(ReadOnlySpan<byte> filter, long now)
    {
        var found = new List<BrokerMessage>();
        lock (_gate)
        {
            if (!filter.ContainsAny((byte)'+', (byte)'#'))
            {
                if (_messages.TryGetValue(Encoding.UTF8.GetString(filter), out var only) && !only.IsExpired(now))
                {
                    found.Add(only);
                }

                return found;
            }

            foreach (var message in _messages.Values)
            {
                if (!message.IsExpired(now) && TopicRules.Matches(filter, message.Topic))
                {
                    found.Add(message);
                }
            }
        }

        return found;
    }

    private void RemoveExpired(long now)
    {
        var expired = new List<string>();
        foreach (var (topic, message) in _messages)
        {
            if (message.IsExpired(now))
            {
                expired.Add(topic);
            }
        }

        foreach (var topic in expired)
        {
            _messages.Remove(topic);
        }
    }
}
