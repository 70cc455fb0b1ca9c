// Invariant 1 of the architecture: a press the hub has acknowledged is in its journal or held by the fleet manager.
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// Counts, for each trigger, the presses acknowledged to it against those that a power cut at this very moment would
/// leave: in the fleet manager, or in the flash as a starting hub reads it. Only somebody at the cancel button takes a
/// press back, within the seconds that a rule gives, and only a test gives its place in a full table to somebody who
/// calls. In the end no press of a paired device may still be waiting to be heard.
/// </summary>
public sealed class NoPressLost : Invariant
{
    // The longest that homes of the simulation wait before a press is sent, and the step at its end.
    private const long LongestCancelMilliseconds = 11_000;

    private readonly Dictionary<uint, int> _accepted = [];
    private readonly Dictionary<uint, int> _journalled = [];
    private readonly Dictionary<uint, int> _givenUp = [];
    private readonly Dictionary<ulong, long> _seenAt = [];
    private readonly List<(ulong Sequence, AlarmKind Kind, uint TriggerId, int PressCount)> _before = [];
    private (long Flash, int Accepted, int Held, bool IsPowered) _looked;
    private int _acceptedCount;

    /// <inheritdoc/>
    public override void OnAccepted(Press press)
    {
        _acceptedCount++;
        _accepted[press.TriggerId] = _accepted.GetValueOrDefault(press.TriggerId) + 1;
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        (long, int, int, bool) state = (
            Home.Flash.ChangedBytes, _acceptedCount, Home.Fleet.Held.Count, Home.Home.IsPowered);
        if (state != _looked && !Home.Flash.IsBroken)
        {
            _looked = state;
            LookAtJournal();
            LookForAccepted();
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        _journalled.Clear();
        LookForAccepted();
        foreach (SimulatedDevice device in Home.Home.Radio.Devices.Where(IsOurs))
        {
            // A device that has used up its hour of air time must wait, and may.
            if (device.Sending is { IsAccepted: false } press
                && device.Station.Meter.WithinHourBefore(Home.World.NowMilliseconds)
                    < AirTimeMeter.LimitMicroseconds / 2)
            {
                Break($"a press of device {press.TriggerId} at {press.PressedAt} ms was never heard");
            }
        }
    }

    private bool IsOurs(SimulatedDevice device) => device is { IsAlive: true, IsProven: true }
        && Home.Ledger.MustKeep(device.Label.DeviceId)
        && Home.Home.Hub?.Figures.FindDevice(device.Label.DeviceId) >= 0;

    // What the fleet manager holds too is counted there.
    private void LookAtJournal()
    {
        JournalMirror journal = Home.Journal;
        LookForGivenUp(journal);
        _journalled.Clear();
        _before.Clear();
        for (int i = 0; i < journal.Capacity; i++)
        {
            if (journal.At(i) is { } alarm && Home.Fleet.Held.Find(alarm.Sequence) == null
                && HeldAlarm.AreOfPresses(alarm.Kind, alarm.DeviceType, alarm.StatusCode))
            {
                _journalled[alarm.TriggerId] = _journalled.GetValueOrDefault(alarm.TriggerId) + alarm.PressCount;
                _before.Add((alarm.Sequence, alarm.Kind, alarm.TriggerId, alarm.PressCount));
                _seenAt.TryAdd(alarm.Sequence, Home.World.NowMilliseconds);
            }
        }

        if (!Home.Home.IsPowered)
        {
            LookAsAHubStarts(journal);
        }
    }

    // A press is taken back by whoever cancels it in time; a test gives its place in a full table to a person.
    private void LookForGivenUp(JournalMirror journal)
    {
        long now = Home.World.NowMilliseconds;
        foreach ((ulong sequence, AlarmKind kind, uint trigger, int presses) in _before)
        {
            if (Home.Fleet.Held.Find(sequence) != null || IsIn(journal, sequence))
            {
                continue;
            }

            bool isCancelled = Home.CancelPressedAt == now && now - _seenAt[sequence] <= LongestCancelMilliseconds;
            bool isOutranked = kind == AlarmKind.Test && InUse(journal) + 1 >= Limits.MaxPendingAlarms;
            if (isCancelled || isOutranked)
            {
                _givenUp[trigger] = _givenUp.GetValueOrDefault(trigger) + presses;
            }
        }
    }

    private static int InUse(JournalMirror journal)
    {
        int count = 0;
        for (int i = 0; i < journal.Capacity; i++)
        {
            count += journal.At(i) != null ? 1 : 0;
        }

        return count;
    }

    private static bool IsIn(JournalMirror journal, ulong sequence)
    {
        bool isIn = false;
        for (int i = 0; i < journal.Capacity; i++)
        {
            isIn |= journal.At(i)?.Sequence == sequence;
        }

        return isIn;
    }

    // After each loss of power the whole part is read, by what reads it at a start.
    private void LookAsAHubStarts(JournalMirror journal)
    {
        List<ulong> mirrored = [];
        for (int i = 0; i < journal.Capacity; i++)
        {
            if (journal.At(i) is { } alarm)
            {
                mirrored.Add(alarm.Sequence);
            }
        }

        IEnumerable<ulong> found = (FlashReport.PendingAlarms(Home.Flash) ?? []).Select(alarm => alarm.Sequence);
        if (!found.SequenceEqual(mirrored))
        {
            Break($"a hub that starts finds other alarms than the {mirrored.Count} in the mirror of its journal");
        }
    }

    private void LookForAccepted()
    {
        foreach ((uint trigger, int accepted) in _accepted)
        {
            int found = Home.Fleet.Held.PressesOf(trigger) + _journalled.GetValueOrDefault(trigger)
                + _givenUp.GetValueOrDefault(trigger);
            if (found < accepted)
            {
                Break($"trigger {trigger} had {accepted} presses acknowledged, {found} of them can be found");
            }
        }
    }
}
