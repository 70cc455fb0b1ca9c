// Reads the notes in a case's log.
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Fleet.Evidence.Statistics;

/// <summary>
/// A note is parts divided by commas or semicolons, each a word and its value, and may end in a colon and what a person
/// wrote: <c>outcome 1; cause 3: helped up</c>. What does not look like that is no part, and no fault; what a person
/// wrote is never read.
/// </summary>
public static class StepDetail
{
    /// <summary>The value of a part; null when there is none.</summary>
    public static string? Find(string detail, string word)
    {
        foreach (Range range in Parts(detail))
        {
            ReadOnlySpan<char> part = detail.AsSpan()[range].Trim();
            if (part.Length > word.Length && part[word.Length] == ' '
                && part.StartsWith(word, StringComparison.Ordinal))
            {
                return part[(word.Length + 1)..].Trim().ToString();
            }
        }

        return null;
    }

    /// <summary>The number that a part begins with; null when there is none.</summary>
    public static long? FindNumber(string detail, string word)
    {
        string text = Find(detail, word) ?? "";
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return long.TryParse(text.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    private static IEnumerable<Range> Parts(string detail)
    {
        int start = 0;
        int colon = detail.IndexOf(": ", StringComparison.Ordinal);
        int length = colon < 0 ? detail.Length : colon;
        for (int i = 0; i <= length; i++)
        {
            if (i == length || detail[i] is ',' or ';')
            {
                yield return start..i;
                start = i + 1;
            }
        }
    }
}
