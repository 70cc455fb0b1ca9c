// An append-only log of records in flash that a power cut at any byte cannot tear.
namespace Hub.Core.Storage;

/// <summary>
/// Keeps its owner's state in flash. The owner makes a change in memory first and then appends it; an append that
/// returns true says the change survives a power cut at any byte. Layout and reasoning: <c>firmware/README.md</c>.
/// </summary>
/// <remarks>
/// One sector is active and is appended to. When it is full, all live state is copied into the next sector under a
/// higher generation, and that sector becomes active once its snapshot is whole. The sector before stays as it is
/// until its turn comes, so a cut anywhere leaves the old state or the new. Once a copy has been begun, the old
/// sector is never appended to again: two sectors can then never tell different stories.
/// </remarks>
public sealed class RecordLog
{
    private const int NoSector = -1;
    private const int WriteTries = 3;
    private const int FrameRecords = 3;

    // A first copy that a cut ended leaves one torn slot. A whole copy ends with two records, so damage that could
    // hide one is more than that.
    private const int TornByOneCut = 1;

    private readonly LogSectors _sectors;
    private readonly ILogOwner _owner;
    private readonly uint _magic;
    private readonly int _highestKind;
    private readonly SectorSurvey _survey = new SectorSurvey();
    private readonly byte[] _record;

    private int _activeSector = NoSector;
    private int _firstSector;
    private int _nextSlot;
    private uint _generation;
    private uint _highestGeneration;
    private long _retryAtMilliseconds;
    private int _mountTries;

    /// <summary>Makes a log over a flash part; nothing is read or written yet.</summary>
    /// <param name="sectors">The part, cut into slots.</param>
    /// <param name="owner">Whose state it keeps.</param>
    /// <param name="magic">Four bytes that mark this log's sectors.</param>
    /// <param name="minFreeSlots">Slots that the largest copy must leave free, or copying would follow on copying.
    /// </param>
    public RecordLog(LogSectors sectors, ILogOwner owner, uint magic, int minFreeSlots)
    {
        _sectors = sectors;
        _owner = owner;
        _magic = magic;
        _highestKind = sectors.HighestKind;
        _record = new byte[sectors.RecordBytes];
        Check.That(sectors.SlotsPerSector >= owner.LivePlaces + FrameRecords + minFreeSlots, CheckCode.Flash);
    }

    /// <summary>True once the flash has been read; false while it cannot be.</summary>
    public bool IsMounted { get; private set; }

    /// <summary>True while nothing can be written; changes then live in memory only.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>True when the flash was not blank and yet held no whole copy.</summary>
    public bool IsHistoryLost { get; private set; }

    /// <summary>True when no sector ever held a whole copy: all are blank, or hold what a cut left of the first one.
    /// </summary>
    public bool IsUnbegun { get; private set; }

    /// <summary>True when the mount found anything that may hide a record: damage, or a copy that was not finished.
    /// </summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>Records that the mount found damaged beyond repair in the active sector.</summary>
    public int DamagedCount { get; private set; }

    /// <summary>Records of the active sector in which the mount put one wrong bit right.</summary>
    public int CorrectedCount { get; private set; }

    /// <summary>True when the mount found something that a fresh copy should leave behind.</summary>
    public bool NeedsCompaction { get; private set; }

    /// <summary>Records that the active sector still takes.</summary>
    public int FreeSlots
    {
        get { return _activeSector == NoSector ? 0 : _sectors.SlotsPerSector - _nextSlot; }
    }

    /// <summary>
    /// Reads the flash into the owner's state. Writes nothing, so that it can be cut and repeated as often as power
    /// fails.
    /// </summary>
    /// <returns>False when the flash cannot be read; nothing is then known, and nothing may be overwritten.</returns>
    public bool Mount()
    {
        int best = NoSector;
        int blank = NoSector;
        uint bestGeneration = 0;
        bool isUnbegun = true;
        bool isBlank = true;
        bool isReadable = true;
        bool isDamaged = false;
        for (int sector = 0; sector < _sectors.Count; sector++)
        {
            _survey.Take(_sectors, sector, _record);
            isBlank = isBlank && _survey.UsedSlots == 0;
            blank = blank == NoSector && _survey.UsedSlots == 0 ? sector : blank;
            isUnbegun = isUnbegun && !_survey.IsComplete && _survey.DamagedSlots <= TornByOneCut;
            isReadable = isReadable && _survey.UnreadableSlots == 0;
            isDamaged = isDamaged || _survey.DamagedSlots > 0 || _survey.UnreadableSlots > 0;
            _highestGeneration = _survey.Generation > _highestGeneration ? _survey.Generation : _highestGeneration;
            if (_survey.IsComplete && _survey.Generation > bestGeneration)
            {
                best = sector;
                bestGeneration = _survey.Generation;
            }
        }

        // What cannot be read now may be the newest; only when it stays so is the rest taken for all there is.
        _mountTries++;
        if (!isReadable && (best == NoSector || _mountTries < StorageLimits.MountTriesBeforePartial))
        {
            IsFaulty = true;
            return false;
        }

        bool isNewerUnfinished = best != NoSector && _highestGeneration > bestGeneration;
        IsUnbegun = isUnbegun;
        IsHistoryLost = best == NoSector && !isBlank;
        IsDoubtful = isDamaged || isNewerUnfinished;
        _activeSector = best;
        _firstSector = isUnbegun && blank != NoSector ? blank : 0;
        _generation = bestGeneration;
        _owner.Forget();
        if (best != NoSector)
        {
            Replay();
        }

        NeedsCompaction = best == NoSector || isNewerUnfinished || DamagedCount + CorrectedCount > 0;
        IsMounted = true;
        IsFaulty = false;
        return true;
    }

