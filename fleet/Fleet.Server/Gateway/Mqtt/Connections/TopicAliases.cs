// The topic aliases of one connection, both ways.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>Topic aliases (MQTT 5.0 §3.3.2.3.4). Made only for a connection that uses them.</summary>
internal sealed class TopicAliases
{
    private byte[]?[] _inbound = [];
    private List<byte[]>? _outbound;

    /// <summary>Notes what an alias of the client stands for.</summary>
    internal void Set(ushort alias, ReadOnlySpan<byte> topic, int maximum)
    {
        if (_inbound.Length == 0)
        {
            _inbound = new byte[]?[maximum];
        }

        if (!topic.SequenceEqual(_inbound[alias - 1]))
        {
            _inbound[alias - 1] = topic.ToArray();
        }
    }

    /// <summary>What an alias of the client stands for; null when it was not set.</summary>
    internal byte[]? Get(ushort alias) => alias > _inbound.Length ? null : _inbound[alias - 1];

    /// <summary>The alias for a topic sent to the client; the first topics sent keep theirs.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="maximum">Aliases that may be used.</param>
    /// <param name="isKnown">True when the client knows the alias, so that the topic can be left out.</param>
    /// <returns>The alias, or 0 when all are taken.</returns>
    internal ushort Use(ReadOnlySpan<byte> topic, int maximum, out bool isKnown)
    {
        isKnown = false;
        _outbound ??= [];
        for (var index = 0; index < _outbound.Count; index++)
        {
            if (topic.SequenceEqual(_outbound[index]))
            {
                isKnown = true;
                return (ushort)(index + 1);
            }
        }

        if (_outbound.Count >= maximum)
        {
            return 0;
        }

        _outbound.Add(topic.ToArray());
        return (ushort)_outbound.Count;
    }

    /// <summary>Takes back an alias just given, because the packet that was to set it is not sent.</summary>
    internal void TakeBack(ushort alias)
    {
        if (alias != 0 && alias == _outbound?.Count)
        {
            _outbound.RemoveAt(alias - 1);
        }
    }
}
