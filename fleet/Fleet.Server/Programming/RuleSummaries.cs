// Tells in plain words what rules do.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <inheritdoc cref="IRuleSummaries"/>
internal sealed class RuleSummaries : IRuleSummaries
{
    private const int MinutesPerHour = 60;
    private static readonly (int Seconds, string Unit)[] Units =
        [(86_400, "Day"), (3_600, "Hour"), (60, "Minute"), (1, "Second")];

    public RulesSummary Of(RuleSetEntry document, CultureInfo language)
    {
        return new RulesSummary(
            [.. (document.Rules ?? []).Select(rule => new RuleSentence(rule.Id, Of(rule, language)))],
            [.. RuleWarnings.Find(document).Select(odd => new RuleWarning(
                odd.Kind,
                odd.RuleIds,
                RuleTexts.Of("Warning_" + odd.Kind, language, [.. odd.RuleIds.Select(id => (object)id)])))]);
    }

    public string Of(RuleEntry rule, CultureInfo language)
    {
        var writer = new Writer(language);
        string actions = writer.Actions(rule);
        string text = $"{(rule.Trial ? writer.Text("Trial") : "")}{writer.Condition(rule)}: {actions}.";
        return string.Join(' ', new[] { text }.Concat(writer.More(rule)));
    }

    public string ValueOf(RuleEntry rule, string field, CultureInfo language)
    {
        return new Writer(language).Value(rule, field);
    }

    public string Duration(int seconds, CultureInfo language)
    {
        return new Writer(language).Duration(seconds);
    }

    private sealed class Writer
    {
        private readonly CultureInfo _language;

        public Writer(CultureInfo language)
        {
            _language = language;
        }

        public string Text(string name, params object[] values)
        {
            return values.Length == 0 ? RuleTexts.Of(name, _language) : RuleTexts.Of(name, _language, values);
        }

        public string Value(RuleEntry rule, string field)
        {
            return field switch
            {
                "kind" => Text("RuleKind_" + rule.Kind),
                "start" => Any(rule.Start, "Event"),
                "follow" => Any(rule.Follow, "Event"),
                "cancel" => Any(rule.Cancel, "Event"),
                "window" => When(rule with { Presence = RulePresence.Any }).Trim(),
                "presence" => When(rule with { Window = null }).Trim(),
                "delaySeconds" => Duration(rule.DelaySeconds),
                "cancelAfterSeconds" => Duration(rule.CancelAfterSeconds),
                "reminder" when rule.Reminder is { } reminder =>
                    $"”{Phrase(reminder.Phrase)}”, {Duration(reminder.ReactSeconds)}",
                "cooldownSeconds" => Duration(rule.CooldownSeconds),
                "trial" => YesOrNo(rule.Trial),
                "restarts" => YesOrNo(rule.Restarts),
                "onceIsEnough" => YesOrNo(rule.OnceIsEnough),
                "actions" => Actions(rule),
                _ => "",
            };
        }

        private string YesOrNo(bool isSo)
        {
            return Text(isSo ? "Yes" : "No");
        }

        public string Condition(RuleEntry rule)
        {
            string start = Any(rule.Start, "Event") + When(rule);
            string delay = Duration(rule.DelaySeconds);
            switch (rule.Kind)
            {
                case RuleKind.Inactivity:
                    return Text("If_Inactivity", Any(rule.Start, "None"), delay) + When(rule);
                case RuleKind.Sequence:
                    return Text("If_Sequence", start, Any(rule.Follow, "Event"), delay)
                        + (rule.Cancel is { Count: > 0 } between ? Text("Without", Any(between, "Event")) : "");
                case RuleKind.Call:
                    return Text("If_Call", start);
            }

            if (rule.DelaySeconds == 0)
            {
                return Text("If_Event", start);
            }

            return rule.Cancel is { Count: > 0 } cancel
                ? Text(
                    rule.Kind == RuleKind.State ? "If_State" : "If_Uncancelled", start, Any(cancel, "Event"), delay)
                : Text(rule.Restarts ? "If_DelayedLast" : "If_Delayed", start, delay);
        }

        private string When(RuleEntry rule)
        {
            string presence = rule.Presence == RulePresence.Any ? "" : Text("Presence_" + rule.Presence);
            if (rule.Window is not { } window)
            {
                return presence;
            }

            string days = window.Days is { } some ? Text("OnDays", Days(some)) : "";
            return Text("Window", Clock(window.StartMinute), Clock(window.EndMinute)) + days + presence;
        }

