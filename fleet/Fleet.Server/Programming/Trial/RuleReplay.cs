// Replays a home's events against rules: what they would have done, and when.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>
/// Runs rules on stored events, moment by moment, with the meaning that <c>protocols/README.md</c> gives them
/// (HUL-045). Written apart from the hub's engine, which it is held against in tests. Pure: no clock, no store.
/// </summary>
/// <remarks>
/// Events come as <see cref="HomeEvents"/> orders them. Unlike the hub it hears of everything at the moment it
/// happened, never late, and always knows the time.
/// </remarks>
internal sealed partial class RuleReplay
{
    private const long Second = 1_000;
    private readonly List<Firing> _firings = [];
    private List<RuleCourse> _courses = [];
    private HomeCalendar _calendar = new(RuleSet.SwedenOffsetMinutes, true);
    private RulePresence _presence;
    private long _presenceSince = long.MinValue;
    private long _startedAt;
    private long _now;

    /// <summary>Begins with no rules.</summary>
    /// <param name="from">The moment, unix milliseconds UTC.</param>
    /// <param name="presence">Who is at home then.</param>
    public RuleReplay(long from, RulePresence presence)
    {
        _now = from;
        _startedAt = from;
        _presence = presence == RulePresence.Away ? RulePresence.Away : RulePresence.Home;
    }

    /// <summary>What the rules did, in order of time.</summary>
    public IReadOnlyList<Firing> Firings => _firings;

    /// <summary>Whether the rules did so much that the rest was left out.</summary>
    public bool IsRunaway => _firings.Count >= Limits.Trial.Firings;

    /// <summary>Puts rules in force. One that was there before, by number and kind, goes on from where it stands.
    /// </summary>
    public void Use(RuleSet rules, long at)
    {
        AdvanceTo(at);
        var before = _courses.ToDictionary(course => course.Rule.Id);
        _calendar = new HomeCalendar(rules.OffsetMinutes, rules.HasSummerTime);
        _courses = [.. Enumerable.Range(0, rules.Count).Select(rules.At).Select(rule => Begin(rule, before, at))];
        Settle(at);
    }

    /// <summary>Lets time pass; what is due at the moment itself is done unless an event comes first.</summary>
    public void AdvanceTo(long at)
    {
        for (long next = NextDue(); next < at && !IsRunaway; next = NextDue())
        {
            Settle(Math.Max(next, _now));
        }

        _now = Math.Max(_now, at);
    }

    /// <summary>Lets time pass, and does what is due at its end.</summary>
    public void Finish(long at)
    {
        AdvanceTo(at);
        Settle(at);
    }

    private static RuleCourse Begin(Rule rule, Dictionary<int, RuleCourse> before, long at)
    {
        if (before.TryGetValue(rule.Id, out RuleCourse? course) && course.Rule.Kind == rule.Kind)
        {
            course.Adopt(rule);
        }
        else
        {
            course = new RuleCourse(rule);
        }

        if (rule.Kind == RuleKind.Inactivity)
        {
            // From when somebody agreed to it, not from before.
            course.Since ??= at;
        }

        return course;
    }

    // Does what is due at a moment, in the order of the rules, until nothing is.
    private void Settle(long now)
    {
        _now = now;
        bool isMoved = true;
        for (int turn = 0; isMoved && turn < Limits.Trial.TurnsPerMoment; turn++)
        {
            isMoved = false;
            foreach (RuleCourse course in _courses)
            {
                isMoved |= Move(course);
            }
        }
    }

    // True when something was done, so that all are to be looked at again.
    private bool Move(RuleCourse course)
    {
        if (course.Stage == CourseStage.Reminding)
        {
            return course.ReactUntil <= _now && Fire(course);
        }

        if (course.IsLasting && course.Rule.HasWindow && course.Window is null)
        {
            course.Window = _calendar.FindWindow(course.Rule, _now);
            course.IsDone = false;
            return course.Window is not null;
        }

        if (DueOf(course) <= _now)
        {
            return Reach(course);
        }

        if (course.IsLasting && course.Window is { } open && open.Closes <= _now)
        {
            course.Window = _calendar.FindWindow(course.Rule, _now);
            course.IsDone = false;
            return true;
        }

        if (course is { Stage: CourseStage.Waiting, IsFollowed: false, Rule.Kind: RuleKind.Sequence }
            && course.Since + (course.Rule.DelaySeconds * Second) <= _now)
        {
            End(course);
            return true;
        }

        return false;
    }

