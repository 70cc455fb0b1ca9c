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
    private (long Flash, int Accepted, int Held) _looked;

    /// <inheritdoc/>
    public override void OnAccepted(Press press) =>
        _accepted[press.TriggerId] = _accepted.GetValueOrDefault(press.TriggerId) + 1;

    /// <inheritdoc/>
    public override void AfterStep()
    {
        (long, int, int) state = (Home.Flash.ChangedBytes, _accepted.Values.Sum(), Home.Fleet.Held.Count);
        if (state != _looked && !Home.Flash.IsBroken)
        {
            _looked = state;
            Look(FlashReport.PendingAlarms(Home.Flash) ?? []);
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        Look([]);
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

    private void Look(IReadOnlyList<JournalledAlarm> journal)
    {
        Dictionary<ulong, (uint Trigger, int Presses)> kept = [];
        foreach (JournalledAlarm alarm in journal.Where(alarm => alarm.IsOfPresses))
        {
            kept[alarm.Sequence] = (alarm.TriggerId, alarm.PressCount);
        }

        foreach (HeldAlarm alarm in Home.Fleet.Held.Values.Where(alarm => alarm.IsOfPresses))
        {
            kept[alarm.Sequence] = (alarm.TriggerId, alarm.PressCount);
        }

        foreach ((uint trigger, int accepted) in _accepted)
        {
            int found = kept.Values.Where(alarm => alarm.Trigger == trigger).Sum(alarm => alarm.Presses);
            if (found < accepted)
            {
                Break($"trigger {trigger} had {accepted} presses acknowledged, {found} of them can be found");
            }
        }
    }
}
