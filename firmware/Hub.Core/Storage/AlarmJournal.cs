// The hub's memory across power cuts: pending alarms and counters, append-only in flash.
using Hub.Core.Alarming;
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>
/// Keeps <see cref="PendingAlarms"/> and <see cref="HubState"/> in flash. A change is made in memory first and then
/// written; a call that returns true says the change survives a power cut at any byte. Layout and reasoning:
/// <c>firmware/README.md</c>.
/// </summary>
/// <remarks>
/// One sector is active and is appended to. When it is full, all live state is copied into the next sector under a
/// higher generation, and that sector becomes active once its snapshot is whole. The sector before stays as it is
/// until its turn comes, so a cut anywhere leaves the old state or the new. Once a copy has been begun, the old
/// sector is never appended to again: two sectors can then never tell different stories.
/// </remarks>
public sealed class AlarmJournal
{
    private const int NoSector = -1;
    private const int WriteTries = 3;

    private readonly HubState _state;
    private readonly PendingAlarms _alarms;
    private readonly JournalSectors _sectors;
    private readonly SectorSurvey _survey = new SectorSurvey();
    private readonly JournalReplay _replay;
    private readonly byte[] _record = new byte[JournalRecord.Bytes];

    private int _activeSector = NoSector;
    private int _nextSlot;
    private uint _generation;
    private uint _highestGeneration;
    private long _retryAtMilliseconds;
    private int _mountTries;

    /// <summary>Makes a journal over a flash part; nothing is read or written yet.</summary>
    public AlarmJournal(IFlash flash, HubState state, PendingAlarms alarms)
    {
        _state = state;
        _alarms = alarms;
        _sectors = new JournalSectors(flash);
        _replay = new JournalReplay(_sectors, state, alarms);

        // A snapshot must leave half the sector free, or copying would follow on copying.
        int snapshotSlots = alarms.Capacity + Limits.SnapshotOverheadRecords;
        Check.That(_sectors.SlotsPerSector >= snapshotSlots + Limits.MinFreeSlotsAfterSnapshot, CheckCode.Flash);
    }

    /// <summary>True once the flash has been read; false while it cannot be.</summary>
    public bool IsMounted { get; private set; }

    /// <summary>True while nothing can be written; alarms then live in memory only.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Sequence numbers below this are reserved on flash.</summary>
    public ulong DurableSequenceCeiling { get; private set; }

    /// <summary>Blocks of sequence numbers that damaged records may have reserved unseen.</summary>
    public int DoubtfulReservations { get; private set; }

    /// <summary>Starts that damaged records may have counted unseen.</summary>
    public int DoubtfulBoots { get; private set; }

    /// <summary>True when the flash was not blank and yet held no whole journal.</summary>
    public bool IsHistoryLost { get; private set; }

    /// <summary>Records that the last mount found damaged, put right or not.</summary>
    public int DamagedRecordCount { get; private set; }

    /// <summary>True when recovery found something that a fresh copy should leave behind.</summary>
    public bool NeedsCompaction { get; private set; }

    /// <summary>Erasures since the start.</summary>
    public long EraseCount
    {
        get { return _sectors.EraseCount; }
    }

    /// <summary>Records written since the start.</summary>
    public long WriteCount
    {
        get { return _sectors.WriteCount; }
    }

    /// <summary>Flash operations that failed since the start.</summary>
    public long ErrorCount
    {
        get { return _sectors.ErrorCount; }
    }

    internal int FreeSlots
    {
        get { return _activeSector == NoSector ? 0 : _sectors.SlotsPerSector - _nextSlot; }
    }

    /// <summary>
    /// Reads the flash into state and alarms; alarms already in the table stay. Writes nothing, so that it can be cut
    /// and repeated as often as power fails.
    /// </summary>
    /// <returns>False when the flash cannot be read; nothing is then known, and nothing may be overwritten.</returns>
    public bool Mount()
    {
        int best = NoSector;
        uint bestGeneration = 0;
        bool isBlank = true;
        bool isReadable = true;
        bool isDoubtful = false;
        for (int sector = 0; sector < _sectors.Count; sector++)
        {
            _survey.Take(_sectors, sector, _record);
            isBlank = isBlank && _survey.UsedSlots == 0;
            isReadable = isReadable && _survey.UnreadableSlots == 0;
            isDoubtful = isDoubtful || _survey.DamagedSlots > 0 || _survey.UnreadableSlots > 0;
            _highestGeneration = _survey.Generation > _highestGeneration ? _survey.Generation : _highestGeneration;
            if (_survey.IsComplete && _survey.Generation > bestGeneration)
            {
                best = sector;
                bestGeneration = _survey.Generation;
            }
        }

        // What cannot be read now may be the newest; only when it stays so is the rest taken for all there is.
        _mountTries++;
        if (!isReadable && (best == NoSector || _mountTries < Limits.MountTriesBeforePartial))
        {
            IsFaulty = true;
            return false;
        }

        _state.Clear();
        IsHistoryLost = best == NoSector && !isBlank;
        bool isNewerUnfinished = best != NoSector && _highestGeneration > bestGeneration;
        DoubtfulReservations = isDoubtful || isNewerUnfinished ? _sectors.SlotsPerSector : 0;
        NeedsCompaction = best == NoSector || isNewerUnfinished;
        _activeSector = best;
        _generation = bestGeneration;
        if (best != NoSector)
        {
            _replay.Run(best, bestGeneration, _record);
            _nextSlot = _replay.NextSlot;
            DurableSequenceCeiling = _state.SequenceCeiling;
            DamagedRecordCount = _replay.DamagedCount + _replay.CorrectedCount;
            DoubtfulBoots = _replay.DamagedCount;
            DoubtfulReservations += _replay.DamagedCount;
            _state.DamagedRecordCount += DamagedRecordCount;
            NeedsCompaction = NeedsCompaction || DamagedRecordCount > 0;
        }

        IsMounted = true;
        IsFaulty = false;
        return true;
    }

