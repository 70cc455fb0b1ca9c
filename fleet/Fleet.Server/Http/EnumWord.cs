// Reads a value of an enumeration from an address or a setting.
using System;

namespace Fleet.Server.Http;

/// <summary>
/// The names of an enumeration in any case, as the interface writes them. Numbers are no names, and what binds
/// addresses by itself wants the first letter large.
/// </summary>
public static class EnumWord
{
    /// <summary>Reads one name.</summary>
    /// <param name="text">What was given; null is no name.</param>
    /// <param name="value">What it names.</param>
    /// <returns>False when it names nothing.</returns>
    public static bool TryRead<T>(string? text, out T value)
        where T : struct, Enum
    {
        if (Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text![0]) && Enum.IsDefined(value))
        {
            return true;
        }

        value = default;
        return false;
    }
}
