// The home's days and hours, from and to UTC.
using System;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>
/// Civil time of a home as its rules have it: standard time some minutes east of UTC and, with summer time, an hour
/// more from the last Sunday in March to the last in October, both at 01:00 UTC. Written apart from the hub's own, so
/// that each tests the other.
/// </summary>
internal sealed class HomeCalendar
{
    private const int DaysBefore = 1;
    private const int DaysAfter = 8;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly TimeSpan _standard;
    private readonly bool _hasSummer;

    public HomeCalendar(int offsetMinutes, bool hasSummerTime)
    {
        _standard = TimeSpan.FromMinutes(offsetMinutes);
        _hasSummer = hasSummerTime;
    }

    /// <summary>The window of a rule that is open at a moment, or the next one; null when it never opens again.
    /// </summary>
    /// <param name="rule">A rule with a window.</param>
    /// <param name="at">Unix milliseconds UTC.</param>
    public HomeWindow? FindWindow(Rule rule, long at)
    {
        DateTime local = LocalOf(DateTime.UnixEpoch.AddMilliseconds(at));
        bool isOvernight = rule.WindowEndMinute <= rule.WindowStartMinute;
        for (int i = -DaysBefore; i <= DaysAfter; i++)
        {
            DateTime day = local.Date.AddDays(i);
            int weekday = ((int)day.DayOfWeek + 6) % 7;
            if ((rule.Weekdays >> weekday & 1) == 0)
            {
                continue;
            }

            long opens = MomentOf(day.AddMinutes(rule.WindowStartMinute));
            long closes = MomentOf(day.AddDays(isOvernight ? 1 : 0).AddMinutes(rule.WindowEndMinute));
            if (closes > opens && closes > at)
            {
                return new HomeWindow(opens, closes);
            }
        }

        return null;
    }

    /// <summary>When a local minute begins: of one that comes twice the first, of one that is skipped the change.
    /// </summary>
    private long MomentOf(DateTime local)
    {
        DateTime inWinter = local - _standard;
        DateTime inSummer = inWinter - Hour;
        DateTime moment = IsSummer(inSummer) ? inSummer
            : IsSummer(inWinter) ? ChangeOf(inWinter.Year, 3)
            : inWinter;
        return (long)(moment - DateTime.UnixEpoch).TotalMilliseconds;
    }

    private DateTime LocalOf(DateTime utc)
    {
        return utc + _standard + (IsSummer(utc) ? Hour : TimeSpan.Zero);
    }

    private bool IsSummer(DateTime utc)
    {
        return _hasSummer && utc >= ChangeOf(utc.Year, 3) && utc < ChangeOf(utc.Year, 10);
    }

    private static DateTime ChangeOf(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}

/// <summary>When a window is open, unix milliseconds UTC.</summary>
/// <param name="Opens">From this moment on.</param>
/// <param name="Closes">Until before this one.</param>
internal readonly record struct HomeWindow(long Opens, long Closes)
{
    /// <summary>Whether it is open at a moment.</summary>
    public bool Contains(long at) => at >= Opens && at < Closes;
}
