// Raises alarms, joins presses, and takes alarms out when the fleet manager holds them.
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Alarming;

/// <summary>
/// The book of pending alarms. Each press is an alarm of its own with its own sequence, except that a press joins, by
/// count, an alarm of the same trigger that has never been sent. So the sum of press counts over distinct sequences is
/// the number of presses, whatever is lost or repeated on the way.
/// </summary>
public sealed partial class AlarmBook
{
    /// <summary>Priority of a person's alarm.</summary>
    public const int PersonPriority = Press.PersonPriority;

    /// <summary>Priority of a technical alarm.</summary>
    public const int TechnicalPriority = 6;

    /// <summary>Priority of a manual test alarm.</summary>
    public const int TestPriority = 5;

    /// <summary>Priority of a silent test alarm.</summary>
    public const int SilentTestPriority = 9;

    private readonly PendingAlarms _alarms;
    private readonly AlarmJournal _journal;
    private readonly HubState _state;
    private readonly SequenceSource _sequences;
    private readonly HubClock _clock;
    private readonly EventLog _events;
    private readonly ITriggerAcknowledger _triggers;
    private readonly PressRing _ring;
    private readonly RecentPresses _recent = new RecentPresses();
    private readonly Press _press = new Press();
    private IHeldListener? _heldListener;
    private IDropListener? _dropListener;

    internal AlarmBook(HubMemory memory, HubClock clock, EventLog events, ITriggerAcknowledger triggers, PressRing ring)
    {
        _alarms = memory.Alarms;
        _journal = memory.Journal;
        _state = memory.State;
        _sequences = memory.Sequences;
        _clock = clock;
        _events = events;
        _triggers = triggers;
        _ring = ring;
    }

    /// <summary>Presses taken as new, since the start.</summary>
    public long PressCount { get; private set; }

    /// <summary>Presses that could not be taken because every place holds a person's alarm; their triggers were not
    /// acknowledged.</summary>
    public long RefusedPressCount { get; private set; }

    /// <summary>Acknowledgements that named no pending alarm, or the wrong start of the hub.</summary>
    public long UnknownAcknowledgementCount { get; private set; }

    /// <summary>Alarms the fleet manager refused; they are repeated all the same.</summary>
    public long RefusedAlarmCount { get; private set; }

    /// <summary>Alarms the fleet manager holds, since the start.</summary>
    public long HeldAlarmCount { get; private set; }

    /// <summary>Whether the last technical alarm or presence was journalled; when not, a restart forgets it.</summary>
    internal bool WasJournalled { get; private set; }

    /// <summary>Grows with each new alarm of a person; the link hurries when it does.</summary>
    internal long PersonAlarmsRaised { get; private set; }

    /// <summary>Takes presses from the ring, journals them and acknowledges them.</summary>
    /// <returns>True when more wait.</returns>
    internal bool TakePresses(long nowMilliseconds)
    {
        for (int i = 0; i < Limits.PressesPerStep; i++)
        {
            if (!_ring.Take(_press))
            {
                return false;
            }

            TakePress(nowMilliseconds);
        }

        return !_ring.IsEmpty;
    }

    /// <summary>Names who is told of alarms the fleet manager holds.</summary>
    internal void Attach(IHeldListener listener)
    {
        _heldListener = listener;
    }

    /// <summary>Names who is told of technical alarms that give up their place.</summary>
    internal void Attach(IDropListener listener)
    {
        _dropListener = listener;
    }

    /// <summary>Takes a press past the ring, from within a step: journals it and acknowledges it.</summary>
    internal void Take(Press press, long nowMilliseconds)
    {
        _press.CopyFrom(press);
        TakePress(nowMilliseconds);
    }

    /// <summary>Raises a technical alarm about a device (HBG-020), or about the hub's radio with trigger 0.</summary>
    /// <returns>False when enough are pending: the caller keeps the condition and asks again.</returns>
    internal bool RaiseTechnical(
        uint triggerId,
        int deviceType,
        int statusCode,
        int locationCode,
        int occupant,
        long nowMilliseconds)
    {
        PendingAlarm? alarm = TakeFreePlace(AlarmKind.Technical, Limits.MaxPendingTechnicalAlarms);
        if (alarm == null)
        {
            return false;
        }

        alarm.Kind = AlarmKind.Technical;
        alarm.TriggerId = triggerId;
        alarm.DeviceType = deviceType;
        alarm.StatusCode = statusCode;
        alarm.LocationCode = locationCode;
        alarm.Occupant = occupant;
        alarm.Priority = TechnicalPriority;
        Raise(alarm, nowMilliseconds, nowMilliseconds);
        WasJournalled = alarm.IsJournalled;
        return true;
    }

