// HBG-077: a check-in or check-out that the hub has confirmed is kept, once, and in its order.
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Panel;
using Hub.Protocols.Alarms;
using Hub.Simulator.World;

namespace Hub.Simulator.Checks;

/// <summary>
/// What was confirmed by voice can be found in the flash, as a starting hub reads it, or at the fleet manager; in the
/// end the fleet manager holds check-ins and check-outs in turn.
/// </summary>
public sealed class PresenceKept : Invariant
{
    private int _confirmed;
    private (long Flash, int Confirmed, int Held) _looked;

    /// <inheritdoc/>
    public override void AfterStep()
    {
        (long, int, int) state = (Home.Flash.ChangedBytes, _confirmed, Home.Fleet.Held.Count);
        if (state == _looked || _confirmed == 0 || Home.Flash.IsBroken)
        {
            return;
        }

        _looked = state;
        HashSet<ulong> kept = [.. Held().Select(alarm => alarm.Sequence)];
        kept.UnionWith((FlashReport.PendingAlarms(Home.Flash) ?? [])
            .Where(alarm => alarm.Kind == AlarmKind.Presence).Select(alarm => alarm.Sequence));
        if (kept.Count < _confirmed)
        {
            Break($"{_confirmed} check-ins and check-outs were confirmed, {kept.Count} of them can be found");
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        bool isIn = false;
        foreach (HeldAlarm alarm in Held().OrderBy(alarm => alarm.Sequence))
        {
            bool comes = alarm.StatusCode != StatusCodes.InterventionComplete;
            if (comes == isIn)
            {
                Break($"presence {alarm.Sequence} with status {alarm.StatusCode} came twice");
            }

            isIn = comes;
        }
    }

    /// <inheritdoc/>
    protected override void OnAttached() => Home.Home.Speaker.Spoken += phrase =>
        _confirmed += phrase is Phrase.CheckedIn or Phrase.CheckedOut ? 1 : 0;

    private IEnumerable<HeldAlarm> Held() =>
        Home.Fleet.Held.Values.Where(alarm => alarm.Kind == AlarmKind.Presence);
}
