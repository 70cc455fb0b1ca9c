// A phone number as people type it, in the form that is stored.
using System.Linq;

namespace Fleet.Server.Console.Parts;

internal static class PhoneText
{
    /// <summary>The number without spaces and signs; a Swedish one may be written with its first zero.</summary>
    /// <returns>Null when nothing was written.</returns>
    public static string? Tidy(string? number)
    {
        var bare = new string([.. (number ?? "").Where(sign => char.IsAsciiDigit(sign) || sign == '+')]);
        return bare.Length == 0 ? null
            : bare.StartsWith("00", System.StringComparison.Ordinal) ? "+" + bare[2..]
            : bare.StartsWith('0') ? "+46" + bare[1..]
            : bare;
    }
}
