// Runs the rules of the home: what is due, and when to look again.
using Hub.Core.Linking;
using Hub.Core.Panel;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <summary>
/// A bounded state machine: an event looks once at each of at most 32 rules, a step once more, and at most four of them
/// remind or fire in one step, whatever the rule set. Delays run on monotonic time; only windows need the clock.
/// </summary>
/// <remarks>
/// While the clock is not set, a window counts as open for what an event starts if the rule raises an alarm, and as
/// closed for every other rule: help rather comes too often than not at all, but nobody is reminded of the day's
/// medicine, or looked for in the morning, by a hub that does not know whether it is morning.
/// </remarks>
public sealed partial class RuleEngine
{
    private readonly HubClock _clock;
    private readonly RuleActions _actions;
    private readonly EventLog _events;
    private readonly Speech _speech;
    private readonly RuleMemory? _memory;
    private readonly LocalTime _time = new LocalTime();
    private readonly RuleWindow _window = new RuleWindow();
    private RuleSet _set = new RuleSet();
    private RuleRun[] _runs = new RuleRun[RuleLimits.MaxRules];
    private RuleRun[] _spare = new RuleRun[RuleLimits.MaxRules];
    private long _clockSetCount;
    private long _presenceSinceMilliseconds = RuleRun.NoTime;
    private long _startedAtMilliseconds = RuleRun.NoTime;
    private bool _isDirty = true;

