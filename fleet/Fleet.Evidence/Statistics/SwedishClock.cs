// Swedish local time: the days and months of statistics, and the times of pages.
using System;
using System.Globalization;

namespace Fleet.Evidence.Statistics;

/// <summary>Europe/Stockholm, summer time included.</summary>
public static class SwedishClock
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Date and time of day.</summary>
    public static string Text(long unixMilliseconds)
    {
        return Local(unixMilliseconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The month, such as <c>2026-03</c>.</summary>
    public static string Month(long unixMilliseconds)
    {
        return Local(unixMilliseconds).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    /// <summary>The first millisecond of a day.</summary>
    public static long StartOf(DateOnly day)
    {
        // No Swedish day begins in the hour that summer time leaves out or repeats.
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUnixTimeMilliseconds();
    }

    /// <summary>The day of a time.</summary>
    public static DateOnly Day(long unixMilliseconds)
    {
        return DateOnly.FromDateTime(Local(unixMilliseconds).DateTime);
    }

    private static DateTimeOffset Local(long unixMilliseconds)
    {
        long within = Math.Clamp(unixMilliseconds, -62_135_000_000_000, 253_402_000_000_000);
        return TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(within), Zone);
    }
}
