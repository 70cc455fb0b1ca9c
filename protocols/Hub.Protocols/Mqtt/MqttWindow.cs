// The QoS 1 publishes that wait for their PUBACK, each copied into a slab of its own.
using System;

namespace Hub.Protocols.Mqtt;

/// <summary>
/// A fixed number of slots. A slot is free, queued (to be sent on this connection) or sent; it stays taken across
/// connections until its PUBACK comes.
/// </summary>
internal sealed class MqttWindow
{
    /// <summary>What a search gives when there is no such slot.</summary>
    public const int None = -1;

    private const byte Free = 0;
    private const byte Queued = 1;
    private const byte Sent = 2;

    private readonly byte[] _slabs;
    private readonly byte[] _states;
    private readonly bool[] _retains;
    private readonly bool[] _duplicates;
    private readonly int[] _packetIds;
    private readonly int[] _topicLengths;
    private readonly int[] _payloadLengths;
    private readonly long[] _orders;
    private readonly long[] _sentAt;
    private long _nextOrder;

    /// <summary>Makes a window of so many slots.</summary>
    public MqttWindow(int slots)
    {
        _slabs = new byte[slots * SlabBytes];
        _states = new byte[slots];
        _retains = new bool[slots];
        _duplicates = new bool[slots];
        _packetIds = new int[slots];
        _topicLengths = new int[slots];
        _payloadLengths = new int[slots];
        _orders = new long[slots];
        _sentAt = new long[slots];
    }

    /// <summary>Holds every slot's topic and payload, one after the other.</summary>
    public byte[] Slabs => _slabs;

    /// <summary>Slots taken.</summary>
    public int Count { get; private set; }

    /// <summary>Slots sent on this connection and not acknowledged.</summary>
    public int SentCount { get; private set; }

    /// <summary>True when no slot is free.</summary>
    public bool IsFull => Count == _states.Length;

    private static int SlabBytes => ProtocolLimits.MaxMqttTopicBytes + ProtocolLimits.MaxMessageBytes;

    /// <summary>Copies a message into a free slot, queued.</summary>
    /// <returns>The slot; there must be a free one.</returns>
    public int Add(
        int packetId, byte[] topic, int topicLength, byte[] payload, int offset, int count, bool retain)
    {
        int slot = 0;
        while (_states[slot] != Free)
        {
            slot++;
        }

        int start = TopicOffset(slot);
        Array.Copy(topic, 0, _slabs, start, topicLength);
        Array.Copy(payload, offset, _slabs, start + topicLength, count);
        _states[slot] = Queued;
        _retains[slot] = retain;
        _duplicates[slot] = false;
        _packetIds[slot] = packetId;
        _topicLengths[slot] = topicLength;
        _payloadLengths[slot] = count;
        _orders[slot] = _nextOrder++;
        Count++;
        return slot;
    }

    /// <summary>The slot with that packet id, or <see cref="None"/>.</summary>
    public int Find(int packetId)
    {
        for (int slot = 0; slot < _states.Length; slot++)
        {
            if (_states[slot] != Free && _packetIds[slot] == packetId)
            {
                return slot;
            }
        }

        return None;
    }

    /// <summary>The queued slot that was published first, or <see cref="None"/>.</summary>
    public int OldestQueued()
    {
        if (Count == SentCount)
        {
            return None;
        }

        int oldest = None;
        for (int slot = 0; slot < _states.Length; slot++)
        {
            if (_states[slot] == Queued && (oldest == None || _orders[slot] < _orders[oldest]))
            {
                oldest = slot;
            }
        }

        return oldest;
    }

    /// <summary>When the slot that has waited longest was sent; long.MaxValue when none waits.</summary>
    public long OldestSentAt()
    {
        long oldest = long.MaxValue;
        for (int slot = 0; SentCount > 0 && slot < _states.Length; slot++)
        {
            if (_states[slot] == Sent && _sentAt[slot] < oldest)
            {
                oldest = _sentAt[slot];
            }
        }

        return oldest;
    }

    /// <summary>Marks a queued slot as sent now.</summary>
    public void MarkSent(int slot, long nowMilliseconds)
    {
        _states[slot] = Sent;
        _duplicates[slot] = true;
        _sentAt[slot] = nowMilliseconds;
        SentCount++;
    }

    /// <summary>True when the slot has been sent on this connection.</summary>
    public bool IsSent(int slot)
    {
        return _states[slot] == Sent;
    }

    /// <summary>Frees a slot.</summary>
    public void Release(int slot)
    {
        if (_states[slot] == Sent)
        {
            SentCount--;
        }

        _states[slot] = Free;
        Count--;
    }

    /// <summary>Queues every taken slot for a new connection: as a duplicate where the broker still has the session
    /// and it was sent before, otherwise as new.</summary>
    public void Requeue(bool sessionPresent)
    {
        for (int slot = 0; slot < _states.Length; slot++)
        {
            if (_states[slot] == Sent)
            {
                _states[slot] = Queued;
            }

            _duplicates[slot] = _duplicates[slot] && sessionPresent;
        }

        SentCount = 0;
    }

    /// <summary>The slot's packet id.</summary>
    public int PacketId(int slot)
    {
        return _packetIds[slot];
    }

    /// <summary>Whether the slot is to be sent with DUP.</summary>
    public bool IsDuplicate(int slot)
    {
        return _duplicates[slot];
    }

    /// <summary>Whether the slot is to be sent with RETAIN.</summary>
    public bool IsRetained(int slot)
    {
        return _retains[slot];
    }

    /// <summary>Where the slot's topic starts in <see cref="Slabs"/>; its payload follows it.</summary>
    public int TopicOffset(int slot)
    {
        return slot * SlabBytes;
    }

    /// <summary>Length of the slot's topic.</summary>
    public int TopicLength(int slot)
    {
        return _topicLengths[slot];
    }

    /// <summary>Length of the slot's payload.</summary>
    public int PayloadLength(int slot)
    {
        return _payloadLengths[slot];
    }
}