    /// <summary>Writes the counters.</summary>
    public bool WriteState()
    {
        if (!CanAppend(RecordKind.State))
        {
            return false;
        }

        ulong ceiling = _state.SequenceCeiling;
        JournalRecord.PutState(_record, _state);
        bool isWritten = Append();
        DurableSequenceCeiling = isWritten ? ceiling : DurableSequenceCeiling;
        return isWritten;
    }

    /// <summary>Writes an alarm that has been added to the table.</summary>
    public bool WriteRaised(PendingAlarm alarm)
    {
        if (!CanAppend(RecordKind.AlarmRaised))
        {
            return false;
        }

        JournalRecord.PutRaised(_record, alarm);
        alarm.IsJournalled = Append();
        return alarm.IsJournalled;
    }

    /// <summary>Writes that a press was joined to an alarm.</summary>
    public bool WriteJoined(PendingAlarm alarm)
    {
        // An alarm that is not in the journal yet comes there whole, with the next copy.
        if (!alarm.IsJournalled || !CanAppend(RecordKind.PressJoined))
        {
            return false;
        }

        // What the journal holds of it is no longer what the table holds, unless the write succeeds.
        JournalRecord.PutJoined(_record, alarm);
        alarm.IsJournalled = Append();
        return alarm.IsJournalled;
    }

    /// <summary>Writes that an alarm has left the table.</summary>
    /// <param name="sequence">The alarm.</param>
    /// <param name="reason">One of <see cref="ClosedReason"/>.</param>
    public bool WriteClosed(ulong sequence, int reason)
    {
        if (!CanAppend(RecordKind.AlarmClosed))
        {
            return false;
        }

        JournalRecord.PutClosed(_record, sequence, reason);
        return Append();
    }

    /// <summary>Copies all live state into the next sector that takes it.</summary>
    /// <returns>False when none does; the journal is then faulty.</returns>
    public bool Compact()
    {
        if (!IsMounted)
        {
            return false;
        }

        int candidates = _activeSector == NoSector ? _sectors.Count : _sectors.Count - 1;
        for (int i = 0; i < candidates; i++)
        {
            int sector = _activeSector + 1 + i;
            sector -= sector >= _sectors.Count ? _sectors.Count : 0;
            if (WriteSnapshot(sector))
            {
                _activeSector = sector;
                IsFaulty = false;
                NeedsCompaction = false;
                DurableSequenceCeiling = _state.SequenceCeiling;
                for (int place = 0; place < _alarms.Capacity; place++)
                {
                    _alarms.At(place).IsJournalled = _alarms.At(place).IsInUse;
                }

                return true;
            }
        }

        IsFaulty = true;
        return false;
    }

    /// <summary>
    /// Work for idle steps: copies ahead of time, so that a press seldom waits for an erasure, and tries again after
    /// a fault.
    /// </summary>
    /// <returns>True when it did something.</returns>
    internal bool Maintain(long nowMilliseconds)
    {
        if (IsFaulty)
        {
            if (nowMilliseconds < _retryAtMilliseconds)
            {
                return false;
            }

            _retryAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
            return IsMounted && Compact();
        }

        return IsMounted && FreeSlots < Limits.IdleCompactionFreeSlots && Compact();
    }

    private bool CanAppend(int kind)
    {
        if (!IsMounted || IsFaulty)
        {
            return false;
        }

        JournalRecord.Begin(_record, kind, _generation, false);
        return true;
    }

    // Appends what is in the record buffer. The change is already in memory, so a copy of all live state serves as
    // well when there is no room or the sector will not take it.
    private bool Append()
    {
        if (_activeSector != NoSector)
        {
            JournalRecord.Seal(_record);
            for (int attempt = 0; attempt < WriteTries && _nextSlot < _sectors.SlotsPerSector; attempt++)
            {
                if (_sectors.Write(_activeSector, _nextSlot++, _record))
                {
                    return true;
                }
            }
        }

        return Compact();
    }

    private bool WriteSnapshot(int sector)
    {
        _generation = ++_highestGeneration;
        _nextSlot = 0;
        if (!_sectors.Erase(sector))
        {
            return false;
        }

        JournalRecord.Begin(_record, RecordKind.SectorHeader, _generation, true);
        JournalRecord.PutHeader(_record, sector);
        bool isWritten = WriteSnapshotRecord(sector);
        JournalRecord.Begin(_record, RecordKind.State, _generation, true);
        JournalRecord.PutState(_record, _state);
        isWritten = isWritten && WriteSnapshotRecord(sector);
        for (int i = 0; i < _alarms.Capacity && isWritten; i++)
        {
            if (_alarms.At(i).IsInUse)
            {
                JournalRecord.Begin(_record, RecordKind.AlarmRaised, _generation, true);
                JournalRecord.PutRaised(_record, _alarms.At(i));
                isWritten = WriteSnapshotRecord(sector);
            }
        }

        // Twice, so that one damaged record cannot take the whole sector with it.
        for (int i = 0; i < 2 && isWritten; i++)
        {
            JournalRecord.Begin(_record, RecordKind.SnapshotEnd, _generation, true);
            isWritten = WriteSnapshotRecord(sector);
        }

        return isWritten;
    }

    private bool WriteSnapshotRecord(int sector)
    {
        JournalRecord.Seal(_record);
        for (int attempt = 0; attempt < WriteTries && _nextSlot < _sectors.SlotsPerSector; attempt++)
        {
            if (_sectors.Write(sector, _nextSlot++, _record))
            {
                return true;
            }
        }

        return false;
    }
}
