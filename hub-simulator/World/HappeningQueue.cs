// What is planned, by time, and in the order of its planning when the time is the same.
using System;

namespace Hub.Simulator.World;

/// <summary>
/// A heap of four branches: every happening of every simulation passes through one of these. The heap holds only
/// numbers, so that moving its entries costs no more than their bytes; what is to be done stands still beside it.
/// </summary>
internal sealed class HappeningQueue
{
    private const int FirstCapacity = 64;
    private const int Branches = 4;

    private Happening[] _heap = new Happening[FirstCapacity];
    private Action?[] _actions = new Action?[FirstCapacity];
    private int[] _free = new int[FirstCapacity];
    private int _freeCount;
    private int _slots;
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
            Array.Resize(ref _actions, 2 * Count);
            Array.Resize(ref _free, 2 * Count);
        }

        int slot = _freeCount > 0 ? _free[--_freeCount] : _slots++;
        _actions[slot] = action;
        Happening added = new(atMilliseconds, _order++, slot);
        Happening[] heap = _heap;
        int place = Count++;
        while (place > 0)
        {
            int parent = (place - 1) / Branches;
            if (!added.IsBefore(heap[parent]))
            {
                break;
            }

            heap[place] = heap[parent];
            place = parent;
        }

        heap[place] = added;
    }

    /// <summary>Takes the first out; there must be one.</summary>
    internal Action Take()
    {
        int slot = _heap[0].Slot;
        Action first = _actions[slot]!;
        _actions[slot] = null;
        _free[_freeCount++] = slot;
        Happening last = _heap[--Count];
        if (Count > 0)
        {
            SinkFromTop(last);
        }

        return first;
    }

    private void SinkFromTop(in Happening sinking)
    {
        Happening[] heap = _heap;
        int place = 0;
        for (int child = 1; child < Count; child = (Branches * place) + 1)
        {
            int end = Math.Min(child + Branches, Count);
            int least = child;
            for (int other = child + 1; other < end; other++)
            {
                least = heap[other].IsBefore(heap[least]) ? other : least;
            }

            if (!heap[least].IsBefore(sinking))
            {
                break;
            }

            heap[place] = heap[least];
            place = least;
        }

        heap[place] = sinking;
    }

    private readonly record struct Happening(long At, long Order, int Slot)
    {
        internal bool IsBefore(in Happening other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
