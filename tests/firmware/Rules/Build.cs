// Short ways to write rules in tests.
using System;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

internal static class Build
{
    /// <summary>A rule with one start, an alarm of priority 2, and no conditions.</summary>
    internal static Rule Rule(
        this RuleSet set, int id, RuleKind kind, DeviceKind device, DeviceCause cause, int delaySeconds = 0)
    {
        Rule rule = set.Add()!;
        rule.Id = id;
        rule.Kind = kind;
        rule.DelaySeconds = delaySeconds;
        RuleSelector start = rule.AddStart()!;
        start.DeviceKind = device;
        start.Cause = cause;
        return rule;
    }

    internal static Rule Alarm(this Rule rule, int priority = 2, Action<RuleAction>? change = null)
    {
        RuleAction action = rule.AddAction()!;
        action.Kind = RuleActionKind.Alarm;
        action.Priority = priority;
        change?.Invoke(action);
        return rule;
    }

    internal static Rule Then(this Rule rule, RuleActionKind kind, int argument)
    {
        RuleAction action = rule.AddAction()!;
        action.Kind = kind;
        action.Argument = argument;
        return rule;
    }

    internal static Rule CancelledBy(this Rule rule, DeviceKind device, DeviceCause cause)
    {
        RuleSelector selector = rule.AddCancel()!;
        selector.DeviceKind = device;
        selector.Cause = cause;
        return rule;
    }

    internal static Rule FollowedBy(this Rule rule, DeviceKind device, DeviceCause cause)
    {
        RuleSelector selector = rule.AddFollow()!;
        selector.DeviceKind = device;
        selector.Cause = cause;
        return rule;
    }

    internal static Rule Between(
        this Rule rule, int startHour, int endHour, int weekdays = RuleLimits.AllWeekdays)
    {
        rule.HasWindow = true;
        rule.WindowStartMinute = startHour * 60;
        rule.WindowEndMinute = endHour * 60;
        rule.Weekdays = weekdays;
        return rule;
    }

    internal static Rule Reminding(this Rule rule, int phrase, int reactSeconds)
    {
        rule.ReminderPhrase = phrase;
        rule.ReactSeconds = reactSeconds;
        return rule;
    }

    internal static PairRequestMessage With(this PairRequestMessage request, int location, int occupant)
    {
        request.Location = location;
        request.Occupant = occupant;
        return request;
    }
}
