// The time of day in which hubs may be restarted.
using System;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>
/// Minutes of the day in Europe/Stockholm, from the first until before the last, also over midnight; the same minute
/// twice is the whole day. Looked at by the clock on the wall: in the autumn night an hour comes twice and both count,
/// in the spring night one never comes.
/// </summary>
/// <param name="FromMinute">0 to 1,439.</param>
/// <param name="ToMinute">0 to 1,439.</param>
internal readonly record struct LocalWindow(int FromMinute, int ToMinute)
{
    private const int MinuteMilliseconds = 60_000;
    private const int MinutesPerDay = 1_440;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Whether the window is open.</summary>
    /// <param name="unixMilliseconds">UTC.</param>
    public bool IsOpen(long unixMilliseconds)
    {
        if (FromMinute == ToMinute)
        {
            return true;
        }

        int minute = MinuteOfDay(unixMilliseconds);
        return FromMinute < ToMinute
            ? minute >= FromMinute && minute < ToMinute
            : minute >= FromMinute || minute < ToMinute;
    }

    /// <summary>When an open window closes, at most a time from now, unix milliseconds UTC.</summary>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="mostMilliseconds">How far to look.</param>
    public long ClosesBy(long now, long mostMilliseconds)
    {
        long end = now + mostMilliseconds;
        for (long at = now - (now % MinuteMilliseconds) + MinuteMilliseconds; at < end; at += MinuteMilliseconds)
        {
            if (!IsOpen(at))
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>When it opens next, to the minute, unix milliseconds UTC; now when it is open.</summary>
    public long OpensAt(long now)
    {
        long at = now;
        for (int i = 0; i <= MinutesPerDay + 120 && !IsOpen(at); i++)
        {
            at = at - (at % MinuteMilliseconds) + MinuteMilliseconds;
        }

        return at;
    }

    private static int MinuteOfDay(long unixMilliseconds)
    {
        DateTimeOffset utc = DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
        return (int)TimeZoneInfo.ConvertTime(utc, Zone).TimeOfDay.TotalMinutes;
    }
}
