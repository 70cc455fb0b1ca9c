// What a session has sent and not had acknowledged, and what waits behind it.
using System.Collections.Generic;
using Fleet.Server.Gateway.Mqtt.Routing;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>
/// The outbound state of a session: messages in flight, in the order they were sent, and a bounded queue behind them.
/// Made only when a session first needs it; guarded by the session's lock.
/// </summary>
internal sealed class OutboundWindow
{
    private readonly List<InFlight> _inFlight = [];
    private readonly Queue<Delivery> _waiting = new();
    private readonly int _maximumMessages;
    private readonly int _maximumBytes;
    private int _waitingBytes;
    private ushort _lastPacketId;

    /// <param name="maximumMessages">Messages that may wait.</param>
    /// <param name="maximumBytes">Bytes that may wait.</param>
    internal OutboundWindow(int maximumMessages, int maximumBytes)
    {
        _maximumMessages = maximumMessages;
        _maximumBytes = maximumBytes;
    }

    /// <summary>Where an exchange stands.</summary>
    internal enum Stage : byte
    {
        /// <summary>PUBLISH of QoS 1 sent.</summary>
        AwaitsAcknowledgement,

        /// <summary>PUBLISH of QoS 2 sent.</summary>
        AwaitsReceived,

        /// <summary>PUBREL sent.</summary>
        AwaitsComplete,
    }

    internal int InFlightCount => _inFlight.Count;

    internal int WaitingCount => _waiting.Count;

    internal InFlight this[int index] => _inFlight[index];

    /// <summary>Puts a message at the end of the queue.</summary>
    /// <returns>False when it is full: the message is dropped, what waits already stays unless it has
    /// expired.</returns>
    internal bool TryWait(in Delivery delivery, long now)
    {
        var bytes = delivery.Message.Bytes;
        if (IsFull(bytes))
        {
            Keep(now, keepsQos0: true);
            if (IsFull(bytes))
            {
                return false;
            }
        }

        _waiting.Enqueue(delivery);
        _waitingBytes += bytes;
        return true;
    }

    internal bool TryPeek(out Delivery delivery) => _waiting.TryPeek(out delivery);

    internal void Dequeue() => _waitingBytes -= _waiting.Dequeue().Message.Bytes;

    /// <summary>A packet id that no message in flight has, 1..65535.</summary>
    internal ushort NextPacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (Find(_lastPacketId) >= 0);
        return _lastPacketId;
    }

    internal void Open(ushort packetId, in Delivery delivery)
    {
        var stage = delivery.Qos == 1 ? Stage.AwaitsAcknowledgement : Stage.AwaitsReceived;
        _inFlight.Add(new InFlight(packetId, stage, IsSent: true, delivery));
    }

    /// <summary>Index of the exchange with this packet id, or -1. The window is small, so it is searched.</summary>
    internal int Find(ushort packetId)
    {
        for (var index = 0; index < _inFlight.Count; index++)
        {
            if (_inFlight[index].PacketId == packetId)
            {
                return index;
            }
        }

        return -1;
    }

    internal void Set(int index, InFlight exchange) => _inFlight[index] = exchange;

    internal void RemoveAt(int index) => _inFlight.RemoveAt(index);

    /// <summary>Messages in flight that count against the client's Receive Maximum.</summary>
    internal int SentCount()
    {
        var count = 0;
        foreach (var exchange in _inFlight)
        {
            count += exchange.IsSent ? 1 : 0;
        }

        return count;
    }

    /// <summary>Forgets the connection: nothing counts as sent any more, and QoS 0 does not outlive it.</summary>
    internal void Detach()
    {
        for (var index = 0; index < _inFlight.Count; index++)
        {
            _inFlight[index] = _inFlight[index] with { IsSent = false };
        }

        Keep(now: 0, keepsQos0: false);
    }

    /// <summary>Takes out everything that came through a shared subscription and was not received.</summary>
    internal List<Delivery> TakeShared()
    {
        var taken = new List<Delivery>();
        foreach (var exchange in _inFlight)
        {
            if (exchange.Delivery.SharedFilter is not null && exchange.Stage == Stage.AwaitsAcknowledgement)
            {
                taken.Add(exchange.Delivery);
            }
        }

        foreach (var delivery in _waiting)
        {
            if (delivery.SharedFilter is not null)
            {
                taken.Add(delivery);
            }
        }

        return taken;
    }

    private bool IsFull(int bytes) =>
        _waiting.Count >= _maximumMessages || _waitingBytes + bytes > _maximumBytes;

    private void Keep(long now, bool keepsQos0)
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var delivery = _waiting.Dequeue();
            if (!delivery.Message.IsExpired(now) && (keepsQos0 || delivery.Qos > 0))
            {
                _waiting.Enqueue(delivery);
            }
            else
            {
                _waitingBytes -= delivery.Message.Bytes;
            }
        }
    }

    /// <summary>One exchange.</summary>
    /// <param name="PacketId">Its packet id.</param>
    /// <param name="Stage">Where it stands.</param>
    /// <param name="IsSent">True when it was sent on the present connection.</param>
    /// <param name="Delivery">The message.</param>
    internal readonly record struct InFlight(ushort PacketId, Stage Stage, bool IsSent, Delivery Delivery);
}