        public string Actions(RuleEntry rule)
        {
            string actions = string.Join(Text("And"), (rule.Actions ?? []).Select(Action));
            if (rule.Kind != RuleKind.Call)
            {
                return actions;
            }

            actions = actions.Length == 0 ? Text("Alarm_Usual") : actions;
            return rule.DelaySeconds == 0 ? actions : Text("HeldBack", Duration(rule.DelaySeconds), actions);
        }

        public IEnumerable<string> More(RuleEntry rule)
        {
            if (rule.Reminder is { } reminder)
            {
                yield return rule.Kind == RuleKind.Call
                    ? Text("Reminder_Call", Phrase(reminder.Phrase))
                    : Text("Reminder", Phrase(reminder.Phrase), Duration(reminder.ReactSeconds));
            }

            if (rule.CancelAfterSeconds > 0)
            {
                yield return Text("CancelAfter", Duration(rule.CancelAfterSeconds));
            }

            if (rule.OnceIsEnough)
            {
                yield return Text("OnceIsEnough");
            }

            if (rule.CooldownSeconds > 0)
            {
                yield return Text("Cooldown", Duration(rule.CooldownSeconds));
            }

            if (rule.Trial)
            {
                yield return Text("Trial_Means");
            }
        }

        public string Duration(int seconds)
        {
            var parts = new List<string>();
            int left = seconds;
            foreach ((int size, string unit) in Units)
            {
                int count = left / size;
                left %= size;
                if (count > 0)
                {
                    parts.Add(Text(unit + (count == 1 ? "" : "s"), count));
                }
            }

            return parts.Count == 0 ? Text("Seconds", 0) : string.Join(' ', parts);
        }

        private string Action(ActionEntry action)
        {
            switch (action.Kind)
            {
                case RuleActionKind.Switch:
                    string order = "Switch_" + (action.Order ?? PlugOrder.Off);
                    return Text(order, Place(action.Location ?? 0) + Device(action.DeviceId ?? 0));
                case RuleActionKind.Presence:
                    return Text("Sets_" + (action.Presence ?? RulePresence.Home));
                case RuleActionKind.Speak:
                    return Text("Speak", Phrase(action.Phrase ?? 0));
                default:
                    string alarm = action.AlarmKind == AlarmKind.Technical ? "Alarm_Technical" : "Alarm";
                    return Text(
                        alarm, Text("To_" + (action.Recipients ?? RuleAudience.Care)), action.Priority ?? 0);
            }
        }

        private string Any(IReadOnlyList<SelectorEntry>? selectors, string form)
        {
            return string.Join(Text("Or"), (selectors ?? []).Select(one => One(one, form)));
        }

        private string One(SelectorEntry selector, string form)
        {
            string name = $"{selector.DeviceKind}_{selector.Cause}";
            string? own = RuleTexts.Find($"{form}_{name}", _language);
            if (own is null && form == "None")
            {
                return Text("Not", One(selector, "Event"));
            }

            string kind = Text("Kind_" + (selector.DeviceKind?.ToString() ?? "Any"));
            string said = own ?? Text("Cause_" + (selector.Cause?.ToString() ?? "Any"), kind);
            string whose = selector.Occupant == 0 ? "" : Text("Occupant", selector.Occupant);
            return said + Place(selector.Location) + whose + Device(selector.DeviceId);
        }

        private string Place(int location)
        {
            return location == 0 ? ""
                : " " + (RuleTexts.Find("Place_" + location, _language) ?? Text("Place_Other", location));
        }

        private string Device(long deviceId)
        {
            return deviceId == 0 ? ""
                : Text("Device", (deviceId & 0xFFFF).ToString("X4", CultureInfo.InvariantCulture));
        }

        private string Phrase(int phrase)
        {
            return RuleTexts.Find("Phrase_" + phrase, _language) ?? Text("Phrase_Other", phrase);
        }

        private string Days(IReadOnlyList<DayOfWeek> days)
        {
            return string.Join(", ", days.Select(day => _language.DateTimeFormat.GetAbbreviatedDayName(day)));
        }

        private string Clock(int minute)
        {
            return Text(
                "Clock",
                (minute / MinutesPerHour).ToString("00", CultureInfo.InvariantCulture),
                (minute % MinutesPerHour).ToString("00", CultureInfo.InvariantCulture));
        }
    }
}