    /// <summary>Raises an alarm of the hub itself: a test.</summary>
    /// <returns>False when there is no place for it.</returns>
    internal bool RaiseOwn(AlarmKind kind, int statusCode, int priority, long nowMilliseconds)
    {
        int limit = kind == AlarmKind.SilentTest ? 1 : Limits.MaxPendingTests;
        PendingAlarm? alarm = TakeFreePlace(kind, limit);
        if (alarm == null)
        {
            return false;
        }

        alarm.Kind = kind;
        alarm.DeviceType = DeviceTypes.LocalUnitAndController;
        alarm.StatusCode = statusCode;
        alarm.Priority = priority;
        Raise(alarm, nowMilliseconds, nowMilliseconds);
        LastOwnSequence = alarm.Sequence;
        return true;
    }

    /// <summary>Sequence of the last alarm raised by the hub itself, 0 when none was.</summary>
    internal ulong LastOwnSequence { get; private set; }

    /// <summary>Takes the fleet manager's word on an alarm.</summary>
    internal void OnAcknowledged(ulong sequence, long bootCount, AcknowledgementResult result, long nowMilliseconds)
    {
        PendingAlarm? alarm = _alarms.Find(sequence);
        if (alarm == null || alarm.BootCount != bootCount)
        {
            UnknownAcknowledgementCount++;
            return;
        }

        if (result != AcknowledgementResult.Held)
        {
            // Only "held" ends an alarm. What is refused goes on at the slow pace, for ever: somebody may repair it. A
            // refusal that comes again must not put the next sending off again.
            RefusedAlarmCount++;
            if (alarm.RoundAttempts < Limits.QuickSendings)
            {
                alarm.RoundAttempts = Limits.QuickSendings;
                alarm.NextSendAtMilliseconds = nowMilliseconds + Limits.SlowRetryMilliseconds;
            }

            return;
        }

        HeldAlarmCount++;
        _held[Row(alarm.Kind)]++;
        Acknowledge(alarm);

        // A trigger that was never told, because the power went, may still be sending the frame of this press.
        _recent.RememberLater(alarm.TriggerId, alarm.PressToken);
        _heldListener?.OnHeld(alarm.TriggerId, alarm.PressToken, alarm.Kind);
        _alarms.Remove(alarm);
        _journal.WriteClosed(sequence, ClosedReason.Held);
    }

    /// <summary>Tells triggers that wait that their press is safe, after the journal works again.</summary>
    internal void SettleOwed()
    {
        for (int i = 0; i < _alarms.End; i++)
        {
            if (_alarms.At(i).IsInUse && _alarms.At(i).IsJournalled)
            {
                Acknowledge(_alarms.At(i));
            }
        }
    }

    private void TakePress(long nowMilliseconds)
    {
        if (_recent.Contains(_press.TriggerId, _press.Token))
        {
            _triggers.AcknowledgePress(_press.TriggerId, _press.Token);
            return;
        }

        Consider(nowMilliseconds);
        PendingAlarm? alarm = FindSame();
        if (alarm != null)
        {
            // The same frame again: known, and perhaps still waiting for the journal.
            alarm.OwesAcknowledgement = true;
            if (alarm.IsJournalled)
            {
                Acknowledge(alarm);
            }

            return;
        }

        alarm = FindOpen();
        if (alarm != null)
        {
            Release(alarm, nowMilliseconds);
            Join(alarm);
            return;
        }

        // A test makes no room for itself, and takes none from what is told of devices.
        alarm = _press.Kind == AlarmKind.Test
            ? TakeFreePlace(AlarmKind.Test, Limits.MaxPendingTests)
            : TakePlaceForPerson();
        if (alarm == null)
        {
            RefusedPressCount++;
            _events.Add(EventRank.Fault, DeviceTypes.Controller, StatusCodes.MemoryFull, 0, "press refused");
            return;
        }

        alarm.Tell(_press);
        alarm.PressToken = _press.Token;
        alarm.OwesAcknowledgement = true;
        PersonAlarmsRaised++;
        PressCount++;
        Raise(alarm, _press.PressedAtMilliseconds, nowMilliseconds);
        HoldBack(alarm, _press, nowMilliseconds);
    }

