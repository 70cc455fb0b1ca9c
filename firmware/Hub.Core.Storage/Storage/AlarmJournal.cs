// The hub's memory across power cuts: pending alarms and counters, append-only in flash.
using Hub.Core.Alarming;
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>
/// Keeps <see cref="PendingAlarms"/> and <see cref="HubState"/> in flash. A change is made in memory first and then
/// written; a call that returns true says the change survives a power cut at any byte. How: <see cref="RecordLog"/>.
/// </summary>
public sealed class AlarmJournal
{
    private readonly HubState _state;
    private readonly LogSectors _sectors;
    private readonly JournalContents _contents;
    private readonly RecordLog _log;

    /// <summary>Makes a journal over a flash part; nothing is read or written yet.</summary>
    public AlarmJournal(IFlash flash, HubState state, PendingAlarms alarms)
    {
        _state = state;
        _sectors = new LogSectors(flash, JournalRecord.Bytes, RecordKind.Highest, Limits.MinSectorBytes);
        _contents = new JournalContents(state, alarms);
        _log = new RecordLog(_sectors, _contents, JournalRecord.Magic, Limits.MinFreeSlotsAfterSnapshot);
    }

    /// <summary>True once the flash has been read; false while it cannot be.</summary>
    public bool IsMounted
    {
        get { return _log.IsMounted; }
    }

    /// <summary>True while nothing can be written; alarms then live in memory only.</summary>
    public bool IsFaulty
    {
        get { return _log.IsFaulty; }
    }

    /// <summary>Sequence numbers below this are reserved on flash.</summary>
    public ulong DurableSequenceCeiling
    {
        get { return _contents.DurableSequenceCeiling; }
    }

    /// <summary>Blocks of sequence numbers that damaged records may have reserved unseen.</summary>
    public int DoubtfulReservations { get; private set; }

    /// <summary>Starts that damaged records may have counted unseen.</summary>
    public int DoubtfulBoots
    {
        get { return _log.DamagedCount; }
    }

    /// <summary>True when the flash was not blank and yet held no whole journal.</summary>
    public bool IsHistoryLost
    {
        get { return _log.IsHistoryLost; }
    }

    /// <summary>Records that the last mount found damaged, put right or not.</summary>
    public int DamagedRecordCount
    {
        get { return _log.DamagedCount + _log.CorrectedCount; }
    }

    /// <summary>True when recovery found something that a fresh copy should leave behind.</summary>
    public bool NeedsCompaction
    {
        get { return _log.NeedsCompaction; }
    }

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

    /// <summary>How full the sector is that is being written, 0 to 100 %.</summary>
    public int FillPercent
    {
        get
        {
            int slots = _sectors.SlotsPerSector;
            return slots > 0 && IsMounted ? 100 - (FreeSlots * 100 / slots) : 0;
        }
    }

    internal int FreeSlots
    {
        get { return _log.FreeSlots; }
    }

    /// <summary>
    /// Reads the flash into state and alarms; alarms already in the table stay. Writes nothing, so that it can be cut
    /// and repeated as often as power fails.
    /// </summary>
    /// <returns>False when the flash cannot be read; nothing is then known, and nothing may be overwritten.</returns>
    public bool Mount()
    {
        if (!_log.Mount())
        {
            return false;
        }

        DoubtfulReservations = (_log.IsDoubtful ? _sectors.SlotsPerSector : 0) + _log.DamagedCount;
        _contents.DurableSequenceCeiling = _state.SequenceCeiling;
        _state.DamagedRecordCount += DamagedRecordCount;
        return true;
    }

    /// <summary>Writes the counters.</summary>
    public bool WriteState()
    {
        byte[]? record = _log.Begin(RecordKind.State);
        if (record == null)
        {
            return false;
        }

        ulong ceiling = _state.SequenceCeiling;
        JournalRecord.PutState(record, _state);
        if (!_log.Append())
        {
            return false;
        }

        _contents.DurableSequenceCeiling = ceiling;
        return true;
    }

    /// <summary>Writes an alarm that has been added to the table.</summary>
    public bool WriteRaised(PendingAlarm alarm)
    {
        byte[]? record = _log.Begin(RecordKind.AlarmRaised);
        if (record == null)
        {
            return false;
        }

        JournalRecord.PutRaised(record, alarm);
        alarm.IsJournalled = _log.Append();
        return alarm.IsJournalled;
    }

    /// <summary>Writes that a press was joined to an alarm.</summary>
    public bool WriteJoined(PendingAlarm alarm)
    {
        // An alarm that is not in the journal yet comes there whole, with the next copy.
        byte[]? record = alarm.IsJournalled ? _log.Begin(RecordKind.PressJoined) : null;
        if (record == null)
        {
            return false;
        }

        // What the journal holds of it is no longer what the table holds, unless the write succeeds.
        JournalRecord.PutJoined(record, alarm);
        alarm.IsJournalled = _log.Append();
        return alarm.IsJournalled;
    }

    /// <summary>Writes that an alarm has left the table.</summary>
    /// <param name="sequence">The alarm.</param>
    /// <param name="reason">One of <see cref="ClosedReason"/>.</param>
    public bool WriteClosed(ulong sequence, int reason)
    {
        byte[]? record = _log.Begin(RecordKind.AlarmClosed);
        if (record == null)
        {
            return false;
        }

        JournalRecord.PutClosed(record, sequence, reason);
        return _log.Append();
    }

    /// <summary>Copies all live state into the next sector that takes it.</summary>
    /// <returns>False when none does; the journal is then faulty.</returns>
    public bool Compact()
    {
        return _log.Compact();
    }

    /// <summary>
    /// Work for idle steps: copies ahead of time, so that a press seldom waits for an erasure, and tries again after
    /// a fault.
    /// </summary>
    /// <returns>True when it did something.</returns>
    internal bool Maintain(long nowMilliseconds)
    {
        return _log.Maintain(nowMilliseconds);
    }
}