    /// <summary>Begins a record: the caller puts the payload and calls <see cref="Append"/>.</summary>
    /// <returns>The record's buffer; null while nothing can be appended.</returns>
    public byte[]? Begin(int kind)
    {
        if (!IsMounted || IsFaulty)
        {
            return null;
        }

        LogRecord.Begin(_record, kind, _generation, false);
        return _record;
    }

    /// <summary>
    /// Appends the record that was begun. The change is already in memory, so a copy of all live state serves as well
    /// when there is no room or the sector will not take it.
    /// </summary>
    /// <returns>True when the change survives a power cut.</returns>
    public bool Append()
    {
        return (_activeSector != NoSector && WriteRecord(_activeSector)) || Compact();
    }

    /// <summary>Copies all live state into the next sector that takes it.</summary>
    /// <returns>False when none does; the log is then faulty.</returns>
    public bool Compact()
    {
        if (!IsMounted)
        {
            return false;
        }

        int candidates = _activeSector == NoSector ? _sectors.Count : _sectors.Count - 1;
        for (int i = 0; i < candidates; i++)
        {
            int sector = (_activeSector == NoSector ? _firstSector : _activeSector + 1) + i;
            sector -= sector >= _sectors.Count ? _sectors.Count : 0;
            if (WriteSnapshot(sector))
            {
                _activeSector = sector;
                IsFaulty = false;
                NeedsCompaction = false;
                _owner.OnCopied();
                return true;
            }
        }

        IsFaulty = true;
        return false;
    }

    /// <summary>Erases every sector but the active one, so that nothing of what is gone can be read any more.</summary>
    /// <returns>True when all of them are blank.</returns>
    public bool EraseOthers()
    {
        if (IsFaulty || _activeSector == NoSector)
        {
            return false;
        }

        bool isErased = true;
        for (int sector = 0; sector < _sectors.Count; sector++)
        {
            if (sector != _activeSector && !_sectors.IsBlank(sector))
            {
                isErased = _sectors.Erase(sector) && isErased;
            }
        }

        return isErased;
    }

    /// <summary>
    /// Work for idle steps: copies ahead of time, so that a change seldom waits for an erasure, and tries again after
    /// a fault.
    /// </summary>
    /// <returns>True when it did something.</returns>
    public bool Maintain(long nowMilliseconds)
    {
        if (IsFaulty)
        {
            if (nowMilliseconds < _retryAtMilliseconds)
            {
                return false;
            }

            _retryAtMilliseconds = nowMilliseconds + StorageLimits.JournalRetryMilliseconds;
            return IsMounted && Compact();
        }

        return IsMounted && FreeSlots < StorageLimits.IdleCompactionFreeSlots && Compact();
    }

    // Replays the active sector in the order it was written, past damaged records.
    private void Replay()
    {
        _nextSlot = 0;
        DamagedCount = 0;
        CorrectedCount = 0;
        for (int slot = 0; slot < _sectors.SlotsPerSector; slot++)
        {
            SlotCondition condition = _sectors.Read(_activeSector, slot, _record);
            if (condition == SlotCondition.Blank)
            {
                continue;
            }

            _nextSlot = slot + 1;
            if (condition == SlotCondition.Damaged && LogRecord.TryCorrect(_record, _generation, _highestKind))
            {
                condition = SlotCondition.Corrected;
                CorrectedCount++;
            }

            if (condition != SlotCondition.Valid && condition != SlotCondition.Corrected)
            {
                DamagedCount++;
            }
            else if (LogRecord.Generation(_record) == _generation)
            {
                _owner.Apply(_record);
            }
        }
    }

    private bool WriteSnapshot(int sector)
    {
        _generation = ++_highestGeneration;
        _nextSlot = 0;
        if (!_sectors.Erase(sector))
        {
            return false;
        }

        LogRecord.Begin(_record, LogRecord.SectorHeader, _generation, true);
        LogRecord.PutHeader(_record, _magic, sector);
        bool isWritten = WriteRecord(sector);
        int places = _owner.LivePlaces;
        for (int place = 0; place < places && isWritten; place++)
        {
            LogRecord.Begin(_record, 0, _generation, true);
            _record[0] = (byte)_owner.PutLive(place, _record);
            isWritten = LogRecord.Kind(_record) == 0 || WriteRecord(sector);
        }

        // Twice, so that one damaged record cannot take the whole sector with it.
        for (int i = 0; i < 2 && isWritten; i++)
        {
            LogRecord.Begin(_record, LogRecord.SnapshotEnd, _generation, true);
            isWritten = WriteRecord(sector);
        }

        return isWritten;
    }

    private bool WriteRecord(int sector)
    {
        LogRecord.Seal(_record);
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
