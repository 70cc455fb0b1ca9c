// Numbers for messages that never repeat, whatever restarts and cuts lie between.
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>
/// Gives sequence numbers out of blocks that were reserved on flash before the first number of them is used. All
/// numbers are below 2^53, exact in every language.
/// </summary>
/// <remarks>
/// Three ranges that never meet: reserved numbers start, on a blank journal, at a random multiple of 2^20 below 2^50,
/// so that a hub whose flash was lost or swapped does not repeat what it sent before. Where the flash takes no
/// reservation, numbers come from a random start in the range 2^52 to 2^53, chosen at each start of the hub.
/// </remarks>
public sealed class SequenceSource
{
    private const ulong VolatileRange = 1UL << 52;

    private readonly HubState _state;
    private readonly AlarmJournal _journal;
    private readonly IRandom _random;
    private ulong _next;
    private ulong _nextVolatile;

    /// <summary>Makes a source; <see cref="Start"/> must come before the first number.</summary>
    public SequenceSource(HubState state, AlarmJournal journal, IRandom random)
    {
        _state = state;
        _journal = journal;
        _random = random;
    }

    /// <summary>How many numbers came from the range without a reservation since the start.</summary>
    public long VolatileCount { get; private set; }

    /// <summary>True when the block in use is running out and a reservation should be written.</summary>
    internal bool IsRunningOut
    {
        get { return _next + Limits.SequenceReserveAhead > _journal.DurableSequenceCeiling; }
    }

    /// <summary>Goes beyond every number that may have been used before and plans the next block; the caller then
    /// writes the state. Call it after each mount.</summary>
    internal void Start()
    {
        ulong start = _state.SequenceCeiling;
        if (start == 0)
        {
            start = ((ulong)(_random.NextUInt32() & 0x3FFFFFFF) << 20) + 1;
        }

        _next = start + ((ulong)_journal.DoubtfulReservations * Limits.SequenceBlock);
        _state.SequenceCeiling = _next + Limits.SequenceBlock;
    }

    /// <summary>Reserves the next block when the one in use is running out.</summary>
    internal bool Reserve()
    {
        if (!_journal.IsMounted)
        {
            return false;
        }

        if (_state.SequenceCeiling < _next + Limits.SequenceBlock)
        {
            _state.SequenceCeiling = _next + Limits.SequenceBlock;
        }

        return _journal.WriteState();
    }

    /// <summary>The next number.</summary>
    public ulong Next()
    {
        if (_next < _journal.DurableSequenceCeiling || Reserve())
        {
            return _next++;
        }

        if (_nextVolatile == 0)
        {
            _nextVolatile = VolatileRange + ((ulong)(_random.NextUInt32() & 0x0FFFFFFF) << 24);
        }

        VolatileCount++;
        return _nextVolatile++;
    }
}
