// Looks through rules as they were written for values that no hub takes, and names the place of each.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Http;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>
/// Ranges and counts, field by field. What must hold between fields is left to the check that the hub makes too.
/// </summary>
internal sealed class RuleFieldCheck
{
    private readonly List<FieldFault> _faults = [];

    /// <summary>Everything that is wrong, at most <see cref="Limits.Programming.Faults"/>.</summary>
    /// <param name="entry">The rules.</param>
    /// <param name="prefix">What stands before each place, such as <c>document.</c>; may be empty.</param>
    public static IReadOnlyList<FieldFault> Find(RuleSetEntry entry, string prefix)
    {
        var check = new RuleFieldCheck();
        check.Number(
            prefix + "offsetMinutes", entry.OffsetMinutes, RuleLimits.MinOffsetMinutes, RuleLimits.MaxOffsetMinutes);
        IReadOnlyList<RuleEntry> rules = entry.Rules ?? [];
        if (rules.Count > RuleLimits.MaxRules)
        {
            check.Add(prefix + "rules", $"must be at most {RuleLimits.MaxRules}.");
            return check._faults;
        }

        for (int i = 0; i < rules.Count; i++)
        {
            check.Rule(Place(prefix + "rules", i), rules[i]);
        }

        return check._faults;
    }

