// Brings a sector's records back into memory.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Storage;

/// <summary>Replays the records of one sector in the order they were written, past damaged ones.</summary>
internal sealed class JournalReplay
{
    private readonly JournalSectors _sectors;
    private readonly HubState _state;
    private readonly PendingAlarms _alarms;

    internal JournalReplay(JournalSectors sectors, HubState state, PendingAlarms alarms)
    {
        _sectors = sectors;
        _state = state;
        _alarms = alarms;
    }

    /// <summary>The first slot after the last one that is not blank.</summary>
    internal int NextSlot { get; private set; }

    /// <summary>Slots that held neither nothing nor a record.</summary>
    internal int DamagedCount { get; private set; }

    /// <summary>Records with one wrong bit that was put right.</summary>
    internal int CorrectedCount { get; private set; }

    /// <summary>Replays a sector.</summary>
    /// <param name="sector">The sector.</param>
    /// <param name="generation">Its generation; records of another are passed over.</param>
    /// <param name="record">A buffer of one record.</param>
    internal void Run(int sector, uint generation, byte[] record)
    {
        NextSlot = 0;
        DamagedCount = 0;
        CorrectedCount = 0;
        for (int slot = 0; slot < _sectors.SlotsPerSector; slot++)
        {
            SlotCondition condition = _sectors.Read(sector, slot, record);
            if (condition == SlotCondition.Blank)
            {
                continue;
            }

            NextSlot = slot + 1;
            if (condition == SlotCondition.Damaged && JournalRecord.TryCorrect(record, generation))
            {
                condition = SlotCondition.Corrected;
                CorrectedCount++;
            }

            if (condition != SlotCondition.Valid && condition != SlotCondition.Corrected)
            {
                DamagedCount++;
            }
            else if (JournalRecord.Generation(record) == generation)
            {
                Apply(record);
            }
        }
    }

    private void Apply(byte[] record)
    {
        switch (JournalRecord.Kind(record))
        {
            case RecordKind.State:
                JournalRecord.GetState(record, _state);
                break;
            case RecordKind.AlarmRaised:
                ApplyRaised(record);
                break;
            case RecordKind.PressJoined:
                PendingAlarm? joined = _alarms.Find(JournalRecord.Sequence(record));
                if (joined != null)
                {
                    JournalRecord.GetJoined(record, joined);
                    joined.KeepInRange();
                }

                break;
            case RecordKind.AlarmClosed:
                PendingAlarm? closed = _alarms.Find(JournalRecord.Sequence(record));
                if (closed != null)
                {
                    _alarms.Remove(closed);
                    _state.DroppedAlarmCount += JournalRecord.GetClosedReason(record) == ClosedReason.Dropped ? 1 : 0;
                }

                break;
        }
    }

    private void ApplyRaised(byte[] record)
    {
        // A record that was written twice because its first copy did not read back counts once.
        if (_alarms.Find(JournalRecord.Sequence(record)) != null)
        {
            return;
        }

        PendingAlarm? place = _alarms.TakePlace();
        if (place == null)
        {
            // Only damaged "closed" records can bring the table beyond its slack; the counter tells.
            _state.DroppedAlarmCount++;
            return;
        }

        JournalRecord.GetRaised(record, place);
        place.KeepInRange();
        place.IsJournalled = true;
        place.IsSealed = true;
        _alarms.Add(place);
        if (place.Kind == AlarmKind.SilentTest
            && place.RaisedUnixMilliseconds > _state.LastSilentTestUnixMilliseconds)
        {
            _state.LastSilentTestUnixMilliseconds = place.RaisedUnixMilliseconds;
        }
    }
}
