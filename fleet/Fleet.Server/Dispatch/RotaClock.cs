// The minute of the Swedish week in which something happens.
using System;

namespace Fleet.Server.Dispatch;

/// <summary>A minute of a day in Sweden.</summary>
/// <param name="Day">The day.</param>
/// <param name="Minute">0 to 1,439.</param>
internal readonly record struct RotaMoment(DateOnly Day, int Minute);

/// <summary>
/// From UTC to the Swedish day and minute. Each instant has exactly one: the hour that comes twice in autumn is served
/// twice by the same window, the one that is missing in spring is never asked for.
/// </summary>
internal static class RotaClock
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    public static RotaMoment At(long unixMilliseconds)
    {
        DateTime local = TimeZoneInfo.ConvertTime(
            DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds), Zone).DateTime;
        return new RotaMoment(DateOnly.FromDateTime(local), (local.Hour * 60) + local.Minute);
    }

    public static int Bit(DayOfWeek day)
    {
        return 1 << (((int)day + 6) % 7);
    }
}
