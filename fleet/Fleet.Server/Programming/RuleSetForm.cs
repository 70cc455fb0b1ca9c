// Turns rules as people and programs write them into the wire's, and back.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>Both directions say the same: what is read back is what was written, in its plainest form.</summary>
internal static class RuleSetForm
{
    // By bit: 1 Monday to 64 Sunday.
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>The wire's form of rules whose ranges and counts are right.</summary>
    public static RuleSet ToWire(RuleSetEntry entry, uint version)
    {
        var made = new RuleSet
        {
            Version = version,
            OffsetMinutes = entry.OffsetMinutes,
            HasSummerTime = entry.SummerTime,
        };
        foreach (RuleEntry one in entry.Rules ?? [])
        {
            Fill(made.Add()!, one);
        }

        return made;
    }

    /// <summary>Rules as they are written, from the wire's form.</summary>
    public static RuleSetEntry FromWire(RuleSet rules)
    {
        return new RuleSetEntry(
            rules.OffsetMinutes,
            rules.HasSummerTime,
            [.. Enumerable.Range(0, rules.Count).Select(i => FromWire(rules.At(i)))]);
    }

    /// <summary>One rule, from the wire's form.</summary>
    public static RuleEntry FromWire(Rule rule)
    {
        return new RuleEntry(
            rule.Id,
            rule.Kind,
            Read(rule.StartCount, rule.StartAt),
            rule.FollowCount == 0 ? null : Read(rule.FollowCount, rule.FollowAt),
            rule.CancelCount == 0 ? null : Read(rule.CancelCount, rule.CancelAt),
            rule.HasWindow
                ? new WindowEntry(rule.WindowStartMinute, rule.WindowEndMinute, DaysOf(rule.Weekdays))
                : null,
            rule.Presence,
            rule.DelaySeconds,
            rule.CancelAfterSeconds,
            rule.ReminderPhrase == 0 ? null : new ReminderEntry(rule.ReminderPhrase, rule.ReactSeconds),
            rule.CooldownSeconds,
            rule.IsTrial,
            (rule.Flags & RuleFlags.Restarts) != 0,
            (rule.Flags & RuleFlags.OnceIsEnough) != 0,
            [.. Enumerable.Range(0, rule.ActionCount).Select(i => FromWire(rule.ActionAt(i)))]);
    }

    /// <summary>The days of a window; null for all seven.</summary>
    public static IReadOnlyList<DayOfWeek>? DaysOf(int weekdays)
    {
        return weekdays == RuleLimits.AllWeekdays
            ? null
            : [.. Enumerable.Range(0, Week.Length).Where(i => (weekdays & (1 << i)) != 0).Select(i => Week[i])];
    }

    /// <summary>The bits of a window's days.</summary>
    public static int WeekdaysOf(IReadOnlyList<DayOfWeek>? days)
    {
        return days?.Aggregate(0, (bits, day) => bits | (1 << Array.IndexOf(Week, day))) ?? RuleLimits.AllWeekdays;
    }

    private static void Fill(Rule rule, RuleEntry entry)
    {
        rule.Id = entry.Id;
        rule.Kind = entry.Kind;
        Fill(entry.Start, rule.AddStart);
        Fill(entry.Follow, rule.AddFollow);
        Fill(entry.Cancel, rule.AddCancel);
        if (entry.Window is { } window)
        {
            rule.HasWindow = true;
            rule.WindowStartMinute = window.StartMinute;
            rule.WindowEndMinute = window.EndMinute;
            rule.Weekdays = WeekdaysOf(window.Days);
        }

        rule.Presence = entry.Presence;
        rule.DelaySeconds = entry.DelaySeconds;
        rule.CancelAfterSeconds = entry.CancelAfterSeconds;
        rule.ReminderPhrase = entry.Reminder?.Phrase ?? 0;
        rule.ReactSeconds = entry.Reminder?.ReactSeconds ?? 0;
        rule.CooldownSeconds = entry.CooldownSeconds;
        rule.Flags = (entry.Trial ? RuleFlags.Trial : 0) | (entry.Restarts ? RuleFlags.Restarts : 0)
            | (entry.OnceIsEnough ? RuleFlags.OnceIsEnough : 0);
        foreach (ActionEntry action in entry.Actions ?? [])
        {
            Fill(rule.AddAction()!, action);
        }
    }

    private static void Fill(IReadOnlyList<SelectorEntry>? entries, Func<RuleSelector?> add)
    {
        foreach (SelectorEntry entry in entries ?? [])
        {
            RuleSelector selector = add()!;
            selector.DeviceKind = entry.DeviceKind ?? DeviceKind.Unknown;
            selector.Cause = entry.Cause ?? DeviceCause.Supervision;
            selector.DeviceId = (uint)entry.DeviceId;
            selector.Location = entry.Location;
            selector.Occupant = entry.Occupant;
        }
    }

    private static void Fill(RuleAction action, ActionEntry entry)
    {
        action.Kind = entry.Kind;
        action.AlarmKind = entry.AlarmKind ?? AlarmKind.Person;
        action.Priority = entry.Priority ?? 0;
        action.DeviceType = entry.DeviceType ?? 0;
        action.StatusCode = entry.StatusCode ?? 0;
        action.Location = entry.Location ?? 0;
        action.Occupant = entry.Occupant ?? 0;
        action.Recipients = (int)(entry.Recipients ?? RuleAudience.Care);
        action.DeviceId = (uint)(entry.DeviceId ?? 0);
        action.Argument = entry.Kind switch
        {
            RuleActionKind.Switch => (int)(entry.Order == PlugOrder.On ? OrderKind.SwitchOn : OrderKind.SwitchOff),
            RuleActionKind.Presence => (int)(entry.Presence ?? RulePresence.Any),
            RuleActionKind.Speak => entry.Phrase ?? 0,
            _ => 0,
        };
    }

    private static SelectorEntry[] Read(int count, Func<int, RuleSelector> at)
    {
        return [.. Enumerable.Range(0, count).Select(i => at(i)).Select(one => new SelectorEntry(
            one.DeviceKind == DeviceKind.Unknown ? null : one.DeviceKind,
            one.Cause == DeviceCause.Supervision ? null : one.Cause,
            one.DeviceId,
            one.Location,
            one.Occupant))];
    }

    private static ActionEntry FromWire(RuleAction action)
    {
        return action.Kind switch
        {
            RuleActionKind.Alarm => new ActionEntry(
                action.Kind,
                action.AlarmKind,
                action.Priority,
                Given(action.DeviceType),
                Given(action.StatusCode),
                Given(action.Location),
                Given(action.Occupant),
                (RuleAudience)action.Recipients),
            RuleActionKind.Switch => new ActionEntry(
                action.Kind,
                Location: Given(action.Location),
                Order: action.Argument == (int)OrderKind.SwitchOn ? PlugOrder.On : PlugOrder.Off,
                DeviceId: action.DeviceId == 0 ? null : action.DeviceId),
            RuleActionKind.Presence => new ActionEntry(action.Kind, Presence: (RulePresence)action.Argument),
            _ => new ActionEntry(action.Kind, Phrase: action.Argument),
        };
    }

    private static int? Given(int value)
    {
        return value == 0 ? null : value;
    }
}
