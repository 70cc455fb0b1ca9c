// A setting while somebody edits it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Protocols.Settings;

namespace Fleet.Server.Console.Programming;

/// <summary>
/// Holds what was typed as text: a number, a time of day, or one line for each number or receiver. Empty: not told here.
/// </summary>
public sealed class SettingDraft
{
    private const int MinutesPerHour = 60;
    private readonly string _before;

    /// <summary>Begins with what is told; null when nothing is.</summary>
    public SettingDraft(SettingRule rule, JsonNode? told)
    {
        Rule = rule;
        _before = Write(told);
        Text = _before;
    }

    /// <summary>The setting.</summary>
    public SettingRule Rule { get; }

    /// <summary>What was typed.</summary>
    public string Text { get; set; }

    /// <summary>Whether it is a minute of the day, shown as a time.</summary>
    public bool IsTimeOfDay => Rule.Key is SettingKeys.NightStartMinute or SettingKeys.NightEndMinute;

    /// <summary>Whether it is one of a few words.</summary>
    public bool IsChoice => Rule.Key is SettingKeys.SummerTime or SettingKeys.Language;

    /// <summary>Whether it is a list, one item on each line.</summary>
    public bool IsList => Rule.Kind != SettingKind.Number;

    /// <summary>Whether it differs from what is told.</summary>
    public bool IsChanged => Tidy(Text) != Tidy(_before);

    /// <summary>The value as an order names it; null takes back what is told. What cannot be read stays a text, which
    /// the check refuses with the place.</summary>
    public JsonElement Value()
    {
        string[] lines = [.. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        object? value = lines.Length == 0 ? null : Rule.Kind switch
        {
            SettingKind.PhoneNumbers => lines,
            SettingKind.Receivers => lines.Select(Receiver),
            _ => Number(lines[0]),
        };
        return JsonSerializer.SerializeToElement(value);
    }

    /// <summary>A value as it is edited.</summary>
    private string Write(JsonNode? value)
    {
        return value switch
        {
            null => "",
            JsonArray items => string.Join('\n', items.Select(static one => one is JsonObject receiver
                ? $"{receiver["host"]}:{receiver["port"]}"
                : one!.GetValue<string>())),
            _ when IsTimeOfDay => TimeOf(value.GetValue<int>()),
            _ => value.GetValue<int>().ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A minute of the day as a time.</summary>
    public static string TimeOf(int minute)
    {
        return string.Create(
            CultureInfo.InvariantCulture, $"{minute / MinutesPerHour:00}:{minute % MinutesPerHour:00}");
    }

    private static string Tidy(string text)
    {
        return text.Replace("\r", "", StringComparison.Ordinal).Trim();
    }

    private static Dictionary<string, object> Receiver(string line)
    {
        int colon = line.LastIndexOf(':');
        string host = colon < 0 ? line : line[..colon];
        bool hasPort = int.TryParse(
            line.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return new() { ["host"] = host, ["port"] = colon >= 0 && hasPort ? port : 0 };
    }

    private object Number(string line)
    {
        if (IsTimeOfDay && TimeOnly.TryParse(line, CultureInfo.InvariantCulture, out TimeOnly time))
        {
            return (time.Hour * MinutesPerHour) + time.Minute;
        }

        return int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : line;
    }
}
