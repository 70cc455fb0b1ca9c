// A small fixed set of packet ids.
namespace Hub.Protocols.Mqtt;

/// <summary>Packet ids in use, with the time each was put in. Holds a fixed number.</summary>
internal sealed class MqttIdSet
{
    private readonly int[] _ids;
    private readonly long[] _addedAt;

    /// <summary>Makes an empty set.</summary>
    public MqttIdSet(int capacity)
    {
        _ids = new int[capacity];
        _addedAt = new long[capacity];
    }

    /// <summary>How many are in it.</summary>
    public int Count { get; private set; }

    /// <summary>True when no more fits.</summary>
    public bool IsFull => Count == _ids.Length;

    /// <summary>Whether an id is in it.</summary>
    public bool Contains(int id)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_ids[i] == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts an id in; there must be room.</summary>
    public void Add(int id, long nowMilliseconds)
    {
        _ids[Count] = id;
        _addedAt[Count] = nowMilliseconds;
        Count++;
    }

    /// <summary>Takes an id out.</summary>
    /// <returns>False when it was not in.</returns>
    public bool Remove(int id)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_ids[i] == id)
            {
                Count--;
                _ids[i] = _ids[Count];
                _addedAt[i] = _addedAt[Count];
                return true;
            }
        }

        return false;
    }

    /// <summary>When the oldest was put in; long.MaxValue when empty.</summary>
    public long OldestAddedAt()
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < Count; i++)
        {
            if (_addedAt[i] < oldest)
            {
                oldest = _addedAt[i];
            }
        }

        return oldest;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Count = 0;
    }
}
