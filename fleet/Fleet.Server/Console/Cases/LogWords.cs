// Says the steps of a case's log, and the facts that go with them, in the operator's language.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Parts;
using Fleet.Server.Console.Resources;
using Fleet.Server.Console.Time;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Cases;

/// <summary>
/// Facts are stored as <c>name value; name value: note</c>. Ids mean nothing to people and are left out here; the
/// entry's fold shows the whole text as it is stored. What is not known here is shown as it is stored.
/// </summary>
internal static partial class LogWords
{
    /// <summary>What happened.</summary>
    public static string Step(IStringLocalizer<CaseTexts> texts, IStringLocalizer<Texts> common, CaseLogEntryView entry)
    {
        LocalizedString word = texts["LogStep_" + entry.Step.Replace('-', '_')];
        return word.ResourceNotFound ? common.Coded("Step", entry.Step) : word;
    }

    /// <summary>How, with whom.</summary>
    public static string Detail(
        IStringLocalizer<CaseTexts> texts, IStringLocalizer<Texts> common, CaseLogEntryView entry)
    {
        // A remark is people's own words, whatever they look like.
        if (entry.Step == "remarked")
        {
            return entry.Detail;
        }

        if (ClosedPattern().Match(entry.Detail) is { Success: true } closed)
        {
            string outcome = common[$"Outcome_{(CaseOutcome)Number(closed.Groups["outcome"])}"];
            string cause = common[$"CaseCause_{(CaseCause)Number(closed.Groups["cause"])}"];
            return $"{outcome}, {cause}{closed.Groups["note"].Value}";
        }

        string whole = common.Detail(entry.Detail);
        if (whole != entry.Detail || entry.Step == "closed")
        {
            return whole;
        }

        List<string> facts = [];
        foreach (string part in entry.Detail.Split("; "))
        {
            int colon = part.IndexOf(": ", StringComparison.Ordinal);
            string fact = colon < 0 ? Fact(texts, part) : Fact(texts, part[..colon]) + part[colon..];
            if (fact.Length > 0)
            {
                facts.Add(fact);
            }
        }

        return string.Join(", ", facts);
    }

    /// <summary>One fact; an id says something only of where a case came from or goes to.</summary>
    private static string Fact(IStringLocalizer<CaseTexts> texts, string part, bool isPlace = false)
    {
        if (LastedPattern().Match(part) is { Success: true } lasted)
        {
            string since = lasted.Groups["what"].Value.Replace(' ', '_');
            TimeSpan length = TimeSpan.FromSeconds(Number(lasted.Groups["count"]));
            return texts[$"LogFact_{since}_for", SwedishTime.Length(length)];
        }

        int space = part.IndexOf(' ', StringComparison.Ordinal);
        (string name, string value) = space < 0 ? (part, "") : (part[..space], part[(space + 1)..]);
        if (Find(texts, $"{name}_{value}".Replace(' ', '_')) is { } word)
        {
            return word;
        }

        LocalizedString named = texts["LogFact_" + name];
        bool isId = Guid.TryParse(value, out _);
        if (named.ResourceNotFound)
        {
            return isId ? "" : part;
        }

        if (!named.Value.Contains("{0}", StringComparison.Ordinal))
        {
            return isId && !isPlace ? "" : isId || value.Length == 0 ? named : part;
        }

        return name switch
        {
            // How many were told says less than who was, which follows.
            "told" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => "",
            "from" or "to" => isId ? "" : texts["LogFact_" + name, Fact(texts, value, isPlace: true)],
            "at" or "due" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long at) =>
                texts["LogFact_" + name, SwedishTime.DateAndTime(DateTimeOffset.FromUnixTimeMilliseconds(at))],
            _ => isId ? "" : texts["LogFact_" + name, value],
        };
    }

    private static string? Find(IStringLocalizer<CaseTexts> texts, string name)
    {
        LocalizedString text = texts["LogFact_" + name];
        return text.ResourceNotFound || text.Value.Contains("{0}", StringComparison.Ordinal) ? null : text.Value;
    }

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^outcome (?<outcome>[0-9]{1,3}); cause (?<cause>[0-9]{1,3})(?<note>: .*)?$", RegexOptions.Singleline)]
    private static partial Regex ClosedPattern();

    [GeneratedRegex("^(?<what>dispatched|accepted|on site) for (?<count>[0-9]{1,9}) s$")]
    private static partial Regex LastedPattern();
}
