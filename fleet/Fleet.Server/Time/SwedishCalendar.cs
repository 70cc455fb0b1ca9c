// Swedish days: which are worked on, and when what was promised in days is due.
using System;

namespace Fleet.Server.Time;

/// <summary>
/// Public holidays by the act on public holidays (1989:253), and deadlines counted in days of Europe/Stockholm. The
/// eves of Midsummer, Christmas and New Year are no holidays by that act and yet nobody works: they count as free
/// unless <see cref="Eves"/> says otherwise.
/// </summary>
public sealed class SwedishCalendar
{
    /// <summary>When suppliers' support opens on a workday (HUL-127).</summary>
    public static readonly TimeOnly SupportOpens = new(8, 0);

    /// <summary>When it closes (HUL-127).</summary>
    public static readonly TimeOnly SupportCloses = new(18, 0);

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Creates a calendar.</summary>
    /// <param name="eves">Whether the three eves are worked on.</param>
    public SwedishCalendar(EveRule eves = EveRule.Free)
    {
        Eves = eves;
    }

    /// <summary>Whether the three eves are worked on.</summary>
    public EveRule Eves { get; }

    /// <summary>Easter Sunday, by the Gregorian rule of Meeus, Jones and Butcher.</summary>
    public static DateOnly EasterSunday(int year)
    {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int e = (32 + (2 * (b % 4)) + (2 * (c / 4)) - d - (c % 4)) % 7;
        int f = d + e - (7 * ((a + (11 * d) + (22 * e)) / 451)) + 114;
        return new DateOnly(year, f / 31, (f % 31) + 1);
    }

    /// <summary>Whether a day is a public holiday; an ordinary Sunday is one too.</summary>
    public static bool IsHoliday(DateOnly day)
    {
        if (day.DayOfWeek == DayOfWeek.Sunday)
        {
            return true;
        }

        int fromEaster = day.DayNumber - EasterSunday(day.Year).DayNumber;
        return fromEaster is -2 or 1 or 39
            || (day.Month, day.Day) is (1, 1) or (1, 6) or (5, 1) or (6, 6) or (12, 25) or (12, 26)
            || IsMidsummerDay(day)
            || IsAllSaints(day);
    }

    /// <summary>Whether a day is the eve of Midsummer, Christmas or New Year.</summary>
    public static bool IsEve(DateOnly day)
    {
        return (day.Month, day.Day) is (12, 24) or (12, 31) || IsMidsummerDay(day.AddDays(1));
    }

    /// <summary>Whether a day is worked on: no Saturday, no holiday, no free eve.</summary>
    public bool IsWorkday(DateOnly day)
    {
        return day.DayOfWeek != DayOfWeek.Saturday && !IsHoliday(day) && (Eves == EveRule.Worked || !IsEve(day));
    }

    /// <summary>The day in Sweden.</summary>
    public static DateOnly DayOf(DateTimeOffset at)
    {
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
    }

    /// <summary>When a time of day comes in Sweden; one that is skipped in spring comes an hour later.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        DateTime local = day.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The end of the first day that lies wholly after a time, any day of the year (HBG-062).</summary>
    public static DateTimeOffset EndOfFirstWholeDay(DateTimeOffset at)
    {
        return At(FirstWholeDay(at).AddDays(1), TimeOnly.MinValue);
    }

    /// <summary>The end of the first workday that lies wholly after a time (HBG-061, HBG-086).</summary>
    public DateTimeOffset EndOfFirstWholeWorkday(DateTimeOffset at)
    {
        return At(WorkdayFrom(FirstWholeDay(at)).AddDays(1), TimeOnly.MinValue);
    }

    /// <summary>The end of the last of so many workdays after the day of a time (HBG-090).</summary>
    public DateTimeOffset EndOfWorkdays(DateTimeOffset at, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        DateOnly day = DayOf(at);
        for (int i = 0; i < count; i++)
        {
            day = WorkdayFrom(day.AddDays(1));
        }

        return At(day.AddDays(1), TimeOnly.MinValue);
    }

    /// <summary>Whether suppliers' support is open (HUL-127).</summary>
    public bool IsSupportOpen(DateTimeOffset at)
    {
        DateOnly day = DayOf(at);
        return IsWorkday(day) && at >= At(day, SupportOpens) && at < At(day, SupportCloses);
    }

    /// <summary>When so much time of open support has passed (HUL-128).</summary>
    public DateTimeOffset AfterSupportTime(DateTimeOffset from, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        DateTimeOffset at = from.ToUniversalTime();
        DateOnly day = DayOf(at);
        TimeSpan left = time;
        while (true)
        {
            if (IsWorkday(day))
            {
                DateTimeOffset opens = At(day, SupportOpens);
                DateTimeOffset begins = at > opens ? at : opens;
                TimeSpan open = At(day, SupportCloses) - begins;
                if (open > TimeSpan.Zero && left <= open)
                {
                    return begins + left;
                }

                left -= open > TimeSpan.Zero ? open : TimeSpan.Zero;
            }

            day = day.AddDays(1);
        }
    }

    private static DateOnly FirstWholeDay(DateTimeOffset at)
    {
        DateOnly day = DayOf(at);
        return At(day, TimeOnly.MinValue) == at ? day : day.AddDays(1);
    }

    private DateOnly WorkdayFrom(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static bool IsMidsummerDay(DateOnly day)
    {
        return day is { DayOfWeek: DayOfWeek.Saturday, Month: 6, Day: >= 20 and <= 26 };
    }

    private static bool IsAllSaints(DateOnly day)
    {
        return day.DayOfWeek == DayOfWeek.Saturday
            && (day is { Month: 10, Day: 31 } or { Month: 11, Day: >= 1 and <= 6 });
    }
}

/// <summary>Whether people work on the eves of Midsummer, Christmas and New Year.</summary>
public enum EveRule
{
    /// <summary>They are free.</summary>
    Free = 0,

    /// <summary>They are worked on.</summary>
    Worked = 1,
}
