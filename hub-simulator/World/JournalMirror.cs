// What a starting hub would find in the journal, kept up to date by reading only what has changed.
using System;
using Hub.Core;
using Hub.Core.Alarming;
using Hub.Core.Storage;

namespace Hub.Simulator.World;

/// <summary>
/// Tells the same as <see cref="FlashReport.PendingAlarms"/>, which reads the whole part each time. A look at a journal
/// after every write of its would otherwise be most of what a simulation does.
/// </summary>
public sealed class JournalMirror
{
    private const int NoSector = -1;

    private readonly SimFlash _flash;
    private readonly Sector[] _sectors;
    private readonly byte[] _record = new byte[JournalRecord.Bytes];
    private readonly PendingAlarms _alarms = new();
    private readonly JournalContents _contents;
    private int _active = NoSector;
    private int _replayedSlots;

    /// <summary>A mirror of a part that has not been looked at yet.</summary>
    public JournalMirror(SimFlash flash)
    {
        _flash = flash;
        _contents = new JournalContents(new HubState(), _alarms);
        _sectors = new Sector[Math.Min(flash.SectorCount, Limits.MaxSectors)];
        for (int i = 0; i < _sectors.Length; i++)
        {
            _sectors[i] = new Sector(flash.SectorSizeBytes);
        }
    }

    /// <summary>Places of alarms; those that <see cref="At"/> has no alarm for are empty.</summary>
    public int Capacity => _alarms.Capacity;

    /// <summary>An alarm that a hub would find if it started at the time of the last look, or null.</summary>
    public PendingAlarm? At(int place) => _alarms.At(place) is { IsInUse: true } alarm ? alarm : null;

    /// <summary>Looks at what lies in the part now.</summary>
    public void Look()
    {
        int firstChanged = int.MaxValue;
        for (int i = 0; i < _sectors.Length; i++)
        {
            int changed = _sectors[i].Look(_flash.Contents(i), _record);
            firstChanged = i == _active ? changed : firstChanged;
        }

        int active = FindActive();
        bool isOnlyLonger = active == _active && firstChanged >= _replayedSlots;
        if (!isOnlyLonger)
        {
            Forget();
        }

        _active = active;
        if (active != NoSector)
        {
            Replay(_sectors[active]);
        }
    }

    // Of the sectors whose copy is whole the one with the highest generation.
    private int FindActive()
    {
        int active = NoSector;
        uint best = 0;
        for (int i = 0; i < _sectors.Length; i++)
        {
            if (_sectors[i].IsComplete && _sectors[i].Generation > best)
            {
                active = i;
                best = _sectors[i].Generation;
            }
        }

        return active;
    }

    private void Forget()
    {
        _replayedSlots = 0;
        _contents.Forget();
        for (int i = 0; i < _alarms.Capacity; i++)
        {
            if (_alarms.At(i).IsInUse)
            {
                _alarms.Remove(_alarms.At(i));
            }
        }
    }

    private void Replay(Sector sector)
    {
        for (; _replayedSlots < sector.UsedSlots; _replayedSlots++)
        {
            SlotCondition condition = sector.Get(_replayedSlots, _record);
            bool isUsable = condition == SlotCondition.Valid || (condition == SlotCondition.Damaged
                && LogRecord.TryCorrect(_record, sector.Generation, RecordKind.Highest));
            if (isUsable && LogRecord.Generation(_record) == sector.Generation)
            {
                _contents.Apply(_record);
            }
        }
    }

    // A sector as it was at the last look, and what its slots were found to hold.
    private sealed class Sector
    {
        private readonly byte[] _bytes;
        private readonly SlotCondition[] _conditions;

        internal Sector(int sizeBytes)
        {
            _bytes = new byte[sizeBytes];
            _bytes.AsSpan().Fill(0xFF);
            _conditions = new SlotCondition[sizeBytes / JournalRecord.Bytes];
        }

        internal uint Generation { get; private set; }

        internal bool IsComplete { get; private set; }

        internal int UsedSlots { get; private set; }

        internal SlotCondition Get(int slot, byte[] record)
        {
            _bytes.AsSpan(slot * JournalRecord.Bytes, JournalRecord.Bytes).CopyTo(record);
            return _conditions[slot];
        }

        /// <summary>Takes over what has changed.</summary>
        /// <returns>The first slot that has, or int.MaxValue.</returns>
        internal int Look(ReadOnlySpan<byte> now, byte[] record)
        {
            if (now.SequenceEqual(_bytes))
            {
                return int.MaxValue;
            }

            int firstChanged = int.MaxValue;
            for (int slot = _conditions.Length - 1; slot >= 0; slot--)
            {
                ReadOnlySpan<byte> bytes = now.Slice(slot * JournalRecord.Bytes, JournalRecord.Bytes);
                if (!bytes.SequenceEqual(_bytes.AsSpan(slot * JournalRecord.Bytes, JournalRecord.Bytes)))
                {
                    bytes.CopyTo(record);
                    _conditions[slot] = LogRecord.Examine(record, RecordKind.Highest);
                    firstChanged = slot;
                }
            }

            now.CopyTo(_bytes);
            Survey(record);
            return firstChanged;
        }

        private void Survey(byte[] record)
        {
            Generation = 0;
            IsComplete = false;
            UsedSlots = 0;
            for (int slot = 0; slot < _conditions.Length; slot++)
            {
                UsedSlots = _conditions[slot] == SlotCondition.Blank ? UsedSlots : slot + 1;
                if (_conditions[slot] == SlotCondition.Valid)
                {
                    Get(slot, record);
                    Count(record);
                }
            }
        }

        // The copy that a sector begins with is whole when its end is there, or something written only afterwards.
        private void Count(byte[] record)
        {
            uint generation = LogRecord.Generation(record);
            IsComplete = IsComplete && generation <= Generation;
            Generation = Math.Max(generation, Generation);
            IsComplete = IsComplete || (generation == Generation
                && (LogRecord.Kind(record) == LogRecord.SnapshotEnd || !LogRecord.IsSnapshot(record)));
        }
    }
}
