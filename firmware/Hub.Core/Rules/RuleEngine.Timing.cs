// When a rule is due, and what a restart and a set clock do to that.
using Hub.Protocols.Rules;
using static Hub.Core.Moment;

namespace Hub.Core.Rules;

/// <content>Times of rules; all but windows are monotonic.</content>
public sealed partial class RuleEngine
{
    // When a run has waited for long enough; long.MaxValue when it waits for nothing.
    private long DueOf(RuleRun run, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        long delay = rule.DelaySeconds * 1000L;
        switch (rule.Kind)
        {
            case RuleKind.Event:
                return run.Phase == RuleRun.Waiting ? run.SinceMilliseconds + delay : long.MaxValue;
            case RuleKind.Sequence:
                if (run.Phase != RuleRun.Waiting)
                {
                    return long.MaxValue;
                }

                return run.IsFollowed ? nowMilliseconds : run.SinceMilliseconds + delay;
            case RuleKind.State:
                return run.SinceMilliseconds == RuleRun.NoTime ? long.MaxValue : DueOfLasting(run, nowMilliseconds);
            case RuleKind.Inactivity:
                return DueOfLasting(run, nowMilliseconds);
            default:
                return long.MaxValue;
        }
    }

    // What lasts counts from when it began, from when its window opened and from when presence became right, whichever
    // was last, and must have lasted for the whole delay before the window closes.
    private long DueOfLasting(RuleRun run, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        if (run.HasFired || !IsPresenceRight(rule))
        {
            return long.MaxValue;
        }

        long from = run.SinceMilliseconds;
        long until = long.MaxValue;
        if (rule.HasWindow)
        {
            if (!_clock.IsSet)
            {
                // Of a state that an event has begun the window counts as open for an alarm.
                if (rule.Kind == RuleKind.Inactivity || rule.FindAction(RuleActionKind.Alarm) == null)
                {
                    return long.MaxValue;
                }
            }
            else if (run.HasFoundWindow && run.Window.OpensAtUnix != long.MaxValue)
            {
                long offset = nowMilliseconds - _clock.UnixMilliseconds(nowMilliseconds);
                bool isDone = from >= run.Window.OpensAtUnix + offset && (rule.Flags & RuleFlags.OnceIsEnough) != 0;
                if (isDone)
                {
                    return long.MaxValue;
                }

                from = Later(from, run.Window.OpensAtUnix + offset);
                until = run.Window.ClosesAtUnix + offset;
            }
            else
            {
                return long.MaxValue;
            }
        }
        else
        {
            from = Later(from, _startedAtMilliseconds);
        }

        if (rule.Presence != RulePresence.Any)
        {
            from = Later(from, _presenceSinceMilliseconds);
        }

        long due = Later(from + (rule.DelaySeconds * 1000L), run.RestUntilMilliseconds);
        return due <= until ? due : long.MaxValue;
    }

    // When a run must be looked at again.
    private long NextOf(RuleRun run, long nowMilliseconds)
    {
        if (run.Phase == RuleRun.Reminding)
        {
            return run.ReactUntilMilliseconds;
        }

        long due = DueOf(run, nowMilliseconds);
        bool isLasting = run.Rule.Kind == RuleKind.State || run.Rule.Kind == RuleKind.Inactivity;
        if (isLasting && run.Rule.HasWindow && _clock.IsSet && run.Window.ClosesAtUnix != long.MaxValue)
        {
            long closes = run.Window.ClosesAtUnix + nowMilliseconds - _clock.UnixMilliseconds(nowMilliseconds);
            return closes < due ? closes : due;
        }

        return due;
    }

    private bool IsOpen(RuleRun run, long atMilliseconds, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        if (!rule.HasWindow)
        {
            return true;
        }

        if (!_clock.IsSet)
        {
            return rule.Kind == RuleKind.Call || rule.FindAction(RuleActionKind.Alarm) != null;
        }

        long unix = _clock.UnixMilliseconds(nowMilliseconds) - (nowMilliseconds - atMilliseconds);
        _window.Find(rule, _time, unix);
        return _window.Contains(unix);
    }

    private void OnClockSet(long nowMilliseconds)
    {
        _isDirty = true;
        long unixNow = _clock.UnixMilliseconds(nowMilliseconds);
        for (int i = 0; i < _set.Count; i++)
        {
            RuleRun run = _runs[i];
            if (run.RestoredUnixSeconds != 0)
            {
                long ago = unixNow - (run.RestoredUnixSeconds * 1000L);
                run.RestoredUnixSeconds = 0;
                if (ago >= 0 && ago < Limits.MaxKeptRunMilliseconds && run.SinceMilliseconds != RuleRun.NoTime)
                {
                    run.SinceMilliseconds = nowMilliseconds - ago;
                }
            }

            // A clock that was put right by more than a window may have to look for another.
            if (run.HasFoundWindow && unixNow < run.Window.OpensAtUnix)
            {
                run.HasFoundWindow = false;
            }
        }
    }
}
