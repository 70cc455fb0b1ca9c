// The general plan (sv: generell larmplan) as rules: each of its rows with the times it names, each of them adjustable.
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Rules;

/// <summary>
/// The rows HUL-022 to HUL-030. Each adds its rule to a set, with the plan's own figures; what comes back is
/// the rule, to be changed for the home. Null when the set has no room. Rules stand in ascending order of their
/// numbers, which are those of the rows.
/// </summary>
public static class RuleTemplates
{
    /// <summary>Phrase: the alarm goes out unless it is cancelled.</summary>
    public const int AlarmSoonPhrase = 20;

    /// <summary>Phrase: it is time to take the medicine.</summary>
    public const int MedicinePhrase = 21;

    /// <summary>What is added to a row's number for its second rule.</summary>
    public const int SecondRule = 100;

    private const int Hour = 3_600;
    private const int Minute = 60;
    private const int HoursMinutes = 60;
    private const int Quiet = 5;

    /// <summary>HUL-022, inactivity (sv: passivitetslarm): no motion for 4 h between 06 and 10.</summary>
    public static Rule? AddInactivity(RuleSet into)
    {
        Rule? rule = Add(into, 22, RuleKind.Inactivity, DeviceKind.MotionDetector, DeviceCause.Movement);
        if (rule == null)
        {
            return null;
        }

        PutWindow(rule, 6, 10);
        rule.DelaySeconds = 4 * Hour;
        PutAlarm(rule, DeviceTypes.ActivityDetector, StatusCodes.Inactive, DeviceCatalogue.HighPriority);
        return rule;
    }

    /// <summary>HUL-023, motion (sv: rörelselarm): something moves while everybody is away. The plan asks what for, so
    /// it begins on trial.</summary>
    public static Rule? AddMotion(RuleSet into)
    {
        Rule? rule = Add(into, 23, RuleKind.Event, DeviceKind.MotionDetector, DeviceCause.Movement);
        if (rule == null)
        {
            return null;
        }

        rule.Presence = RulePresence.Away;
        rule.CooldownSeconds = 30 * Minute;
        rule.Flags = RuleFlags.Trial;
        PutAlarm(rule, 0, 0, Quiet);
        return rule;
    }

    /// <summary>HUL-024, door (sv: dörrlarm): a door opens. The plan asks what for, so it begins on trial.</summary>
    public static Rule? AddDoor(RuleSet into)
    {
        Rule? rule = Add(into, 24, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened);
        if (rule == null)
        {
            return null;
        }

        rule.CooldownSeconds = 5 * Minute;
        rule.Flags = RuleFlags.Trial;
        PutAlarm(rule, 0, 0, Quiet);
        return rule;
    }

    /// <summary>HUL-025, went out (sv: gått ut): between 22 and 06 a door opens and nothing moves inside for 20 min.
    /// What moves in the first half minute is who leaves.</summary>
    public static Rule? AddWentOut(RuleSet into)
    {
        Rule? rule = Add(into, 25, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened);
        if (rule == null)
        {
            return null;
        }

        Put(rule.AddCancel(), DeviceKind.MotionDetector, DeviceCause.Movement);
        PutWindow(rule, 22, 6);
        rule.DelaySeconds = 20 * Minute;
        rule.CancelAfterSeconds = 30;
        PutAlarm(rule, DeviceTypes.DoorSensor, StatusCodes.Absent, DeviceCatalogue.UrgentPriority);
        return rule;
    }

    /// <summary>HUL-026, smoke (sv: brandvarning): at once, at any time. The plan's minute can be set as the delay.
    /// </summary>
    public static Rule? AddSmoke(RuleSet into)
    {
        return AddCall(into, 26, DeviceKind.SmokeDetector, DeviceCatalogue.UrgentPriority);
    }

    /// <summary>HUL-027, leak (sv: läckagevarning): at once, at any time. The plan's minute can be set as the delay.
    /// </summary>
    public static Rule? AddLeak(RuleSet into)
    {
        return AddCall(into, 27, DeviceKind.LeakDetector, DeviceCatalogue.HighPriority);
    }

    /// <summary>HUL-028, light (sv: ledljus): between 20 and 08 the plug is on from a motion until 20 min after the
    /// last one. Two rules: this one switches on, <see cref="AddLightEnd"/> off.</summary>
    public static Rule? AddLight(RuleSet into)
    {
        Rule? on = Add(into, 28, RuleKind.Event, DeviceKind.MotionDetector, DeviceCause.Movement);
        if (on == null)
        {
            return null;
        }

        PutWindow(on, 20, 8);
        on.CooldownSeconds = Minute;
        PutSwitch(on, OrderKind.SwitchOn);
        return on;
    }