    internal RuleEngine(HubClock clock, RuleActions actions, EventLog events, Speech speech, RuleMemory? memory)
    {
        _clock = clock;
        _actions = actions;
        _events = events;
        _speech = speech;
        _memory = memory;
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i] = new RuleRun();
            _runs[i].Clear();
        }
    }

    /// <summary>Version of the rule set in force, 0 for the rules the hub is shipped with.</summary>
    public uint Version
    {
        get { return _set.Version; }
    }

    /// <summary>Rules in force.</summary>
    public int Count
    {
        get { return _set.Count; }
    }

    /// <summary>Who is at home.</summary>
    public RulePresence Presence { get; private set; } = RulePresence.Home;

    /// <summary>Events of devices looked at, since the start.</summary>
    public long EventCount { get; private set; }

    /// <summary>Rules cancelled while they waited or reminded, since the start.</summary>
    public long CancelledCount { get; private set; }

    /// <summary>When it must be stepped again; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Puts a rule set in force. A rule that was there before, by number, goes on from where it stands.
    /// </summary>
    /// <param name="set">The set; the one in force until now comes back for the next.</param>
    /// <param name="isRestored">Whether it comes from flash at a start: what was under way then goes on.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal RuleSet Use(RuleSet set, bool isRestored, long nowMilliseconds)
    {
        RuleSet before = _set;
        for (int i = 0; i < _runs.Length; i++)
        {
            _spare[i] = null!;
        }

        for (int i = 0; i < set.Count; i++)
        {
            int place = PlaceOf(before, set.At(i));
            if (place >= 0)
            {
                _spare[i] = _runs[place];
                _runs[place] = null!;
            }
        }

        TakeLeftOver(before, nowMilliseconds);
        RuleRun[] runs = _spare;
        _spare = _runs;
        _runs = runs;
        _set = set;
        _time.OffsetMinutes = set.OffsetMinutes;
        _time.HasSummerTime = set.HasSummerTime;
        for (int i = 0; i < set.Count; i++)
        {
            Begin(_runs[i], set.At(i), isRestored, nowMilliseconds);
        }

        _isDirty = true;
        return before;
    }

    /// <summary>Takes up what was kept before a restart.</summary>
    internal void Restore(long nowMilliseconds)
    {
        if (_memory == null || !_memory.IsMounted)
        {
            return;
        }

        Presence = _memory.Presence;
        _presenceSinceMilliseconds = RuleRun.NoTime;
        for (int i = 0; i < _set.Count; i++)
        {
            TakeUp(_runs[i], nowMilliseconds);
        }

        _isDirty = true;
    }

    /// <summary>Says who is at home.</summary>
    internal void SetPresence(RulePresence presence, long nowMilliseconds)
    {
        if (presence == RulePresence.Any || presence == Presence)
        {
            return;
        }

        Presence = presence;
        _presenceSinceMilliseconds = nowMilliseconds;
        if (_memory != null)
        {
            _memory.WritePresence(presence);
        }

        _isDirty = true;
        _events.Add(
            EventRank.Information, DeviceTypes.Controller,
            presence == RulePresence.Away ? StatusCodes.Absent : StatusCodes.Present, (int)presence, "presence");
    }

    /// <summary>The cancel button was pressed: every rule that reminds is cancelled.</summary>
    /// <returns>How many were.</returns>
    internal int CancelReminders(long nowMilliseconds)
    {
        int cancelled = 0;
        for (int i = 0; i < _set.Count; i++)
        {
            RuleRun run = _runs[i];
            if (run.Phase == RuleRun.Reminding && run.ReactUntilMilliseconds > nowMilliseconds)
            {
                cancelled++;
                End(run, nowMilliseconds);
                run.HasFired = true;
            }
        }

        return cancelled;
    }

    /// <summary>Does what is due.</summary>
    /// <returns>True when more is.</returns>
    internal bool Step(long nowMilliseconds)
    {
        if (_startedAtMilliseconds == RuleRun.NoTime)
        {
            _startedAtMilliseconds = nowMilliseconds;
        }

        if (_clockSetCount != _clock.SetCount)
        {
            _clockSetCount = _clock.SetCount;
            OnClockSet(nowMilliseconds);
        }

        if (!_isDirty && nowMilliseconds < NextDueAtMilliseconds)
        {
            return _unwritten > 0 && WriteSome(nowMilliseconds);
        }

        _isDirty = false;
        NextDueAtMilliseconds = long.MaxValue;
        int fired = 0;
        for (int i = 0; i < _set.Count; i++)
        {
            RuleRun run = _runs[i];
            bool mayFire = fired < Limits.RulesFiredPerStep;
            fired += mayFire && Advance(run, nowMilliseconds) ? 1 : 0;
            long due = mayFire ? NextOf(run, nowMilliseconds) : nowMilliseconds;
            NextDueAtMilliseconds = due < NextDueAtMilliseconds ? due : NextDueAtMilliseconds;
        }

        bool isUnwritten = _unwritten > 0 && WriteSome(nowMilliseconds);
        return isUnwritten || _isDirty || NextDueAtMilliseconds <= nowMilliseconds;
    }

    private static int PlaceOf(RuleSet set, Rule rule)
    {
        for (int i = 0; i < set.Count; i++)
        {
            if (set.At(i).Id == rule.Id)
            {
                return set.At(i).Kind == rule.Kind ? i : -1;
            }
        }

        return -1;
    }

    // Runs whose rule is gone end here, and are the places of rules that are new.
    private void TakeLeftOver(RuleSet before, long nowMilliseconds)
    {
        int from = 0;
        for (int i = 0; i < _spare.Length; i++)
        {
            if (_spare[i] != null)
            {
                continue;
            }

            while (_runs[from] == null)
            {
                from++;
            }

            RuleRun run = _runs[from];
            if (from < before.Count)
            {
                // What it had held back goes out: the plan has changed, the need may not have.
                Drop(run);
                WriteNow(run, nowMilliseconds);
            }

            run.Clear();
            _runs[from] = null!;
            _spare[i] = run;
        }
    }

    private void Begin(RuleRun run, Rule rule, bool isRestored, long nowMilliseconds)
    {
        run.Rule = rule;
        run.HasFoundWindow = false;
        if (!isRestored && rule.Kind == RuleKind.Inactivity && run.SinceMilliseconds == RuleRun.NoTime)
        {
            // A rule that has just come counts from now, not from before anybody agreed to it.
            run.SinceMilliseconds = nowMilliseconds;
        }
    }

    // Moves a run on. True when it reminded or fired.
    private bool Advance(RuleRun run, long nowMilliseconds)
    {
        if (run.Phase == RuleRun.Reminding)
        {
            return nowMilliseconds >= run.ReactUntilMilliseconds && Fire(run, nowMilliseconds);
        }

        if (run.Rule.Kind == RuleKind.Sequence && run.Phase == RuleRun.Waiting && !run.IsFollowed)
        {
            if (nowMilliseconds >= DueOf(run, nowMilliseconds))
            {
                End(run, nowMilliseconds);
            }

            return false;
        }

        bool isLasting = run.Rule.Kind == RuleKind.State || run.Rule.Kind == RuleKind.Inactivity;
        if (isLasting && run.Rule.HasWindow && _clock.IsSet
            && !FindWindow(run, nowMilliseconds, out bool hasFired))
        {
            return hasFired;
        }

        return nowMilliseconds >= DueOf(run, nowMilliseconds) && Reach(run, nowMilliseconds);
    }

    // Keeps the window of a run up to date. What was due before it closed is done first.
    private bool FindWindow(RuleRun run, long nowMilliseconds, out bool hasFired)
    {
        hasFired = false;
        long unixNow = _clock.UnixMilliseconds(nowMilliseconds);
        if (run.HasFoundWindow && unixNow < run.Window.ClosesAtUnix)
        {
            return true;
        }

        if (run.HasFoundWindow && unixNow - run.Window.ClosesAtUnix < Limits.LateWindowMilliseconds)
        {
            long closedAt = nowMilliseconds - (unixNow - run.Window.ClosesAtUnix);
            hasFired = DueOf(run, nowMilliseconds) <= closedAt && Reach(run, nowMilliseconds);
        }

        long openedBefore = run.Window.OpensAtUnix;
        run.Window.Find(run.Rule, _time, unixNow);
        run.HasFired = run.HasFired && run.HasFoundWindow && run.Window.OpensAtUnix == openedBefore;
        run.HasFoundWindow = true;
        return !hasFired;
    }

    // The delay has passed: speak first, or act at once.
    private bool Reach(RuleRun run, long nowMilliseconds)
    {
        if (run.Rule.ReminderPhrase == 0)
        {
            return Fire(run, nowMilliseconds);
        }

        run.Phase = RuleRun.Reminding;
        run.ReactUntilMilliseconds = nowMilliseconds + (run.Rule.ReactSeconds * 1000L);
        _actions.Remind(run, nowMilliseconds);
        if (run.HeldSequence != 0)
        {
            // From here on the journal of alarms has it.
            Settle(run, nowMilliseconds);
        }

        return true;
    }

    private bool Fire(RuleRun run, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        _actions.Do(run, nowMilliseconds);
        run.Phase = RuleRun.Idle;
        run.IsFollowed = false;
        run.RestUntilMilliseconds = nowMilliseconds + (rule.CooldownSeconds * 1000L);
        run.HasFired = rule.CooldownSeconds == 0;
        Settle(run, nowMilliseconds);
        if (rule.Kind == RuleKind.Event || rule.Kind == RuleKind.Sequence)
        {
            run.SinceMilliseconds = RuleRun.NoTime;
        }

        SetPresence(RuleActions.PresenceOf(rule), nowMilliseconds);
        return true;
    }

    // It was cancelled, or waited in vain.
    private void End(RuleRun run, long nowMilliseconds)
    {
        if (run.Phase == RuleRun.Reminding)
        {
            _actions.Cancel(run, nowMilliseconds);
        }

        CancelledCount += run.Phase == RuleRun.Idle ? 0 : 1;
        run.Phase = RuleRun.Idle;
        run.IsFollowed = false;
        _isDirty = true;
        if (run.Rule.Kind == RuleKind.Event || run.Rule.Kind == RuleKind.Sequence)
        {
            run.SinceMilliseconds = RuleRun.NoTime;
            Drop(run);
        }
    }

    private bool IsPresenceRight(Rule rule)
    {
        return rule.Presence == RulePresence.Any || rule.Presence == Presence;
    }
}