    // When a rule is over with its delay; long.MaxValue when it has nothing to wait for.
    private long DueOf(RuleCourse course)
    {
        Rule rule = course.Rule;
        long delay = rule.DelaySeconds * Second;
        switch (rule.Kind)
        {
            case RuleKind.Event when course is { Stage: CourseStage.Waiting, Since: { } since }:
                return since + delay;
            case RuleKind.Sequence when course is { Stage: CourseStage.Waiting, IsFollowed: true }:
                return _now;
            case RuleKind.State when course.Since is not null:
            case RuleKind.Inactivity:
                return DueOfLasting(course, delay);
            default:
                return long.MaxValue;
        }
    }

    // Counted from when it began, its window opened and presence became right, whichever was last; the whole delay must
    // lie in the window.
    private long DueOfLasting(RuleCourse course, long delay)
    {
        Rule rule = course.Rule;
        if (course.IsDone || (rule.Presence != RulePresence.Any && rule.Presence != _presence))
        {
            return long.MaxValue;
        }

        long from = course.Since ?? long.MinValue;
        long last = long.MaxValue;
        if (rule.HasWindow)
        {
            if (course.Window is not { } window
                || ((rule.Flags & RuleFlags.OnceIsEnough) != 0 && from >= window.Opens))
            {
                return long.MaxValue;
            }

            from = Math.Max(from, window.Opens);
            last = window.Closes;
        }
        else
        {
            from = Math.Max(from, _startedAt);
        }

        if (rule.Presence != RulePresence.Any)
        {
            from = Math.Max(from, _presenceSince);
        }

        long due = Math.Max(from + delay, course.RestUntil);
        return due <= last ? due : long.MaxValue;
    }

    private long NextDue()
    {
        long next = long.MaxValue;
        foreach (RuleCourse course in _courses)
        {
            next = Math.Min(next, NextOf(course));
        }

        return next;
    }

    private long NextOf(RuleCourse course)
    {
        if (course.Stage == CourseStage.Reminding)
        {
            return course.ReactUntil;
        }

        if (course is { Stage: CourseStage.Waiting, Rule.Kind: RuleKind.Sequence, Since: { } since })
        {
            return since + (course.Rule.DelaySeconds * Second);
        }

        long closes = course.IsLasting && course.Window is { } window ? window.Closes : long.MaxValue;
        return Math.Min(DueOf(course), closes);
    }

    // The delay is over: speak first, or act.
    private bool Reach(RuleCourse course)
    {
        if (course.Rule.ReminderPhrase == 0)
        {
            return Fire(course);
        }

        course.Stage = CourseStage.Reminding;
        course.ReactUntil = _now + (course.Rule.ReactSeconds * Second);
        Note(course, FiringKind.Reminder);
        return true;
    }

    private bool Fire(RuleCourse course)
    {
        Rule rule = course.Rule;
        Note(course, rule.IsTrial ? FiringKind.Trial
            : rule.FindAction(RuleActionKind.Alarm) is null ? FiringKind.Other
            : FiringKind.Alarm);
        course.Stage = CourseStage.Resting;
        course.IsFollowed = false;
        course.RestUntil = _now + (rule.CooldownSeconds * Second);
        course.IsDone = rule.CooldownSeconds == 0;
        course.FiredAt = _now;
        if (!course.IsLasting)
        {
            course.Since = null;
        }

        if (!rule.IsTrial && rule.FindAction(RuleActionKind.Presence) is { } presence)
        {
            SetPresence((RulePresence)presence.Argument);
        }

        return true;
    }

    private void SetPresence(RulePresence presence)
    {
        if (presence != RulePresence.Any && presence != _presence)
        {
            _presence = presence;
            _presenceSince = _now;
        }
    }

    private void End(RuleCourse course)
    {
        if (course.Stage == CourseStage.Reminding)
        {
            Note(course, FiringKind.Cancelled);
        }

        course.Stage = CourseStage.Resting;
        course.IsFollowed = false;
        if (!course.IsLasting)
        {
            course.Since = null;
        }
    }

    private void Note(RuleCourse course, FiringKind kind)
    {
        _firings.Add(new Firing(
            course.Rule.Id,
            kind,
            _now,
            course.Since,
            course.DeviceId,
            kind != FiringKind.Reminder && course.Rule.ReminderPhrase != 0));
    }
}