    /// <summary>The place of an element of a list.</summary>
    public static string Place(string list, int index)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
    }

    private void Rule(string place, RuleEntry rule)
    {
        Number(place + ".id", rule.Id, 1, RuleLimits.MaxRuleId);
        if (rule.Kind == RuleKind.None)
        {
            Add(place + ".kind", "must be event, state, inactivity, sequence or call.");
        }

        Selectors(place + ".start", rule.Start, 1);
        Selectors(place + ".follow", rule.Follow, 0);
        Selectors(place + ".cancel", rule.Cancel, 0);
        if ((rule.Start?.Count ?? 0) + (rule.Follow?.Count ?? 0) + (rule.Cancel?.Count ?? 0) > RuleLimits.MaxSelectors)
        {
            Add(place + ".cancel", $"is too much: a rule has at most {RuleLimits.MaxSelectors} selectors in all.");
        }

        Window(place + ".window", rule.Window);
        Number(place + ".delaySeconds", rule.DelaySeconds, 0, RuleLimits.MaxDelaySeconds);
        Number(place + ".cancelAfterSeconds", rule.CancelAfterSeconds, 0, RuleLimits.MaxCancelAfterSeconds);
        if (rule.Reminder is { } reminder)
        {
            Number(place + ".reminder.phrase", reminder.Phrase, RuleLimits.MinPhrase, RuleLimits.MaxPhrase);
            Number(place + ".reminder.reactSeconds", reminder.ReactSeconds, 0, RuleLimits.MaxReactSeconds);
        }

        Number(place + ".cooldownSeconds", rule.CooldownSeconds, 0, RuleLimits.MaxCooldownSeconds);
        Actions(place + ".actions", rule.Actions ?? []);
    }

    private void Selectors(string place, IReadOnlyList<SelectorEntry>? selectors, int fewest)
    {
        int count = selectors?.Count ?? 0;
        if (count < fewest || count > RuleLimits.MaxSelectorsInList)
        {
            Add(place, $"must be {fewest} to {RuleLimits.MaxSelectorsInList}.");
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Selector(Place(place, i), selectors![i]);
        }
    }

    private void Selector(string place, SelectorEntry selector)
    {
        if (selector.DeviceKind is { } kind && !DeviceCatalogue.IsListed(kind))
        {
            Add(place + ".deviceKind", "must be a kind of device, or left out for any.");
        }

        if (selector.Cause is { } cause
            && (cause == DeviceCause.Supervision || (int)cause > DeviceCatalogue.LastCause || cause < 0))
        {
            Add(place + ".cause", "must be a cause other than a sign of life, or left out for any.");
        }

        Number(place + ".deviceId", selector.DeviceId, 0, ProtocolLimits.MaxUInt32);
        Number(place + ".location", selector.Location, 0, ProtocolLimits.MaxScaipLocation);
        Number(place + ".occupant", selector.Occupant, 0, ProtocolLimits.MaxOccupant);
        if (selector is { DeviceKind: null, Cause: null, DeviceId: 0, Location: 0, Occupant: 0 })
        {
            Add(place, "must name something: a selector of nothing is every event.");
        }
    }

    private void Window(string place, WindowEntry? window)
    {
        if (window is null)
        {
            return;
        }

        Number(place + ".startMinute", window.StartMinute, 0, RuleLimits.MinutesPerDay - 1);
        Number(place + ".endMinute", window.EndMinute, 0, RuleLimits.MinutesPerDay - 1);
        if (window.Days is { } days && (days.Count == 0 || days.Distinct().Count() != days.Count))
        {
            Add(place + ".days", "must be one to seven days, each once.");
        }
    }

    private void Actions(string place, IReadOnlyList<ActionEntry> actions)
    {
        if (actions.Count > RuleLimits.MaxActions)
        {
            Add(place, $"must be at most {RuleLimits.MaxActions}.");
            return;
        }

        for (int i = 0; i < actions.Count; i++)
        {
            Action(Place(place, i), actions[i]);
        }
    }

    private void Action(string place, ActionEntry action)
    {
        bool isAlarm = action.Kind == RuleActionKind.Alarm;
        bool isSwitch = action.Kind == RuleActionKind.Switch;
        if (action.Kind == RuleActionKind.None)
        {
            Add(place + ".kind", "must be alarm, switch, presence or speak.");
            return;
        }

        Only(isAlarm, place + ".alarmKind", action.AlarmKind is not null);
        Only(isAlarm, place + ".deviceType", action.DeviceType is not null);
        Only(isAlarm, place + ".statusCode", action.StatusCode is not null);
        Only(isAlarm, place + ".occupant", action.Occupant is not null);
        Only(isAlarm, place + ".recipients", action.Recipients is not null);
        Only(isAlarm || isSwitch, place + ".location", action.Location is not null);
        Only(isSwitch, place + ".deviceId", action.DeviceId is not null);
        if (isAlarm && action.AlarmKind is { } kind && kind is not (AlarmKind.Person or AlarmKind.Technical))
        {
            Add(place + ".alarmKind", "must be person or technical.");
        }

        Number(place + ".deviceType", action.DeviceType ?? 0, 0, ProtocolLimits.MaxScaipCode);
        Number(place + ".statusCode", action.StatusCode ?? 0, 0, ProtocolLimits.MaxScaipCode);
        Number(place + ".location", action.Location ?? 0, 0, ProtocolLimits.MaxScaipLocation);
        Number(place + ".occupant", action.Occupant ?? 0, 0, ProtocolLimits.MaxOccupant);
        Number(place + ".deviceId", action.DeviceId ?? 0, 0, ProtocolLimits.MaxUInt32);
        Needed(isAlarm, place + ".priority", action.Priority, 1, 9);
        Needed(
            action.Kind == RuleActionKind.Speak,
            place + ".phrase",
            action.Phrase,
            RuleLimits.MinPhrase,
            RuleLimits.MaxPhrase);
        Word(isSwitch, place + ".order", action.Order is not null, isSwitch, "on or off");
        bool isPresence = action.Kind == RuleActionKind.Presence;
        bool isSomewhere = action.Presence is RulePresence.Home or RulePresence.Away;
        Word(isPresence, place + ".presence", action.Presence is not null, isSomewhere, "home or away");
    }

    private void Needed(bool isOfKind, string place, int? value, int min, int max)
    {
        if (isOfKind)
        {
            Number(place, value ?? min - 1, min, max);
        }
        else
        {
            Only(false, place, value is not null);
        }
    }

    private void Word(bool isOfKind, string place, bool isGiven, bool isRight, string words)
    {
        if (isOfKind && !(isGiven && isRight))
        {
            Add(place, $"must be {words}.");
        }

        Only(isOfKind, place, isGiven);
    }

    private void Only(bool isOfKind, string place, bool isGiven)
    {
        if (isGiven && !isOfKind)
        {
            Add(place, "is not of this kind of action.");
        }
    }

    private void Number(string place, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            Add(place, string.Create(CultureInfo.InvariantCulture, $"must be {min} to {max}."));
        }
    }

    private void Add(string place, string sentence)
    {
        if (_faults.Count < Limits.Programming.Faults)
        {
            _faults.Add(new FieldFault(place, sentence));
        }
    }
}
