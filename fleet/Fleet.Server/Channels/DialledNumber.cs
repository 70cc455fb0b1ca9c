// Phone numbers in one form, and hidden for logs.
using System;
using System.Text;

namespace Fleet.Server.Channels;

/// <summary>Brings numbers into the international form (E.164) and hides them.</summary>
internal static class DialledNumber
{
    private const int Shortest = 7;
    private const int Longest = 15;

    /// <summary>The emergency number, which has no international form.</summary>
    public const string Emergency = "112";

    /// <summary>
    /// Reads a number as people and providers write it: spaces, hyphens and brackets are left out, 00 is +, and a
    /// leading 0 is Sweden's.
    /// </summary>
    /// <returns>The number such as +46701234567; null when it is none.</returns>
    public static string? Read(string? text)
    {
        var digits = new StringBuilder(Longest + 1);
        foreach (char letter in (text ?? "").Trim())
        {
            if (char.IsAsciiDigit(letter) || (letter == '+' && digits.Length == 0))
            {
                digits.Append(letter);
            }
            else if (letter is not (' ' or '-' or '(' or ')' or '\u00A0'))
            {
                return null;
            }

            if (digits.Length > Longest + 3)
            {
                return null;
            }
        }

        string number = digits.ToString();
        if (number.StartsWith("00", StringComparison.Ordinal))
        {
            number = "+" + number[2..];
        }
        else if (number.StartsWith('0'))
        {
            number = "+46" + number[1..];
        }

        return number.Length is > Shortest and <= Longest + 1 && number[0] == '+' && number[1] != '0' ? number : null;
    }

    /// <summary>The number with its middle hidden, for logs and lists.</summary>
    public static string Mask(string number)
    {
        return number.Length <= 4 ? number : number.Length < 8
            ? string.Concat(number.AsSpan(0, 2), "***")
            : string.Concat(number.AsSpan(0, 3), "*****", number.AsSpan(number.Length - 3));
    }
}
