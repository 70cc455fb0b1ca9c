// Phone numbers in one form, and hidden for logs.
using System;

namespace Fleet.Server.Channels;

/// <summary>Brings numbers into the international form (E.164) and hides them.</summary>
internal static class DialledNumber
{
    /// <summary>The emergency number, which has no international form.</summary>
    public const string Emergency = "112";

    /// <summary>
    /// Reads a number as providers write it: as <see cref="PhoneNumbers.Normal"/> reads what people type, but without
    /// their slash.
    /// </summary>
    /// <returns>The number such as +46701234567; null when it is none.</returns>
    public static string? Read(string? text)
    {
        return text is null || text.Contains('/', StringComparison.Ordinal) ? null : PhoneNumbers.Normal(text);
    }

    /// <summary>The number with its middle hidden, for logs and lists.</summary>
    public static string Mask(string number)
    {
        return number.Length <= 4 ? number : number.Length < 8
            ? string.Concat(number.AsSpan(0, 2), "***")
            : string.Concat(number.AsSpan(0, 3), "*****", number.AsSpan(number.Length - 3));
    }
}
