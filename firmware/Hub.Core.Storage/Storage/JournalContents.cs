// What the journal keeps: the hub's counters and its pending alarms.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Storage;

/// <summary>Puts counters and alarms into records and brings them back from there.</summary>
internal sealed class JournalContents : ILogOwner
{
    private readonly HubState _state;
    private readonly PendingAlarms _alarms;

    internal JournalContents(HubState state, PendingAlarms alarms)
    {
        _state = state;
        _alarms = alarms;
    }

    /// <inheritdoc/>
    public int LivePlaces
    {
        get { return 1 + _alarms.Capacity; }
    }

    /// <summary>Sequence numbers below this are reserved on flash.</summary>
    internal ulong DurableSequenceCeiling { get; set; }

    /// <inheritdoc/>
    public int PutLive(int place, byte[] record)
    {
        if (place == 0)
        {
            JournalRecord.PutState(record, _state);
            return RecordKind.State;
        }

        PendingAlarm alarm = _alarms.At(place - 1);
        if (!alarm.IsInUse)
        {
            return 0;
        }

        JournalRecord.PutRaised(record, alarm);
        return RecordKind.AlarmRaised;
    }

    /// <summary>Alarms already in the table stay: they are pending, whatever the flash holds.</summary>
    public void Forget()
    {
        _state.Clear();
    }

    /// <inheritdoc/>
    public void Apply(byte[] record)
    {
        switch (LogRecord.Kind(record))
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

    /// <inheritdoc/>
    public void OnCopied()
    {
        DurableSequenceCeiling = _state.SequenceCeiling;
        for (int place = 0; place < _alarms.Capacity; place++)
        {
            _alarms.At(place).IsJournalled = _alarms.At(place).IsInUse;
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
        if (!LogRecord.IsSnapshot(record))
        {
            // In a copy the state has been told already, and the alarms stand in no order.
            _state.OnRaised(place.Kind, place.StatusCode);
        }

        if (place.Kind == AlarmKind.SilentTest
            && place.RaisedUnixMilliseconds > _state.LastSilentTestUnixMilliseconds)
        {
            _state.LastSilentTestUnixMilliseconds = place.RaisedUnixMilliseconds;
        }
    }
}
