// What is planned, by time, and in the order of its planning when the time is the same.
using System;

namespace Hub.Simulator.World;

/// <summary>A binary heap: every happening of every simulation passes through one of these.</summary>
internal sealed class HappeningQueue
{
    private const int FirstCapacity = 64;

    private Happening[] _heap = new Happening[FirstCapacity];
    private long _order;

    /// <summary>How many happenings are planned.</summary>
    internal int Count { get; private set; }

    /// <summary>The time of the first, in ms; long.MaxValue when nothing is planned.</summary>
    internal long NextAt => Count == 0 ? long.MaxValue : _heap[0].At;

    /// <summary>Plans a happening.</summary>
    internal void Add(long atMilliseconds, Action action)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * Count);
        }

        Happening added = new(atMilliseconds, _order++, action);
        int place = Count++;
        while (place > 0 && added.IsBefore(_heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = added;
    }

    /// <summary>Takes the first out; there must be one.</summary>
    internal Action Take()
    {
        Action first = _heap[0].Action;
        Happening last = _heap[--Count];
        _heap[Count] = default;
        int place = 0;
        for (int child = 1; child < Count; child = (2 * place) + 1)
        {
            child += child + 1 < Count && _heap[child + 1].IsBefore(_heap[child]) ? 1 : 0;
            if (!_heap[child].IsBefore(last))
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        if (Count > 0)
        {
            _heap[place] = last;
        }

        return first;
    }

    private readonly record struct Happening(long At, long Order, Action Action)
    {
        internal bool IsBefore(in Happening other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
