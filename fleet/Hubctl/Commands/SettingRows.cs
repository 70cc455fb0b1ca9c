// How settings are told in words, and read from what was typed.
using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>Words of what the server says of settings, and values as it takes them.</summary>
internal static class SettingRows
{
    /// <summary>How far the newest settings have come.</summary>
    public static string StateOf(JsonObject view)
    {
        if (view["newest"] is not JsonObject newest)
        {
            return "Nothing has been set for this hub; it goes by what it was given at the bench.";
        }

        string inForce = view["reportedVersion"] is { } reported
            ? $"the hub last named version {Column.Text(reported)} as in force"
            : "the hub has not said what is in force";
        string drift = view["isDrifted"]!.GetValue<bool>() ? ", which was not made here" : "";
        return $"{Sentence(newest)[..^1]}; {inForce}{drift}.";
    }

    /// <summary>How far a version has come.</summary>
    public static string Sentence(JsonObject version)
    {
        string reason = Column.Text(version["reason"]);
        string until = version["trialEndsAt"] is { } ends ? $", and goes back by itself at {Column.Text(ends)}" : "";
        return $"Version {Column.Text(version["version"])} is {Column.Text(version["state"])}"
            + (reason.Length == 0 ? "" : $" ({reason})") + until + ".";
    }

    /// <summary>Reads settings as they were typed.</summary>
    /// <param name="typed">name=value each.</param>
    /// <param name="known">The settings with their kinds; null to go by the look of the values.</param>
    /// <exception cref="FailureException">One has no equals sign.</exception>
    public static JsonObject Read(string[] typed, JsonArray? known)
    {
        var values = new JsonObject();
        foreach (string one in typed)
        {
            int equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new FailureException(ExitCode.Usage, $"{one} is not name=value.");
            }

            string name = one[..equals];
            values[name] = Value(one[(equals + 1)..], KindOf(name, known));
        }

        return values;
    }

    private static string KindOf(string name, JsonArray? known)
    {
        JsonNode? setting = known?.FirstOrDefault(one => one!["name"]!.GetValue<string>() == name);
        return setting?["kind"]?.GetValue<string>()
            ?? (name == "receivers" ? "receivers"
                : name.EndsWith("Numbers", StringComparison.Ordinal) ? "phoneNumbers" : "number");
    }

    private static JsonNode? Value(string text, string kind)
    {
        if (text.Length == 0)
        {
            return null;
        }

        string[] items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return kind switch
        {
            "phoneNumbers" => new JsonArray([.. items.Select(static one => (JsonNode)one)]),
            "receivers" => new JsonArray([.. items.Select(Receiver)]),
            _ => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number
                : text,
        };
    }

    private static JsonObject Receiver(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = int.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return new JsonObject
        {
            ["host"] = colon < 0 ? text : text[..colon],
            ["port"] = colon >= 0 && hasPort ? port : 0,
        };
    }
}
