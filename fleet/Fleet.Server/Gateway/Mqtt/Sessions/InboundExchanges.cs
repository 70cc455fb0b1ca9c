// The QoS 2 messages a client has begun and not released.
using System.Collections.Generic;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>
/// The receiver's state of QoS 2 (MQTT 5.0 §4.3.3), which outlives the connection: a message that was handed over once
/// is never handed over again, also when the client sends it again on another connection before its commit.
/// Made only when a session first needs it; guarded by the session's lock.
/// </summary>
internal sealed class InboundExchanges
{
    private readonly List<Exchange> _exchanges = [];

    /// <summary>Where an exchange stands.</summary>
    internal enum Stage : byte
    {
        /// <summary>Not known.</summary>
        None,

        /// <summary>Handed over, outcome not known.</summary>
        Pending,

        /// <summary>As <see cref="Pending"/>, and sent again by the client on a later connection.</summary>
        PendingAgain,

        /// <summary>Held: PUBREC sent or to be sent, PUBREL awaited.</summary>
        Received,
    }

    internal int Count => _exchanges.Count;

    internal Stage this[ushort packetId]
    {
        get
        {
            var index = Find(packetId);
            return index < 0 ? Stage.None : _exchanges[index].Stage;
        }
    }

    /// <summary>Sets where an exchange stands; <see cref="Stage.None"/> forgets it.</summary>
    internal void Set(ushort packetId, Stage stage)
    {
        var index = Find(packetId);
        if (index < 0)
        {
            if (stage != Stage.None)
            {
                _exchanges.Add(new Exchange(packetId, stage));
            }
        }
        else if (stage == Stage.None)
        {
            _exchanges.RemoveAt(index);
        }
        else
        {
            _exchanges[index] = new Exchange(packetId, stage);
        }
    }

    private int Find(ushort packetId)
    {
        for (var index = 0; index < _exchanges.Count; index++)
        {
            if (_exchanges[index].PacketId == packetId)
            {
                return index;
            }
        }

        return -1;
    }

    private readonly record struct Exchange(ushort PacketId, Stage Stage);
}
