// Civil time of the home's zone, from and to UTC, with summer time by the rule of the European Union.
namespace Hub.Core.Rules;

/// <summary>
/// Local time in whole minutes since 1970. In the hour that is skipped in spring no minute exists: the moment of the
/// change stands for all of them. In the hour that comes twice in autumn each minute means its first.
/// </summary>
public sealed class LocalTime
{
    private const long MinuteMilliseconds = 60_000;
    private const long DayMinutes = 1_440;
    private const long HourMinutes = 60;
    private const int DaysPerWeek = 7;
    private const int March = 3;
    private const int October = 10;
    private const int LastDay = 31;

    // 1 January 1970 was a Thursday; Monday is 0.
    private const int FirstWeekday = 3;

    // Of one year at a time: the changes of clocks, in UTC minutes since 1970.
    private long _yearBeginsAtMinute = long.MaxValue;
    private long _yearEndsAtMinute;
    private long _summerBeginsAtMinute;
    private long _summerEndsAtMinute;

    /// <summary>Standard time in minutes east of UTC.</summary>
    public int OffsetMinutes { get; set; } = 60;

    /// <summary>Whether there is summer time.</summary>
    public bool HasSummerTime { get; set; } = true;

    /// <summary>The local day that a moment lies in, in days since 1970.</summary>
    public long DayOf(long unixMilliseconds)
    {
        return FloorDays(LocalMinuteOf(FloorMinutes(unixMilliseconds)));
    }

    /// <summary>The day of the week of a local day, 0 for Monday to 6 for Sunday.</summary>
    public static int WeekdayOf(long day)
    {
        int weekday = (int)((day + FirstWeekday) % DaysPerWeek);
        return weekday < 0 ? weekday + DaysPerWeek : weekday;
    }

    /// <summary>The moment at which a local day's minute begins.</summary>
    /// <param name="day">Days since 1970.</param>
    /// <param name="minute">Minute of that day, 0 to 1439.</param>
    /// <returns>Unix time in milliseconds.</returns>
    public long UnixMillisecondsOf(long day, int minute)
    {
        long local = (day * DayMinutes) + minute;
        long standard = local - OffsetMinutes;
        long summer = standard - HourMinutes;
        long utc = standard;
        if (IsSummer(summer))
        {
            utc = summer;
        }
        else if (IsSummer(standard))
        {
            // Neither reading of the minute is right: it is skipped.
            utc = _summerBeginsAtMinute;
        }

        return utc * MinuteMilliseconds;
    }

    private long LocalMinuteOf(long utcMinute)
    {
        return utcMinute + OffsetMinutes + (IsSummer(utcMinute) ? HourMinutes : 0);
    }

    private bool IsSummer(long utcMinute)
    {
        if (!HasSummerTime)
        {
            return false;
        }

        if (utcMinute < _yearBeginsAtMinute || utcMinute >= _yearEndsAtMinute)
        {
            TakeYear(FloorDays(utcMinute));
        }

        return utcMinute >= _summerBeginsAtMinute && utcMinute < _summerEndsAtMinute;
    }

    // From days since 1970 to the year, by the civil calendar that counts from 1 March 0000 in eras of 400 years.
    private void TakeYear(long day)
    {
        long shifted = day + 719_468;
        long era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        long dayOfEra = shifted - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));

        // The year begins in March, so what lies 306 days and more in it is January or February of the next.
        long year = yearOfEra + (era * 400) + (dayOfYear >= 306 ? 1 : 0);
        _yearBeginsAtMinute = DayNumber(year, 1, 1) * DayMinutes;
        _yearEndsAtMinute = DayNumber(year + 1, 1, 1) * DayMinutes;
        _summerBeginsAtMinute = (LastSunday(year, March) * DayMinutes) + HourMinutes;
        _summerEndsAtMinute = (LastSunday(year, October) * DayMinutes) + HourMinutes;
    }

    private static long LastSunday(long year, int month)
    {
        long last = DayNumber(year, month, LastDay);
        return last - ((WeekdayOf(last) + 1) % DaysPerWeek);
    }

    private static long DayNumber(long year, int month, int dayOfMonth)
    {
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400;
        long yearOfEra = shiftedYear - (era * 400);
        long shiftedMonth = month > 2 ? month - 3 : month + 9;
        long dayOfYear = (((153 * shiftedMonth) + 2) / 5) + dayOfMonth - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    private static long FloorMinutes(long unixMilliseconds)
    {
        return (unixMilliseconds - (unixMilliseconds < 0 ? MinuteMilliseconds - 1 : 0)) / MinuteMilliseconds;
    }

    private static long FloorDays(long minutes)
    {
        return (minutes - (minutes < 0 ? DayMinutes - 1 : 0)) / DayMinutes;
    }
}
