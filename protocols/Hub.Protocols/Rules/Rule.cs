// One rule of a home: what begins it, when it counts, what ends it, and what it does.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Rules;

/// <summary>A rule, used again and again. Its selectors lie in one array: those that start it, those that must follow,
/// those that cancel it.</summary>
public sealed class Rule
{
    private readonly RuleSelector[] _selectors = new RuleSelector[RuleLimits.MaxSelectors];
    private readonly RuleAction[] _actions = new RuleAction[RuleLimits.MaxActions];

    /// <summary>Makes an empty rule with all its memory.</summary>
    public Rule()
    {
        for (int i = 0; i < _selectors.Length; i++)
        {
            _selectors[i] = new RuleSelector();
        }

        for (int i = 0; i < _actions.Length; i++)
        {
            _actions[i] = new RuleAction();
        }
    }

    /// <summary>The rule's number in the home, 1 to 65535; alarms and events name it.</summary>
    public int Id { get; set; }

    /// <summary>How it begins.</summary>
    public RuleKind Kind { get; set; }

    /// <summary>Selectors of what starts it.</summary>
    public int StartCount { get; private set; }

    /// <summary>Selectors of what must follow.</summary>
    public int FollowCount { get; private set; }

    /// <summary>Selectors of what cancels it.</summary>
    public int CancelCount { get; private set; }

    /// <summary>What it does.</summary>
    public int ActionCount { get; private set; }

    /// <summary>Whether it counts in a window only.</summary>
    public bool HasWindow { get; set; }

    /// <summary>Minute of the local day in which the window opens, 0 to 1439.</summary>
    public int WindowStartMinute { get; set; }

    /// <summary>Minute of the local day in which it closes; not after the start, it is that of the next day.</summary>
    public int WindowEndMinute { get; set; }

    /// <summary>The days on which it opens, bits: 1 Monday to 64 Sunday.</summary>
    public int Weekdays { get; set; }

    /// <summary>Whether somebody must be at home, or nobody.</summary>
    public RulePresence Presence { get; set; }

    /// <summary>Seconds from the start until it fires; of a sequence, within which the other event must follow.
    /// </summary>
    public int DelaySeconds { get; set; }

    /// <summary>Seconds after the start in which nothing cancels it: who leaves passes the motion detector in the hall.
    /// </summary>
    public int CancelAfterSeconds { get; set; }

    /// <summary>Number of the phrase spoken before it fires, 0 for none.</summary>
    public int ReminderPhrase { get; set; }

    /// <summary>Seconds between that phrase and the firing, in which it can still be cancelled.</summary>
    public int ReactSeconds { get; set; }

    /// <summary>Seconds after it has fired in which it rests.</summary>
    public int CooldownSeconds { get; set; }

    /// <summary>Bits of <see cref="RuleFlags"/>.</summary>
    public int Flags { get; set; }

    /// <summary>Whether it is on trial.</summary>
    public bool IsTrial
    {
        get { return (Flags & RuleFlags.Trial) != 0; }
    }

    /// <summary>A selector of what starts it.</summary>
    public RuleSelector StartAt(int index)
    {
        return _selectors[index];
    }

    /// <summary>A selector of what must follow.</summary>
    public RuleSelector FollowAt(int index)
    {
        return _selectors[StartCount + index];
    }

    /// <summary>A selector of what cancels it.</summary>
    public RuleSelector CancelAt(int index)
    {
        return _selectors[StartCount + FollowCount + index];
    }

    /// <summary>One of the things it does.</summary>
    public RuleAction ActionAt(int index)
    {
        return _actions[index];
    }

    /// <summary>Adds a selector of what starts it; all of these come before the others.</summary>
    /// <returns>The selector, empty; null when there is no room.</returns>
    public RuleSelector? AddStart()
    {
        RuleSelector? selector = FollowCount + CancelCount > 0 ? null : Take(StartCount);
        StartCount += selector == null ? 0 : 1;
        return selector;
    }

    /// <summary>Adds a selector of what must follow, before those that cancel.</summary>
    /// <returns>The selector, empty; null when there is no room.</returns>
    public RuleSelector? AddFollow()
    {
        RuleSelector? selector = CancelCount > 0 ? null : Take(FollowCount);
        FollowCount += selector == null ? 0 : 1;
        return selector;
    }

    /// <summary>Adds a selector of what cancels it.</summary>
    /// <returns>The selector, empty; null when there is no room.</returns>
    public RuleSelector? AddCancel()
    {
        RuleSelector? selector = Take(CancelCount);
        CancelCount += selector == null ? 0 : 1;
        return selector;
    }

    /// <summary>Adds an action.</summary>
    /// <returns>The action, empty; null when there is no room.</returns>
    public RuleAction? AddAction()
    {
        if (ActionCount >= _actions.Length)
        {
            return null;
        }

        RuleAction action = _actions[ActionCount++];
        action.Clear();
        return action;
    }

    /// <summary>The first action of a kind, or null.</summary>
    public RuleAction? FindAction(RuleActionKind kind)
    {
        for (int i = 0; i < ActionCount; i++)
        {
            if (_actions[i].Kind == kind)
            {
                return _actions[i];
            }
        }

        return null;
    }

    /// <summary>Whether an event is one that starts it.</summary>
    public bool Starts(uint deviceId, DeviceKind kind, DeviceCause cause, int location, int occupant)
    {
        return Matches(0, StartCount, deviceId, kind, cause, location, occupant);
    }

    /// <summary>Whether an event is one that must follow.</summary>
    public bool Follows(uint deviceId, DeviceKind kind, DeviceCause cause, int location, int occupant)
    {
        return Matches(StartCount, FollowCount, deviceId, kind, cause, location, occupant);
    }

    /// <summary>Whether an event is one that cancels it.</summary>
    public bool Cancels(uint deviceId, DeviceKind kind, DeviceCause cause, int location, int occupant)
    {
        return Matches(StartCount + FollowCount, CancelCount, deviceId, kind, cause, location, occupant);
    }

    /// <summary>Empties the rule.</summary>
    public void Clear()
    {
        Id = 0;
        Kind = RuleKind.None;
        StartCount = 0;
        FollowCount = 0;
        CancelCount = 0;
        ActionCount = 0;
        HasWindow = false;
        WindowStartMinute = 0;
        WindowEndMinute = 0;
        Weekdays = 0;
        Presence = RulePresence.Any;
        DelaySeconds = 0;
        CancelAfterSeconds = 0;
        ReminderPhrase = 0;
        ReactSeconds = 0;
        CooldownSeconds = 0;
        Flags = 0;
    }

    private RuleSelector? Take(int countInList)
    {
        int used = StartCount + FollowCount + CancelCount;
        if (countInList >= RuleLimits.MaxSelectorsInList || used >= _selectors.Length)
        {
            return null;
        }

        _selectors[used].Clear();
        return _selectors[used];
    }

    private bool Matches(
        int first, int count, uint deviceId, DeviceKind kind, DeviceCause cause, int location, int occupant)
    {
        for (int i = first; i < first + count; i++)
        {
            if (_selectors[i].Matches(deviceId, kind, cause, location, occupant))
            {
                return true;
            }
        }

        return false;
    }
}
