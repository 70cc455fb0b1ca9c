// Turns UTC into what a person in Sweden reads.
using System;
using System.Globalization;
using System.Linq;

namespace Fleet.Server.Console.Time;

/// <summary>Times at the edge: Europe/Stockholm, 24 hours, in either language.</summary>
public static class SwedishTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Date, time and offset: <c>2026-03-29 03:00:00 +02:00</c>.</summary>
    public static string Absolute(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm:ss zzz");

    /// <summary>Date and time to the second.</summary>
    public static string DateAndTime(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The time of day to the second.</summary>
    public static string TimeOfDay(DateTimeOffset at) => Format(at, "HH:mm:ss");

    /// <summary>For the <c>datetime</c> attribute: UTC to the millisecond.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>
    /// A length of time as a list shows it: <c>02:05</c>, <c>1:02:05</c>, <c>3 d 04 h</c>. Never negative.
    /// </summary>
    public static string Length(TimeSpan length)
    {
        var seconds = Math.Max(0L, (long)length.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return hours switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{minutes:00}:{seconds % 60:00}"),
            < 24 => string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{seconds % 60:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{hours / 24} d {hours % 24:00} h"),
        };
    }

    /// <summary>
    /// A time as a person in Sweden enters it. In the hour that comes twice the first is meant; a time that the change
    /// of clocks leaves out is the one an hour later.
    /// </summary>
    public static DateTimeOffset FromLocal(DateTime local)
    {
        var bare = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(bare))
        {
            bare = bare.AddHours(1);
        }

        var offset = Zone.IsAmbiguousTime(bare) ? Zone.GetAmbiguousTimeOffsets(bare).Max() : Zone.GetUtcOffset(bare);
        return new DateTimeOffset(bare, offset);
    }

    private static string Format(DateTimeOffset at, string format) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString(format, CultureInfo.InvariantCulture);
}
