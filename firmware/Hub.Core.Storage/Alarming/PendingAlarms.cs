// The table of alarms that the fleet manager does not hold yet.
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <summary>A fixed table of <see cref="PendingAlarm"/>; what it holds is what the journal keeps.</summary>
public sealed class PendingAlarms
{
    private readonly PendingAlarm[] _places;

    /// <summary>Makes an empty table.</summary>
    public PendingAlarms()
    {
        _places = new PendingAlarm[Limits.MaxPendingAlarms + Limits.RecoverySlackAlarms];
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new PendingAlarm();
            _places[i].Clear();
        }
    }

    /// <summary>Alarms in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The index after the last place in use, 0 when none is: whoever looks through the table at every step
    /// needs to look no further, and it is nearly always empty.</summary>
    internal int End { get; private set; }

    /// <summary>Alarms of persons in the table.</summary>
    public int PersonCount { get; private set; }

    /// <summary>Alarms of persons that are not, or no longer, held back so that they can be cancelled.</summary>
    internal int PersonsOut(long nowMilliseconds)
    {
        int count = 0;
        for (int i = 0; i < End && PersonCount > 0; i++)
        {
            PendingAlarm alarm = _places[i];
            count += alarm.IsInUse && IsPerson(alarm.Kind) && alarm.HeldUntilMilliseconds <= nowMilliseconds ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether an alarm that still takes presses waits, since enough of its trigger's alarms are out already:
    /// so a trigger pressed on and on while nobody acknowledges does not fill the table and crowd out other triggers.
    /// </summary>
    internal bool IsBehindOthers(PendingAlarm alarm)
    {
        bool isPerson = IsPerson(alarm.Kind);
        if (alarm.IsSealed || alarm.IsOfRule || (alarm.TriggerId == 0 && !isPerson))
        {
            return false;
        }

        int sent = 0;
        for (int i = 0; i < End; i++)
        {
            PendingAlarm other = _places[i];
            bool isOfTrigger = other.IsInUse && other.IsSealed && other.TriggerId == alarm.TriggerId
                && !other.IsOfRule;
            sent += isOfTrigger && (other.TriggerId != 0 || IsPerson(other.Kind)) ? 1 : 0;
        }

        return sent >= Limits.MaxSentPerTrigger;
    }

    /// <summary>Places in the table; more than <see cref="Limits.MaxPendingAlarms"/>, since recovery of a journal with
    /// a damaged record may find more than were pending.</summary>
    internal int Capacity
    {
        get { return _places.Length; }
    }

    /// <summary>Whether no further alarm may be raised.</summary>
    public bool IsFull
    {
        get { return Count >= Limits.MaxPendingAlarms; }
    }

    /// <summary>Whether an alarm is treated as a person's: every kind that is not known to be another.</summary>
    public static bool IsPerson(AlarmKind kind)
    {
        return Rank(kind) == 0;
    }

    /// <summary>The rank of a responder's check-in or check-out.</summary>
    internal const int PresenceRank = 1;

    /// <summary>The last of the ranks.</summary>
    internal const int LastRank = 4;

    /// <summary>The order on the wire: persons, presence, technical alarms, tests, silent tests.</summary>
    internal static int Rank(AlarmKind kind)
    {
        switch (kind)
        {
            case AlarmKind.Presence: return PresenceRank;
            case AlarmKind.Technical: return 2;
            case AlarmKind.Test: return 3;
            case AlarmKind.SilentTest: return LastRank;
            default: return 0;
        }
    }

    /// <summary>The place with this index, in use or not.</summary>
    internal PendingAlarm At(int index)
    {
        return _places[index];
    }

    /// <summary>The alarm with this sequence, or null.</summary>
    internal PendingAlarm? Find(ulong sequence)
    {
        for (int i = 0; i < End; i++)
        {
            if (_places[i].IsInUse && _places[i].Sequence == sequence)
            {
                return _places[i];
            }
        }

        return null;
    }

    /// <summary>Takes an empty place, or null when there is none. The caller fills it and then calls
    /// <see cref="Add"/>.</summary>
    internal PendingAlarm? TakePlace()
    {
        for (int i = 0; i < _places.Length; i++)
        {
            if (!_places[i].IsInUse)
            {
                _places[i].Clear();
                return _places[i];
            }
        }

        return null;
    }

    internal void Add(PendingAlarm alarm)
    {
        Check.That(!alarm.IsInUse, CheckCode.PendingAlarms);
        alarm.IsInUse = true;
        Count++;
        PersonCount += IsPerson(alarm.Kind) ? 1 : 0;
        End = LastInUse() + 1;
    }

    internal void Remove(PendingAlarm alarm)
    {
        Check.That(alarm.IsInUse && Count > 0, CheckCode.PendingAlarms);
        Count--;
        PersonCount -= IsPerson(alarm.Kind) ? 1 : 0;
        alarm.Clear();
        End = LastInUse() + 1;
    }

    /// <summary>The least valuable alarm that is not a person's: silent tests first, then tests, technical
    /// alarms, presence, the oldest of each; null when all are persons'.</summary>
    internal PendingAlarm? LeastValuable()
    {
        PendingAlarm? least = null;
        for (int i = 0; i < End; i++)
        {
            PendingAlarm alarm = _places[i];
            if (!alarm.IsInUse || IsPerson(alarm.Kind))
            {
                continue;
            }

            if (least == null || Rank(alarm.Kind) > Rank(least.Kind)
                || (Rank(alarm.Kind) == Rank(least.Kind) && alarm.Sequence < least.Sequence))
            {
                least = alarm;
            }
        }

        return least;
    }

    /// <summary>How many alarms of this kind are pending.</summary>
    internal int CountOf(AlarmKind kind)
    {
        int count = 0;
        for (int i = 0; i < End; i++)
        {
            count += _places[i].IsInUse && _places[i].Kind == kind ? 1 : 0;
        }

        return count;
    }

    private int LastInUse()
    {
        int last = _places.Length - 1;
        while (last >= 0 && !_places[last].IsInUse)
        {
            last--;
        }

        return last;
    }
}
