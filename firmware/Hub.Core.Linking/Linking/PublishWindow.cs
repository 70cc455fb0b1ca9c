// What has been published on this session and not been answered.
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>A fixed table from the uplink's publish ids to what they stand for.</summary>
internal sealed class PublishWindow
{
    private readonly int[] _ids = new int[Limits.PublishWindow];
    private readonly MessageKind[] _kinds = new MessageKind[Limits.PublishWindow];
    private readonly int[] _tags = new int[Limits.PublishWindow];
    private readonly long[] _sentAtMilliseconds = new long[Limits.PublishWindow];

    /// <summary>Messages that wait for an answer.</summary>
    internal int Count { get; private set; }

    /// <summary>Kind of the message that <see cref="Remove"/> found last.</summary>
    internal MessageKind RemovedKind { get; private set; }

    /// <summary>Tag of the message that <see cref="Remove"/> found last.</summary>
    internal int RemovedTag { get; private set; }

    /// <summary>Whether one more message may go out.</summary>
    /// <param name="isPerson">Alarms of persons may use the places that others must leave free.</param>
    internal bool HasRoom(bool isPerson)
    {
        return Count < (isPerson ? Limits.PublishWindow : Limits.PublishWindow - Limits.PublishWindowReserve);
    }

    /// <summary>When the message that has waited longest was sent; long.MaxValue when none waits.</summary>
    internal long OldestSentAtMilliseconds()
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < _ids.Length && Count > 0; i++)
        {
            oldest = _ids[i] != 0 && _sentAtMilliseconds[i] < oldest ? _sentAtMilliseconds[i] : oldest;
        }

        return oldest;
    }

    internal void Add(int id, MessageKind kind, int tag, long nowMilliseconds)
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] == 0)
            {
                _ids[i] = id;
                _kinds[i] = kind;
                _tags[i] = tag;
                _sentAtMilliseconds[i] = nowMilliseconds;
                Count++;
                return;
            }
        }

        Check.That(false, CheckCode.PublishWindow);
    }

    /// <summary>Takes out the message with this id.</summary>
    /// <returns>False when there is none, as for messages of an earlier session.</returns>
    internal bool Remove(int id)
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] == id && id != 0)
            {
                _ids[i] = 0;
                Count--;
                RemovedKind = _kinds[i];
                RemovedTag = _tags[i];
                return true;
            }
        }

        return false;
    }

    internal void Clear()
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            _ids[i] = 0;
        }

        Count = 0;
    }
}
