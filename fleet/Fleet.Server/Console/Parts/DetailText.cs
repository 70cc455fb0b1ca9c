// Turns the codes and numbers of logs and histories into words.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Server.Console.Resources;
using Fleet.Server.Console.Time;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Parts;

/// <summary>
/// Logs and histories are stored as stable codes ("power 1, battery 87"), since they outlive languages. What is not
/// known here is shown as it is stored: nothing is hidden.
/// </summary>
internal static partial class DetailText
{
    /// <summary>The detail in the operator's language.</summary>
    public static string Detail(this IStringLocalizer<Texts> texts, string detail)
    {
        if (detail.Length == 0)
        {
            return "";
        }

        if (Find(texts, detail.Replace(' ', '_')) is { } whole)
        {
            return whole;
        }

        if (OutcomePattern().Match(detail) is { Success: true } outcome)
        {
            var word = texts[$"Outcome_{(Alarms.CaseOutcome)Number(outcome.Groups["code"])}"];
            return outcome.Groups["note"].Success ? $"{word}: {outcome.Groups["note"].Value}" : word;
        }

        if (LastedPattern().Match(detail) is { Success: true } lasted)
        {
            var length = SwedishTime.Length(TimeSpan.FromSeconds(Number(lasted.Groups["seconds"])));
            return texts[$"Detail_{lasted.Groups["what"].Value}", length];
        }

        if (CommandPattern().Match(detail) is { Success: true } command)
        {
            string fate = command.Groups["fate"].Value switch
            {
                "sent" => "Detail_CommandSent",
                "waiting" => "Detail_CommandWaiting",
                _ => "Detail_CommandNotSent",
            };
            return texts[
                fate, texts[$"Command_{command.Groups["kind"].Value}"], command.Groups["who"].Value];
        }

        return WithdrawnPattern().Match(detail) is { Success: true } withdrawn
            ? texts["Detail_CommandWithdrawn", withdrawn.Groups["who"].Value]
            : Pairs(texts, detail) ?? detail;
    }

    /// <summary>A list of "name value" pairs; null when one of them is not known.</summary>
    private static string? Pairs(IStringLocalizer<Texts> texts, string detail)
    {
        List<string> words = [];
        foreach (var pair in detail.Split(", "))
        {
            var space = pair.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
            {
                return null;
            }

            var (name, value) = (pair[..space], pair[(space + 1)..]);
            var word = Find(texts, $"{name}_{value}") ?? Named(texts, name, value);
            if (word is null)
            {
                return null;
            }

            if (word.Length > 0)
            {
                words.Add(word);
            }
        }

        return string.Join(", ", words);
    }

    private static string? Named(IStringLocalizer<Texts> texts, string name, string value)
    {
        if (name is "device" or "status" && int.TryParse(value, CultureInfo.InvariantCulture, out var code))
        {
            return texts.Coded(name == "device" ? "Device" : "Status", code);
        }

        var text = texts[$"Detail_{name}", value];
        return text.ResourceNotFound ? null : text.Value;
    }

    private static string? Find(IStringLocalizer<Texts> texts, string name)
    {
        var text = texts[$"Detail_{name}"];
        return text.ResourceNotFound || text.Value.Contains("{0}", StringComparison.Ordinal) ? null : text.Value;
    }

    private static int Number(Group group) =>
        int.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^outcome (?<code>[0-9]{1,3})(: (?<note>.*))?$", RegexOptions.Singleline)]
    private static partial Regex OutcomePattern();

    [GeneratedRegex("^(?<what>unclaimed|claimed|silent) for (?<seconds>[0-9]{1,9}) s$")]
    private static partial Regex LastedPattern();

    [GeneratedRegex("^(?<kind>[A-Za-z]+) [0-9]+ by (?<who>.*): (?<fate>sent|waiting|not reachable)$")]
    private static partial Regex CommandPattern();

    [GeneratedRegex("^[0-9]+ withdrawn by (?<who>.*)$")]
    private static partial Regex WithdrawnPattern();
}
