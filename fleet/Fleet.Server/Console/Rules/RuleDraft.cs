// A rule while it is edited in a page.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Programming;
using Hub.Protocols.Rules;

namespace Fleet.Server.Console.Rules;

/// <summary>
/// What the page lets be changed of a rule, as the page's fields hold it; all else stays as it was. Not safe for use by
/// two threads at once.
/// </summary>
public sealed class RuleDraft
{
    private const int Minute = 60;
    private const int Hour = 3_600;
    private readonly RuleEntry _rule;

    /// <summary>Begins to edit a rule.</summary>
    public RuleDraft(RuleEntry rule)
    {
        _rule = rule;
        DelayUnit = UnitOf(rule.DelaySeconds);
        Delay = rule.DelaySeconds / DelayUnit;
        HasWindow = rule.Window is not null;
        From = Clock(rule.Window?.StartMinute ?? 0);
        Until = Clock(rule.Window?.EndMinute ?? 0);
        Days = [.. rule.Window?.Days ?? Week];
        Presence = rule.Presence;
        Location = rule.Start is { Count: > 0 } start ? start[0].Location : 0;
        Priority = Alarm?.Priority ?? 0;
        IsTrial = rule.Trial;
        Phrase = rule.Reminder?.Phrase ?? 0;
        ReactMinutes = (rule.Reminder?.ReactSeconds ?? 0) / Minute;
    }

    /// <summary>The days in the order that a week has here.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>Seconds in the units that a delay is given in, the largest first.</summary>
    public static IReadOnlyList<int> Units { get; } = [Hour, Minute, 1];

    /// <summary>The rule's number.</summary>
    public int Id => _rule.Id;

    /// <summary>The delay, in <see cref="DelayUnit"/>.</summary>
    public int Delay { get; set; }

    /// <summary>Seconds in the delay's unit.</summary>
    public int DelayUnit { get; set; }

    /// <summary>Whether it counts in a window only.</summary>
    public bool HasWindow { get; set; }

    /// <summary>When the window opens.</summary>
    public TimeOnly From { get; set; }

    /// <summary>When it closes.</summary>
    public TimeOnly Until { get; set; }

    /// <summary>The days on which the window opens.</summary>
    public HashSet<DayOfWeek> Days { get; }

    /// <summary>Whether somebody must be at home, or nobody.</summary>
    public RulePresence Presence { get; set; }

    /// <summary>The room of what begins it; 0 for any.</summary>
    public int Location { get; set; }

    /// <summary>The alarm's priority; 0 when it raises none.</summary>
    public int Priority { get; set; }

    /// <summary>Whether it is on trial.</summary>
    public bool IsTrial { get; set; }

    /// <summary>The phrase of the reminder; 0 for none.</summary>
    public int Phrase { get; set; }

    /// <summary>Minutes to react to the reminder.</summary>
    public int ReactMinutes { get; set; }

    /// <summary>True when it raises an alarm.</summary>
    public bool HasAlarm => Alarm is not null;

    /// <summary>True for a call for help that is held back: it has no trial, and no time to react.</summary>
    public bool IsCall => _rule.Kind == RuleKind.Call;

    private ActionEntry? Alarm => _rule.Actions?.FirstOrDefault(one => one.Kind == RuleActionKind.Alarm);

    /// <summary>The rule as the fields say it.</summary>
    public RuleEntry Entry()
    {
        bool isSameRoom = _rule.Start is not { Count: > 0 } start || start[0].Location == Location;
        bool isSameReminder = Phrase == (_rule.Reminder?.Phrase ?? 0)
            && ReactMinutes == (_rule.Reminder?.ReactSeconds ?? 0) / Minute;
        return _rule with
        {
            DelaySeconds = Seconds(Delay, DelayUnit),
            Window = HasWindow ? new WindowEntry(MinuteOf(From), MinuteOf(Until), Chosen()) : null,
            Presence = Presence,
            Start = isSameRoom ? _rule.Start : [.. _rule.Start!.Select(one => one with { Location = Location })],
            Trial = IsTrial,
            Reminder = isSameReminder ? _rule.Reminder
                : Phrase == 0 ? null : new ReminderEntry(Phrase, Seconds(ReactMinutes, Minute)),
            Actions = [.. (_rule.Actions ?? []).Select(one =>
                one.Kind == RuleActionKind.Alarm ? one with { Priority = Priority } : one)],
        };
    }

    /// <summary>Takes a day in or out.</summary>
    public void Toggle(DayOfWeek day)
    {
        if (!Days.Remove(day))
        {
            Days.Add(day);
        }
    }

    private static int UnitOf(int seconds)
    {
        return seconds == 0 ? Minute : Units.First(unit => seconds % unit == 0);
    }

    // Beyond every range rather than wrapped round: the check then names the field.
    private static int Seconds(int count, int unit)
    {
        return (int)Math.Clamp((long)count * unit, int.MinValue, int.MaxValue);
    }

    private static TimeOnly Clock(int minute)
    {
        return TimeOnly.MinValue.AddMinutes(minute);
    }

    private static int MinuteOf(TimeOnly clock)
    {
        return (clock.Hour * Minute) + clock.Minute;
    }

    private DayOfWeek[]? Chosen()
    {
        return Days.Count == Week.Count ? null : [.. Week.Where(Days.Contains)];
    }
}
