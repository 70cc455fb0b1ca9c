// Fills templates, and counts the short messages that a text takes.
using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Fleet.Server.Dispatch;

/// <summary>The arithmetic of texts. Pure.</summary>
internal static partial class MessageText
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>Puts values into the places that a template names; what it does not know stays as it is.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        string text = Placeholder().Replace(
            template, match => values.TryGetValue(match.Groups[1].Value, out string? value) ? value : match.Value);
        text = Blanks().Replace(text, " ").Trim();
        return text.Length <= Limits.Dispatch.MessageLength ? text : text[..(Limits.Dispatch.MessageLength - 1)] + "…";
    }

    /// <summary>The placeholders of a template with their positions.</summary>
    public static IEnumerable<(string Name, int Position)> Placeholders(string template)
    {
        foreach (Match match in Placeholder().Matches(template))
        {
            yield return (match.Groups[1].Value, match.Index);
        }
    }

    /// <summary>The short messages that a text takes (3GPP TS 23.038, 23.040): 160 and 153, or 70 and 67.</summary>
    public static int Parts(string text)
    {
        int septets = 0;
        foreach (char letter in text)
        {
            if (Basic.Contains(letter, StringComparison.Ordinal))
            {
                septets++;
            }
            else if (Extended.Contains(letter, StringComparison.Ordinal))
            {
                septets += 2;
            }
            else
            {
                return text.Length <= 70 ? 1 : (text.Length + 66) / 67;
            }
        }

        return septets <= 160 ? 1 : (septets + 152) / 153;
    }

    /// <summary>A text without letters that would take another alphabet and double the messages.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            plain.Append(letter switch
            {
                '–' or '—' => "-",
                '…' => "...",
                '”' or '“' => "\"",
                '’' => "'",
                '\u00a0' => " ",
                _ => letter.ToString(),
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[ \t]{2,}")]
    private static partial Regex Blanks();
}
