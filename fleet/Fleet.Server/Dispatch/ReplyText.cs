// Reads what people write back: 1 or 2, yes or no, with or without the case's number.
using System;
using System.Globalization;

namespace Fleet.Server.Dispatch;

/// <summary>What a reply says.</summary>
/// <param name="Answer">Accepted, declined, or none when it cannot be told.</param>
/// <param name="CaseNumber">The case it names; null for none.</param>
internal readonly record struct ReplyText(DispatchAnswer Answer, long? CaseNumber)
{
    private static readonly char[] Separators =
        [' ', '\t', '\r', '\n', '.', ',', ';', ':', '!', '#', '=', '-', '/', '(', ')', '"', '\u00a0'];

    /// <summary>
    /// Reads a reply: "1", "2 4711", "4711 1", "Ja", "nej, 4711". A first 1 or 2 is the answer, also when another
    /// number follows. Anything more is unclear: a guess could send nobody, or two.
    /// </summary>
    public static ReplyText Read(string text)
    {
        string[] words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2)
        {
            return default;
        }

        DispatchAnswer first = AnswerOf(words[0]);
        if (words.Length == 1)
        {
            return new ReplyText(first, null);
        }

        if (first != DispatchAnswer.None && Number(words[1]) is { } after)
        {
            return new ReplyText(first, after);
        }

        DispatchAnswer second = AnswerOf(words[1]);
        return second != DispatchAnswer.None && Number(words[0]) is { } before
            ? new ReplyText(second, before)
            : default;
    }

    private static DispatchAnswer AnswerOf(string word)
    {
        return word.ToLowerInvariant() switch
        {
            "1" or "ja" or "j" => DispatchAnswer.Accepted,
            "2" or "nej" or "n" => DispatchAnswer.Declined,
            _ => DispatchAnswer.None,
        };
    }

    private static long? Number(string word)
    {
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
