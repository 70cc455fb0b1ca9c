// HBG-077: a check-in or check-out that the hub has confirmed is kept, once, and in its order.
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Protocols.Alarms;
using Hub.Simulator.World;

namespace Hub.Simulator.Checks;

/// <summary>
/// What was confirmed by voice can be found in the flash, as a starting hub reads it, or at the fleet manager; in the
/// end there have been check-ins and check-outs in turn. One thing comes before it: a full table, in which nothing is
/// worth less, gives the place to a person who calls.
/// </summary>
public sealed class PresenceKept : Invariant
{
    // Status codes by sequence.
    private readonly Dictionary<ulong, int> _pending = [];
    private readonly Dictionary<ulong, int> _givenUp = [];

    private int _confirmed;
    private int _held;
    private int _lookedHeld;
    private (long Flash, int Confirmed, int Held) _looked;

    /// <inheritdoc/>
    public override void AfterStep()
    {
        (long, int, int) state = (Home.Flash.ChangedBytes, _confirmed, Home.Fleet.Held.Count);
        if (state == _looked || Home.Flash.IsBroken)
        {
            return;
        }

        _looked = state;
        int kept = CountKept();
        if (kept < _confirmed)
        {
            Break($"{_confirmed} check-ins and check-outs were confirmed, {kept} of them can be found");
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        bool isIn = false;
        Dictionary<ulong, int> all = new(_givenUp);
        foreach (HeldAlarm alarm in Home.Fleet.Held.Values.Where(alarm => alarm.Kind == AlarmKind.Presence))
        {
            all[alarm.Sequence] = alarm.StatusCode;
        }

        foreach ((ulong sequence, int statusCode) in all.OrderBy(one => one.Key))
        {
            bool comes = statusCode != StatusCodes.InterventionComplete;
            if (comes == isIn)
            {
                Break($"presence {sequence} with status {statusCode} came twice");
            }

            isIn = comes;
        }
    }

    /// <inheritdoc/>
    protected override void OnAttached() => Home.Home.Speaker.Spoken += phrase =>
        _confirmed += phrase is Phrase.CheckedIn or Phrase.CheckedOut ? 1 : 0;

    // What is held grows only; what is new of it is counted. What the journal has too is counted once.
    private int CountKept()
    {
        IReadOnlyList<HeldAlarm> held = Home.Fleet.Held.Values;
        for (; _lookedHeld < held.Count; _lookedHeld++)
        {
            _held += held[_lookedHeld].Kind == AlarmKind.Presence ? 1 : 0;
        }

        JournalMirror journal = Home.Journal;
        int inUse = 0;
        int kept = 0;
        bool hasLessValuable = false;
        List<ulong> gone = [.. _pending.Keys];
        for (int i = 0; i < journal.Capacity; i++)
        {
            if (journal.At(i) is not { } alarm)
            {
                continue;
            }

            inUse++;
            hasLessValuable |= PendingAlarms.Rank(alarm.Kind) > PendingAlarms.PresenceRank;
            if (alarm.Kind == AlarmKind.Presence)
            {
                gone.Remove(alarm.Sequence);
                _pending[alarm.Sequence] = alarm.StatusCode;
                kept += Home.Fleet.Held.Find(alarm.Sequence) == null ? 1 : 0;
            }
        }

        foreach (ulong sequence in gone)
        {
            if (Home.Fleet.Held.Find(sequence) == null && !hasLessValuable
                && inUse + gone.Count >= Limits.MaxPendingAlarms)
            {
                _givenUp[sequence] = _pending[sequence];
            }

            _pending.Remove(sequence);
        }

        return kept + _held + _givenUp.Keys.Count(sequence => Home.Fleet.Held.Find(sequence) == null);
    }
}
