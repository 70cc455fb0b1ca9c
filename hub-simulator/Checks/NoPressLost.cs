// Invariant 1 of the architecture: a press the hub has acknowledged is in its journal or held by the fleet manager.
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// Counts, for each trigger, the presses acknowledged to it against those that a power cut at this very moment would
/// leave: in the fleet manager, or in the flash as a starting hub reads it. In the end no press of a paired device may
/// still be waiting to be heard.
/// </summary>
public sealed class NoPressLost : Invariant
{
    private readonly Dictionary<uint, int> _accepted = [];
    private readonly Dictionary<uint, int> _journalled = [];
    private JournalMirror? _journal;
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
        && Home.Home.Core?.Status.Home?.Devices.Find(device.Label.DeviceId) != null;

    // What the fleet manager holds too is counted there.
    private void LookAtJournal()
    {
        JournalMirror journal = _journal ??= new JournalMirror(Home.Flash);
        journal.Look();
        _journalled.Clear();
        for (int i = 0; i < journal.Capacity; i++)
        {
            if (journal.At(i) is { } alarm && Home.Fleet.Held.Find(alarm.Sequence) == null
                && HeldAlarm.AreOfPresses(alarm.Kind, alarm.DeviceType, alarm.StatusCode))
            {
                _journalled[alarm.TriggerId] = _journalled.GetValueOrDefault(alarm.TriggerId) + alarm.PressCount;
            }
        }

        if (!Home.Home.IsPowered)
        {
            LookAsAHubStarts(journal);
        }
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
            int found = Home.Fleet.Held.PressesOf(trigger) + _journalled.GetValueOrDefault(trigger);
            if (found < accepted)
            {
                Break($"trigger {trigger} had {accepted} presses acknowledged, {found} of them can be found");
            }
        }
    }
}
