// The words that rules are told in.
using System.Globalization;
using System.Resources;

namespace Fleet.Server.Programming;

/// <summary>Reads <c>RuleTexts.resx</c>, Swedish, and <c>RuleTexts.en.resx</c>.</summary>
internal static class RuleTexts
{
    private static readonly ResourceManager Resources =
        new("Fleet.Server.Programming.RuleTexts", typeof(RuleTexts).Assembly);

    /// <summary>A text; null when there is none of that name.</summary>
    public static string? Find(string name, CultureInfo language)
    {
        return Resources.GetString(name, language);
    }

    /// <summary>A text; its own name when there is none.</summary>
    public static string Of(string name, CultureInfo language)
    {
        return Find(name, language) ?? name;
    }

    /// <summary>A text with values.</summary>
    public static string Of(string name, CultureInfo language, params object[] values)
    {
        return string.Format(language, Of(name, language), values);
    }
}