    /// <summary>HUL-028, the second rule of the light: off again 20 min after the last motion. Its number is 128.
    /// </summary>
    public static Rule? AddLightEnd(RuleSet into)
    {
        Rule? off = Add(into, 28 + SecondRule, RuleKind.Event, DeviceKind.MotionDetector, DeviceCause.Movement);
        if (off == null)
        {
            return null;
        }

        PutWindow(off, 20, 8);
        off.DelaySeconds = 20 * Minute;
        off.Flags = RuleFlags.Restarts;
        PutSwitch(off, OrderKind.SwitchOff);
        return off;
    }

    /// <summary>HUL-029, medicine (sv: medicinpåminnelse): the cabinet not opened within 30 min from 10 is spoken of,
    /// and 30 min later alarmed, to care staff and relatives.</summary>
    public static Rule? AddMedicine(RuleSet into)
    {
        Rule? rule = Add(into, 29, RuleKind.Inactivity, DeviceKind.PillCabinet, DeviceCause.Opened);
        if (rule == null)
        {
            return null;
        }

        PutWindow(rule, 10, 11);
        rule.DelaySeconds = 30 * Minute;
        rule.ReminderPhrase = MedicinePhrase;
        rule.ReactSeconds = 30 * Minute;
        rule.Flags = RuleFlags.OnceIsEnough;
        RuleAction? alarm =
            PutAlarm(rule, DeviceTypes.PillDispenser, StatusCodes.PillNotTaken, DeviceCatalogue.HighPriority);
        if (alarm != null)
        {
            alarm.Recipients = RuleRecipients.RelativeToo;
        }

        return rule;
    }

    /// <summary>HUL-030, press (sv: trygghetslarm): at once, at any time. With a delay, 10 s is usual, the press can be
    /// cancelled at the hub until then.</summary>
    public static Rule? AddPress(RuleSet into)
    {
        return AddCall(into, 30, DeviceKind.PersonalTrigger, DeviceCatalogue.UrgentPriority);
    }

    /// <summary>All rows of the plan, as it stands.</summary>
    public static void AddAll(RuleSet into)
    {
        AddInactivity(into);
        AddMotion(into);
        AddDoor(into);
        AddWentOut(into);
        AddSmoke(into);
        AddLeak(into);
        AddLight(into);
        AddMedicine(into);
        AddPress(into);
        AddLightEnd(into);
    }

    private static Rule? Add(RuleSet into, int id, RuleKind kind, DeviceKind deviceKind, DeviceCause cause)
    {
        Rule? rule = into.Add();
        if (rule != null)
        {
            rule.Id = id;
            rule.Kind = kind;
            Put(rule.AddStart(), deviceKind, cause);
        }

        return rule;
    }

    private static Rule? AddCall(RuleSet into, int id, DeviceKind kind, int priority)
    {
        Rule? rule = Add(into, id, RuleKind.Call, kind, DeviceCause.Triggered);
        if (rule != null)
        {
            PutAlarm(rule, 0, 0, priority);
        }

        return rule;
    }

    private static void Put(RuleSelector? selector, DeviceKind kind, DeviceCause cause)
    {
        if (selector != null)
        {
            selector.DeviceKind = kind;
            selector.Cause = cause;
        }
    }

    private static void PutWindow(Rule rule, int startHour, int endHour)
    {
        rule.HasWindow = true;
        rule.WindowStartMinute = startHour * HoursMinutes;
        rule.WindowEndMinute = endHour * HoursMinutes;
        rule.Weekdays = RuleLimits.AllWeekdays;
    }

    private static RuleAction? PutAlarm(Rule rule, int deviceType, int statusCode, int priority)
    {
        RuleAction? action = rule.AddAction();
        if (action != null)
        {
            action.Kind = RuleActionKind.Alarm;
            action.Priority = priority;
            action.DeviceType = deviceType;
            action.StatusCode = statusCode;
        }

        return action;
    }

    private static void PutSwitch(Rule rule, OrderKind order)
    {
        RuleAction? action = rule.AddAction();
        if (action != null)
        {
            action.Kind = RuleActionKind.Switch;
            action.Argument = (int)order;
        }
    }
}