    private void Raise(PendingAlarm alarm, long pressedAtMilliseconds, long nowMilliseconds)
    {
        // A press cannot come from the future, and its age must not run ahead of the hub's own time. What a rule has
        // announced is raised when the time to react is over.
        bool isPast = pressedAtMilliseconds < nowMilliseconds || alarm.IsOfRule;
        long pressedAt = isPast ? pressedAtMilliseconds : nowMilliseconds;
        alarm.Sequence = _sequences.Next();
        alarm.BootCount = _state.BootCount;
        alarm.RaisedUnixMilliseconds = _clock.UnixMilliseconds(pressedAt);
        alarm.PressedAtMilliseconds = pressedAt;
        alarm.PressCount = 1;
        alarm.NextSendAtMilliseconds = nowMilliseconds;
        alarm.KeepInRange();
        _raised[Row(alarm.Kind)]++;

        // Before the write, which may copy everything: the copy must tell the same story as the record.
        _state.OnRaised(alarm.Kind, alarm.StatusCode);
        _alarms.Add(alarm);
        if (_journal.WriteRaised(alarm))
        {
            Acknowledge(alarm);
        }
    }

    private void Join(PendingAlarm alarm)
    {
        PressCount++;
        _raised[Row(alarm.Kind)]++;
        alarm.PressCount++;
        alarm.PressToken = _press.Token;
        alarm.OwesAcknowledgement = true;
        PersonAlarmsRaised++;
        if (_journal.WriteJoined(alarm))
        {
            Acknowledge(alarm);
        }
    }

    private void Acknowledge(PendingAlarm alarm)
    {
        if (!alarm.OwesAcknowledgement)
        {
            return;
        }

        alarm.OwesAcknowledgement = false;
        if (alarm.TriggerId == 0)
        {
            OwnPressCount++;
            return;
        }

        _recent.Remember(alarm.TriggerId, alarm.PressToken);
        _triggers.AcknowledgePress(alarm.TriggerId, alarm.PressToken);
    }

    private PendingAlarm? FindSame()
    {
        for (int i = 0; i < _alarms.End && _press.Token != 0; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (alarm.IsInUse && alarm.TriggerId == _press.TriggerId && alarm.PressToken == _press.Token)
            {
                return alarm;
            }
        }

        return null;
    }

    // An alarm that this press can join: the same in everything the fleet manager sees, and never sent.
    private PendingAlarm? FindOpen()
    {
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            if (alarm.IsInUse && !alarm.IsSealed && alarm.Kind == _press.Kind && alarm.TriggerId == _press.TriggerId
                && alarm.DeviceType == _press.DeviceType && alarm.StatusCode == _press.StatusCode
                && alarm.LocationCode == _press.LocationCode && alarm.Occupant == _press.Occupant
                && alarm.RuleId == _press.RuleId
                && alarm.PressCount < Limits.MaxPressCount)
            {
                return alarm;
            }
        }

        return null;
    }

    // A place that nobody has to give up, for one of at most so many of a kind.
    private PendingAlarm? TakeFreePlace(AlarmKind kind, int limit)
    {
        return _alarms.IsFull || _alarms.CountOf(kind) >= limit ? null : _alarms.TakePlace();
    }

    private PendingAlarm? TakePlaceForPerson()
    {
        return TakePlaceAbove(0);
    }

    // A place, if need be that of an alarm worth less than this rank.
    private PendingAlarm? TakePlaceAbove(int rank)
    {
        if (_alarms.IsFull)
        {
            PendingAlarm? least = _alarms.LeastValuable();
            if (least == null || PendingAlarms.Rank(least.Kind) <= rank)
            {
                return null;
            }

            ulong sequence = least.Sequence;
            if (least.Kind == AlarmKind.Technical && !least.IsOfRule)
            {
                // Before the journal forgets it: after a cut between the two it is told twice, and not never.
                _dropListener?.OnDropped(least.TriggerId, least.StatusCode);
            }

            _alarms.Remove(least);
            _state.DroppedAlarmCount++;
            _journal.WriteClosed(sequence, ClosedReason.Dropped);
            _events.Add(EventRank.Fault, DeviceTypes.Controller, StatusCodes.Overflow, 0, "alarm dropped");
        }

        return _alarms.TakePlace();
    }
}
