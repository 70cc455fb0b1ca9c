// Phone numbers in the one form in which they are kept and compared.
using System.Text;

namespace Fleet.Server;

/// <summary>International form: a plus and 7 to 15 digits (E.164).</summary>
public static class PhoneNumbers
{
    /// <summary>What a number must be, for an answer.</summary>
    public const string Rule = "must be a phone number such as +46701234567 or 070-123 45 67.";

    private const int FewestDigits = 7;
    private const int MostDigits = 15;
    private const int LongestTyped = 40;

    /// <summary>Brings a typed number into that form; a national one is taken as Swedish.</summary>
    /// <returns>Null when it is no number.</returns>
    public static string? Normal(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped)
        {
            return null;
        }

        var digits = new StringBuilder();
        foreach (char letter in typed.Trim())
        {
            if (char.IsAsciiDigit(letter) || (letter == '+' && digits.Length == 0))
            {
                digits.Append(letter);
            }
            else if (letter is not (' ' or '-' or '(' or ')' or '/' or '\u00a0'))
            {
                return null;
            }
        }

        string number = digits.ToString();
        if (number.StartsWith("00", System.StringComparison.Ordinal))
        {
            number = "+" + number[2..];
        }
        else if (number.StartsWith('0'))
        {
            number = "+46" + number[1..];
        }

        return number.StartsWith('+') && number.Length is > FewestDigits and <= MostDigits + 1 && number[1] != '0'
            ? number
            : null;
    }

    /// <summary>Only the last digits, for those who need not see the whole number.</summary>
    public static string Masked(string number)
    {
        return number.Length <= 4 ? "****" : "****" + number[^3..];
    }
}
