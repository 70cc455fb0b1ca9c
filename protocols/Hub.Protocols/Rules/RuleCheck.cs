// What must hold between the fields of a rule that each are in range.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Rules;

/// <summary>Finds contradictions. Hub and fleet manager use the same check, so what one sends the other
/// takes.</summary>
public static class RuleCheck
{
    /// <summary>Looks for the first contradiction in a rule.</summary>
    /// <returns>The field that is in the way; empty when there is none.</returns>
    public static string FindContradiction(Rule rule)
    {
        if (rule.Kind == RuleKind.Call)
        {
            return FindInCall(rule);
        }

        if (rule.ActionCount == 0)
        {
            return "actions";
        }

        // What nothing can begin again by itself needs a time; a sequence without one could never come about.
        bool needsDelay = rule.Kind == RuleKind.Inactivity || rule.Kind == RuleKind.Sequence;
        if (needsDelay && rule.DelaySeconds == 0)
        {
            return "delaySeconds";
        }

        if ((rule.Kind == RuleKind.Sequence) != (rule.FollowCount > 0))
        {
            return "follow";
        }

        // Activity itself ends inactivity; a state without an end would last for ever.
        if ((rule.Kind == RuleKind.Inactivity && rule.CancelCount > 0)
            || (rule.Kind == RuleKind.State && rule.CancelCount == 0))
        {
            return "cancel";
        }

        bool isStarted = rule.Kind == RuleKind.Event || rule.Kind == RuleKind.Sequence;
        bool isWindowed = rule.Kind == RuleKind.Inactivity && rule.HasWindow;
        if ((!isStarted && (rule.Flags & RuleFlags.Restarts) != 0)
            || (!isWindowed && (rule.Flags & RuleFlags.OnceIsEnough) != 0))
        {
            return "flags";
        }

        if (!isStarted && rule.CancelAfterSeconds != 0)
        {
            return "cancelAfterSeconds";
        }

        // Two alarms of one rule would be one event told as two.
        bool hasTwoAlarms = rule.ActionCount == 2 && rule.ActionAt(0).Kind == RuleActionKind.Alarm
            && rule.ActionAt(1).Kind == RuleActionKind.Alarm;
        return hasTwoAlarms ? "actions" : "";
    }

    /// <summary>Whether nothing may hold back or cancel what a kind of device tells: danger to all in the house.
    /// </summary>
    public static bool IsDanger(DeviceKind kind)
    {
        return kind == DeviceKind.SmokeDetector || kind == DeviceKind.CarbonMonoxideDetector;
    }

    // A press is never only logged, never without a kind of device, and what tells of fire can be delayed by what the
    // municipality has decided (HUL-026) but not cancelled.
    private static string FindInCall(Rule rule)
    {
        if (rule.FollowCount > 0 || rule.CancelCount > 0)
        {
            return rule.FollowCount > 0 ? "follow" : "cancel";
        }

        if (rule.Flags != 0)
        {
            return "flags";
        }

        if (rule.DelaySeconds > RuleLimits.MaxCallDelaySeconds)
        {
            return "delaySeconds";
        }

        if (rule.CancelAfterSeconds != 0 || rule.CooldownSeconds != 0)
        {
            return rule.CooldownSeconds != 0 ? "cooldownSeconds" : "cancelAfterSeconds";
        }

        for (int i = 0; i < rule.StartCount; i++)
        {
            DeviceKind kind = rule.StartAt(i).DeviceKind;
            DeviceCause cause = rule.StartAt(i).Cause;
            if (!DeviceCatalogue.IsAlarm(kind, DeviceCause.Triggered)
                || (cause != DeviceCause.Triggered && cause != DeviceCause.Supervision))
            {
                return "start";
            }

            if (IsDanger(kind) && rule.ReminderPhrase != 0)
            {
                return "reminder";
            }
        }

        if (rule.ReactSeconds != 0)
        {
            return "reactSeconds";
        }

        bool isOnlyAlarm = rule.ActionCount == 0
            || (rule.ActionCount == 1 && rule.ActionAt(0).Kind == RuleActionKind.Alarm);
        return isOnlyAlarm ? "" : "actions";
    }
}
