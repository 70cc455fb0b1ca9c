// What an event does to the rules of a replay.
using System;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <content>Events, presses, restarts.</content>
internal sealed partial class RuleReplay
{
    /// <summary>Takes something that a device noticed.</summary>
    /// <param name="one">The event; what it is does not matter, only what its device told.</param>
    /// <param name="isMeant">False when somebody tested: it then begins nothing.</param>
    /// <param name="isPress">Whether it is a call for help, which a rule may hold back.</param>
    public void TakeDevice(in HomeEvent one, bool isMeant, bool isPress)
    {
        AdvanceTo(one.At);
        DeviceKind kind = DeviceCatalogue.KindOf(one.DeviceType);
        DeviceCause cause = CauseOf(kind, one);
        foreach (RuleCourse course in _courses)
        {
            if (course.Rule.Kind != RuleKind.Call)
            {
                Take(course, one, kind, cause, isMeant);
            }
        }

        if (isPress)
        {
            HoldBack(one, kind);
        }

        Settle(one.At);
    }

    /// <summary>Somebody pressed the cancel button while a rule reminded, as the hub told of that rule.</summary>
    public void TakeCancel(int ruleId, long at)
    {
        AdvanceTo(at);
        foreach (RuleCourse course in _courses)
        {
            if (course.Rule.Id == ruleId && course.Stage == CourseStage.Reminding && course.ReactUntil > at)
            {
                End(course);
                course.IsDone = true;
            }
        }

        Settle(at);
    }

    /// <summary>Who is at home changed without a rule's doing.</summary>
    public void TakePresence(RulePresence presence, long at)
    {
        AdvanceTo(at);
        _now = at;
        SetPresence(presence);
        Settle(at);
    }

    /// <summary>The hub started anew: what may call somebody goes on, all else begins from nothing.</summary>
    public void TakeStart(long at)
    {
        AdvanceTo(at);
        _now = at;
        foreach (RuleCourse course in _courses)
        {
            if (!course.IsRemembered)
            {
                course.Forget();
                continue;
            }

            if (course.Stage == CourseStage.Reminding)
            {
                // The alarm was held back, in the journal as of the end of the time to react; a start sends it.
                _firings.Add(new Firing(
                    course.Rule.Id, FiringKind.Alarm, course.ReactUntil, course.Since, course.DeviceId, true));
                course.Stage = CourseStage.Resting;
                course.FiredAt = course.ReactUntil - (course.Rule.ReactSeconds * Second);
                course.Since = course.IsLasting ? course.Since : null;
            }

            // A state that has called somebody is forgotten; inactivity counts from that call.
            if (course.IsLasting && course.FiredAt >= course.Since)
            {
                course.Since = course.Rule.Kind == RuleKind.Inactivity ? course.FiredAt : null;
            }

            course.IsDone = false;

            course.IsFollowed = false;
            course.RestUntil = long.MinValue;
            course.Window = null;
        }

        _startedAt = at;
        Settle(at);
    }

    private static DeviceCause CauseOf(DeviceKind kind, in HomeEvent one)
    {
        return one.StatusCode == StatusCodes.Undefined ? (DeviceCause)Math.Clamp(one.Value, 0, byte.MaxValue)
            : DeviceCatalogue.FindCause(kind, one.StatusCode, out DeviceCause cause) ? cause
            : DeviceCause.Supervision;
    }

    private void Take(RuleCourse course, in HomeEvent one, DeviceKind kind, DeviceCause cause, bool isMeant)
    {
        Rule rule = course.Rule;
        uint device = (uint)one.DeviceId;
        if (course.Since is { } since && one.At - since >= rule.CancelAfterSeconds * Second
            && rule.Cancels(device, kind, cause, one.Location, one.Occupant))
        {
            End(course);
            if (rule.Kind == RuleKind.State)
            {
                course.Since = null;
                course.IsDone = false;
            }
        }
        else if (course.Stage == CourseStage.Waiting && rule.Follows(device, kind, cause, one.Location, one.Occupant))
        {
            course.IsFollowed = true;
        }
        else if (isMeant && rule.Starts(device, kind, cause, one.Location, one.Occupant))
        {
            Start(course, one);
        }
    }

    private void Start(RuleCourse course, in HomeEvent one)
    {
        Rule rule = course.Rule;
        if (rule.Kind == RuleKind.Inactivity)
        {
            if (course.Stage == CourseStage.Reminding)
            {
                End(course);
            }

            course.IsDone = false;
        }
        else if (rule.Kind == RuleKind.State)
        {
            if (course.Since is not null)
            {
                return;
            }

            course.IsDone = false;
        }
        else
        {
            bool isAgain = course.Stage == CourseStage.Waiting && (rule.Flags & RuleFlags.Restarts) != 0
                && one.At > course.Since;
            bool isNew = course.Stage == CourseStage.Resting && one.At >= course.RestUntil;
            if ((!isAgain && !isNew) || !IsRight(rule, one.At))
            {
                return;
            }

            course.Stage = CourseStage.Waiting;
            course.IsFollowed = false;
        }

        course.Since = one.At;
        course.DeviceId = one.DeviceId;
    }

    private bool IsRight(Rule rule, long at)
    {
        return (rule.Presence == RulePresence.Any || rule.Presence == _presence)
            && (!rule.HasWindow || _calendar.FindWindow(rule, at) is { } window && window.Contains(at));
    }

    // The first rule that is about the call holds it back; without one it goes out at once and is none of the rules'.
    private void HoldBack(in HomeEvent one, DeviceKind kind)
    {
        foreach (RuleCourse course in _courses)
        {
            Rule rule = course.Rule;
            if (rule.Kind == RuleKind.Call && IsRight(rule, one.At) && rule.Starts(
                (uint)one.DeviceId, kind, DeviceCause.Triggered, one.Location, one.Occupant))
            {
                _firings.Add(new Firing(
                    rule.Id,
                    FiringKind.Alarm,
                    one.At + (rule.DelaySeconds * Second),
                    one.At,
                    one.DeviceId,
                    rule.ReminderPhrase != 0,
                    IsCall: true));
                return;
            }
        }
    }
}
