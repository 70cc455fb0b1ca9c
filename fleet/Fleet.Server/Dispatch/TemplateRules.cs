// What a template may hold, by purpose and policy.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Fleet.Server.Residents;

namespace Fleet.Server.Dispatch;

/// <summary>
/// Checks templates. Under the pseudonymous policy a template holds no personal data (HUL-015): neither a placeholder
/// for it, nor the data itself typed in.
/// </summary>
internal static partial class TemplateRules
{
    private static readonly string[] Personal = ["name", "address", "town", "phone", "plan"];
    private static readonly string[] OfCase = ["case", "area", "key", "lock", "cause", "occupant", "group"];

    /// <summary>The placeholders of a purpose that the policy allows.</summary>
    public static IReadOnlyList<string> Placeholders(TemplatePurpose purpose, MessagePrivacy privacy)
    {
        string[] own = purpose switch
        {
            TemplatePurpose.DispatchSms => [.. OfCase, "replies", "link"],
            TemplatePurpose.DispatchVoice => OfCase,
            TemplatePurpose.Relative => [.. OfCase, "replies"],
            TemplatePurpose.Reminder => ["case", "area", "link"],
            TemplatePurpose.Taken => ["case", "area", "responder"],
            TemplatePurpose.Closed => ["case", "area"],
            TemplatePurpose.AskAgain => ["example"],
            _ => ["area", "time", "text"],
        };
        bool takesPersonal = purpose is TemplatePurpose.DispatchSms or TemplatePurpose.DispatchVoice
            or TemplatePurpose.Relative;
        return takesPersonal && privacy == MessagePrivacy.FullDetails ? [.. own, .. Personal] : own;
    }

    /// <summary>The placeholder that a purpose cannot do without; null for none.</summary>
    public static string? Needed(TemplatePurpose purpose)
    {
        return purpose is TemplatePurpose.Outage or TemplatePurpose.AskAgain ? null : "case";
    }

    /// <summary>Checks a text.</summary>
    public static TemplateLint Lint(
        TemplatePurpose purpose, string text, MessagePrivacy privacy, PersonalWords words)
    {
        var findings = new List<TemplateFinding>();
        string preview = MessageText.Plain(MessageText.Fill(text, Examples()));
        int parts = MessageText.Parts(preview);
        if (text.Trim().Length == 0)
        {
            findings.Add(new TemplateFinding("empty", "", 0, "The template is empty."));
        }

        if (text.Length > Limits.Dispatch.TemplateLength || parts > Limits.Dispatch.MessageParts)
        {
            findings.Add(new TemplateFinding("too-long", "", 0, string.Create(CultureInfo.InvariantCulture,
                $"At most {Limits.Dispatch.TemplateLength} characters and {Limits.Dispatch.MessageParts} short "
                + $"messages; this has {text.Length} and takes {parts}.")));
        }

        CheckPlaceholders(purpose, text, privacy, findings);
        if (privacy == MessagePrivacy.Pseudonymous)
        {
            CheckLiterals(Composed(text), words, findings);
        }

        return new TemplateLint(
            [.. findings.OrderBy(static finding => finding.Position)], preview, preview.Length, parts);
    }

    private static void CheckPlaceholders(
        TemplatePurpose purpose, string text, MessagePrivacy privacy, List<TemplateFinding> findings)
    {
        IReadOnlyList<string> allowed = Placeholders(purpose, privacy);
        string? needed = Needed(purpose);
        foreach ((string name, int position) in MessageText.Placeholders(text))
        {
            string found = "{" + name + "}";
            if (allowed.Contains(name))
            {
                continue;
            }

            findings.Add(Personal.Contains(name) && privacy == MessagePrivacy.Pseudonymous
                ? new TemplateFinding("personal-placeholder", found, position,
                    $"{found} is personal data, which the policy keeps out of messages; use {{link}} instead.")
                : new TemplateFinding("unknown-placeholder", found, position,
                    $"{found} is not known here; there are {string.Join(", ", allowed.Select(one => $"{{{one}}}"))}."));
        }

        if (needed is not null && !text.Contains("{" + needed + "}", StringComparison.Ordinal))
        {
            findings.Add(new TemplateFinding("missing-placeholder", "{" + needed + "}", 0,
                $"{{{needed}}} is missing: without it nobody can say which alarm an answer is about."));
        }
    }

