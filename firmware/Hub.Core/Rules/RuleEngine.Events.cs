// What an event of a device does to the rules, and what a press is told by them.
using Hub.Core.Alarming;
using Hub.Core.Pairing;
using Hub.Core.Panel;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <content>Events come from the reports of devices, presses from the book of alarms.</content>
public sealed partial class RuleEngine : IPressRules
{
    /// <summary>Takes an event of a device, the hub's own or another vendor's.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cause">What happened.</param>
    /// <param name="isMeant">False when somebody tests: it then starts nothing.</param>
    /// <param name="atMilliseconds">Monotonic time of it.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void OnEvent(
        PairedDevice device, DeviceCause cause, bool isMeant, long atMilliseconds, long nowMilliseconds)
    {
        EventCount++;
        long at = atMilliseconds < nowMilliseconds ? atMilliseconds : nowMilliseconds;
        for (int i = 0; i < _set.Count; i++)
        {
            RuleRun run = _runs[i];
            Rule rule = run.Rule;
            if (rule.Kind == RuleKind.Call)
            {
                continue;
            }

            if (IsCancelled(run, device, cause, at))
            {
                End(run, nowMilliseconds);
                EndState(run);
            }
            else if (rule.Kind == RuleKind.Sequence && run.Phase == RuleRun.Waiting && at >= run.SinceMilliseconds
                && rule.Follows(device.DeviceId, device.Kind, cause, device.LocationCode, device.Occupant))
            {
                run.IsFollowed = true;
                _isDirty = true;
            }
            else if (isMeant && rule.Starts(
                device.DeviceId, device.Kind, cause, device.LocationCode, device.Occupant))
            {
                Start(run, device, cause, at, nowMilliseconds);
            }
        }
    }

    /// <inheritdoc/>
    void IPressRules.Consider(Press press, long nowMilliseconds)
    {
        DeviceKind kind = DeviceCatalogue.KindOf(press.DeviceType);
        for (int i = 0; i < _set.Count; i++)
        {
            RuleRun run = _runs[i];
            Rule rule = run.Rule;
            if (rule.Kind != RuleKind.Call || !IsPresenceRight(rule)
                || !rule.Starts(press.TriggerId, kind, DeviceCause.Triggered, press.LocationCode, press.Occupant)
                || !IsOpen(run, press.PressedAtMilliseconds, nowMilliseconds))
            {
                continue;
            }

            press.RuleId = rule.Id;
            press.HoldMilliseconds = rule.DelaySeconds * 1000L;
            press.IsCancellable = !RuleCheck.IsDanger(kind);
            RuleAction? alarm = rule.FindAction(RuleActionKind.Alarm);
            if (alarm != null)
            {
                press.Priority = alarm.Priority;
                press.Recipients = alarm.Recipients;
            }

            return;
        }
    }

    /// <inheritdoc/>
    void IPressRules.OnHeldBack(Press press, long nowMilliseconds)
    {
        if (press.IsCancellable)
        {
            _speech.Say(PhraseOf(press.RuleId));
        }
    }

    private Phrase PhraseOf(int ruleId)
    {
        for (int i = 0; i < _set.Count; i++)
        {
            if (_set.At(i).Id == ruleId && _set.At(i).ReminderPhrase != 0)
            {
                return (Phrase)_set.At(i).ReminderPhrase;
            }
        }

        return Phrase.AlarmSoon;
    }

    private static bool IsCancelled(RuleRun run, PairedDevice device, DeviceCause cause, long atMilliseconds)
    {
        Rule rule = run.Rule;
        if (rule.CancelCount == 0 || run.SinceMilliseconds == RuleRun.NoTime
            || atMilliseconds - run.SinceMilliseconds < rule.CancelAfterSeconds * 1000L)
        {
            return false;
        }

        return rule.Cancels(device.DeviceId, device.Kind, cause, device.LocationCode, device.Occupant);
    }

    private void EndState(RuleRun run)
    {
        if (run.Rule.Kind == RuleKind.State)
        {
            run.SinceMilliseconds = RuleRun.NoTime;
            run.HasFired = false;
            Drop(run);
        }
    }

    private void Start(
        RuleRun run, PairedDevice device, DeviceCause cause, long atMilliseconds, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        switch (rule.Kind)
        {
            case RuleKind.Inactivity:
                NoteActivity(run, device, cause, atMilliseconds, nowMilliseconds);
                break;
            case RuleKind.State:
                if (run.SinceMilliseconds == RuleRun.NoTime)
                {
                    run.HasFired = false;
                    Note(run, device, cause, atMilliseconds);
                    Keep(run, false, nowMilliseconds);
                }

                break;
            default:
                StartDelay(run, device, cause, atMilliseconds, nowMilliseconds);
                break;
        }
    }

    // Whatever the rule was about to say or do: there is somebody.
    private void NoteActivity(
        RuleRun run, PairedDevice device, DeviceCause cause, long atMilliseconds, long nowMilliseconds)
    {
        if (run.Phase == RuleRun.Reminding)
        {
            End(run, nowMilliseconds);
        }

        if (atMilliseconds >= run.SinceMilliseconds)
        {
            run.HasFired = false;
            Note(run, device, cause, atMilliseconds);
            Keep(run, true, nowMilliseconds);
        }
    }

    private void StartDelay(
        RuleRun run, PairedDevice device, DeviceCause cause, long atMilliseconds, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        bool isAgain = run.Phase == RuleRun.Waiting && (rule.Flags & RuleFlags.Restarts) != 0
            && atMilliseconds > run.SinceMilliseconds;
        bool isNew = run.Phase == RuleRun.Idle && nowMilliseconds >= run.RestUntilMilliseconds;
        if ((!isAgain && !isNew) || !IsPresenceRight(rule) || !IsOpen(run, atMilliseconds, nowMilliseconds))
        {
            return;
        }

        run.Phase = RuleRun.Waiting;
        run.IsFollowed = false;
        Note(run, device, cause, atMilliseconds);
        if (rule.DelaySeconds > 0)
        {
            Keep(run, isAgain, nowMilliseconds);
        }
    }

    private void Note(RuleRun run, PairedDevice device, DeviceCause cause, long atMilliseconds)
    {
        run.SinceMilliseconds = atMilliseconds;
        run.RestoredUnixSeconds = 0;
        run.DeviceId = device.DeviceId;
        run.DeviceType = DeviceCatalogue.TypeOf(device.Kind);
        run.StatusCode = DeviceCatalogue.CodeOf(device.Kind, cause);
        run.LocationCode = device.LocationCode;
        run.Occupant = device.Occupant;
        _isDirty = true;
    }
}
