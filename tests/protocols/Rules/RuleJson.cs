// A rule set from the JSON of a vector.
using System.Text.Json;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Protocols.Tests.Rules;

internal static class RuleJson
{
    internal static RuleSet Read(JsonElement json)
    {
        RuleSet set = new()
        {
            Version = json.GetProperty("version").GetUInt32(),
            OffsetMinutes = Number(json, "offsetMinutes"),
            HasSummerTime = Number(json, "summerTime") == 1,
        };
        foreach (JsonElement rule in json.GetProperty("rules").EnumerateArray())
        {
            Read(rule, set.Add()!);
        }

        return set;
    }

    private static void Read(JsonElement json, Rule rule)
    {
        rule.Id = Number(json, "id");
        rule.Kind = (RuleKind)Number(json, "kind");
        foreach (JsonElement selector in Items(json, "start"))
        {
            Read(selector, rule.AddStart()!);
        }

        foreach (JsonElement selector in Items(json, "follow"))
        {
            Read(selector, rule.AddFollow()!);
        }

        foreach (JsonElement selector in Items(json, "cancel"))
        {
            Read(selector, rule.AddCancel()!);
        }

        if (json.TryGetProperty("window", out JsonElement window))
        {
            rule.HasWindow = true;
            rule.WindowStartMinute = window[0].GetInt32();
            rule.WindowEndMinute = window[1].GetInt32();
            rule.Weekdays = window[2].GetInt32();
        }

        if (json.TryGetProperty("reminder", out JsonElement reminder))
        {
            rule.ReminderPhrase = reminder[0].GetInt32();
            rule.ReactSeconds = reminder[1].GetInt32();
        }

        rule.Presence = (RulePresence)Number(json, "presence");
        rule.DelaySeconds = Number(json, "delaySeconds");
        rule.CancelAfterSeconds = Number(json, "cancelAfterSeconds");
        rule.CooldownSeconds = Number(json, "cooldownSeconds");
        rule.Flags = Number(json, "flags");
        foreach (JsonElement action in Items(json, "actions"))
        {
            Read(action, rule.AddAction()!);
        }
    }

    private static void Read(JsonElement json, RuleSelector selector)
    {
        selector.DeviceKind = (DeviceKind)Number(json, "deviceKind");
        selector.Cause = (DeviceCause)Number(json, "cause");
        selector.DeviceId = (uint)Long(json, "deviceId");
        selector.Location = Number(json, "location");
        selector.Occupant = Number(json, "occupant");
    }

    private static void Read(JsonElement json, RuleAction action)
    {
        (action.Kind, action.Argument) = json.GetProperty("do").GetString() switch
        {
            "alarm" => (RuleActionKind.Alarm, 0),
            "switch" => (RuleActionKind.Switch, Number(json, "order")),
            "presence" => (RuleActionKind.Presence, Number(json, "presence")),
            _ => (RuleActionKind.Speak, Number(json, "phrase")),
        };
        action.AlarmKind = (AlarmKind)Number(json, "alarmKind");
        action.Priority = Number(json, "priority");
        action.DeviceType = Number(json, "deviceType");
        action.StatusCode = Number(json, "statusCode");
        action.Location = Number(json, "location");
        action.Occupant = Number(json, "occupant");
        action.Recipients = Number(json, "recipients");
        action.DeviceId = (uint)Long(json, "deviceId");
    }

    private static int Number(JsonElement json, string name) => (int)Long(json, name);

    private static long Long(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.EnumerateArray() : default;
}