    private static void CheckLiterals(string text, PersonalWords words, List<TemplateFinding> findings)
    {
        foreach (Match match in PersonalNumber().Matches(text))
        {
            findings.Add(new TemplateFinding(
                "personal-number", match.Value, match.Index, $"{match.Value} looks like a personal identity number."));
        }

        foreach (Match match in PhoneNumber().Matches(text))
        {
            if (!findings.Exists(other => other.Code == "personal-number" && other.Position == match.Index))
            {
                findings.Add(new TemplateFinding(
                    "phone-number", match.Value, match.Index, $"{match.Value} looks like a phone number."));
            }
        }

        foreach (string name in words.Names)
        {
            AddNames(text, Composed(name), findings);
        }

        foreach (string street in words.Streets)
        {
            Add(text, Composed(street), "street", $"{street} is a street of one of the tenant's homes.", findings,
                StringComparison.OrdinalIgnoreCase);
        }

        foreach (string key in words.Keys)
        {
            AddKeys(text, key, findings);
        }
    }

    /// <summary>An "Å" written as a letter and a ring is the same as one written as a letter of its own.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            // Half a letter: it is compared as it is.
            return text;
        }
    }

    /// <summary>
    /// A key's number as it is written anywhere, when it has letters too; one of digits alone only behind the word for
    /// a key, for it may be a year or a time as well.
    /// </summary>
    private static void AddKeys(string text, string key, List<TemplateFinding> findings)
    {
        string sentence = $"{key} is the number of a key of one of the tenant's homes; use {{key}} instead.";
        if (key.Any(char.IsLetter) && key.Any(char.IsDigit))
        {
            Add(text, key, "key-number", sentence, findings, StringComparison.OrdinalIgnoreCase);
            return;
        }

        foreach (Match match in KeyNumber().Matches(text))
        {
            if (string.Equals(match.Groups[1].Value, key, StringComparison.OrdinalIgnoreCase))
            {
                findings.Add(new TemplateFinding("key-number", match.Value, match.Index, sentence));
            }
        }
    }

    /// <summary>
    /// A full name in any case; a part of it only as a name is written, or all in capitals, for many are words too.
    /// </summary>
    private static void AddNames(string text, string name, List<TemplateFinding> findings)
    {
        if (Add(text, name, "resident-name", $"{name} lives in one of the tenant's homes, or is a relative.", findings,
            StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (string part in name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length > 2)
            {
                string sentence = $"{part} is part of the name of somebody in one of the tenant's homes.";
                Add(text, part, "resident-name", sentence, findings, StringComparison.Ordinal);
                Add(text, part.ToUpperInvariant(), "resident-name", sentence, findings, StringComparison.Ordinal);
            }
        }
    }

    private static bool Add(
        string text,
        string word,
        string code,
        string sentence,
        List<TemplateFinding> findings,
        StringComparison comparison)
    {
        bool isFound = false;
        for (int at = text.IndexOf(word, comparison); at >= 0 && word.Length > 0;
            at = text.IndexOf(word, at + word.Length, comparison))
        {
            int end = at + word.Length;
            bool isWhole = (at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end])
                || (text[end] == 's' && (end + 1 == text.Length || !char.IsLetter(text[end + 1]))));
            if (isWhole && !findings.Exists(other => other.Position == at && other.Code == code))
            {
                findings.Add(new TemplateFinding(code, text[at..end], at, sentence));
                isFound = true;
            }
        }

        return isFound;
    }

    private static Dictionary<string, string> Examples()
    {
        var values = new Dictionary<string, string>
        {
            ["case"] = "4711",
            ["example"] = "1 4711",
            ["replies"] = MessageTexts.Of("Replies"),
            ["link"] = "https://example.test/r/abcdefghijklmnopqrstuvwx",
            ["lock"] = MessageTexts.Of("DigitalLock"),
            ["occupant"] = MessageTexts.Of("Occupant", 1),
        };
        foreach (string name in new[]
        {
            "area", "key", "cause", "responder", "name", "address", "town", "phone", "plan", "group", "text", "time",
        })
        {
            values[name] = MessageTexts.Of("Example_" + char.ToUpperInvariant(name[0]) + name[1..]);
        }

        return values;
    }

    [GeneratedRegex(@"(?<![\d+])(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")]
    private static partial Regex PersonalNumber();

    [GeneratedRegex(@"(?:nyckel|nyckelnummer|key)(?:\s*(?:nr|nummer|number|no))?[\s.:#]*([\p{L}\d-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyNumber();

    [GeneratedRegex(@"(?<!\d)\+?\d(?:[\s\-/()]{0,2}\d){6,14}(?!\d)")]
    private static partial Regex PhoneNumber();
}
