// Swedish days, against tables that were not made by the calendar.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Time;

namespace Slices.Tests.Time;

public sealed class SwedishCalendarTests
{
    private static readonly SwedishCalendar Calendar = new();

    [Theory]
    [InlineData("2016-03-27")]
    [InlineData("2018-04-01")]
    [InlineData("2019-04-21")]
    [InlineData("2020-04-12")]
    [InlineData("2021-04-04")]
    [InlineData("2022-04-17")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2029-04-01")]
    [InlineData("2030-04-21")]
    [InlineData("2038-04-25")]
    [InlineData("2285-03-22")]
    public void HBG_061_easter_is_where_almanacs_have_it(string easter)
    {
        DateOnly day = DateOnly.ParseExact(easter, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(day, SwedishCalendar.EasterSunday(day.Year));
    }

    /// <summary>The days of Monday to Friday that were or will be free, as printed in almanacs.</summary>
    [Theory]
    [InlineData(2024, "01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31")]
    [InlineData(2025, "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31")]
    [InlineData(2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31")]
    [InlineData(2027, "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31")]
    [InlineData(2028, "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26")]
    public void HBG_061_weekdays_that_are_free_are_those_of_the_almanac(int year, string free)
    {
        string[] found =
        [
            .. DaysOf(year)
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                    && !Calendar.IsWorkday(day))
                .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(free.Split(' '), found);
    }

    [Theory]
    [InlineData("2024-11-02")]
    [InlineData("2025-11-01")]
    [InlineData("2026-10-31")]
    [InlineData("2027-11-06")]
    [InlineData("2026-06-20")]
    [InlineData("2027-06-26")]
    public void All_saints_and_midsummer_are_holidays_on_their_saturdays(string text)
    {
        DateOnly day = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.True(SwedishCalendar.IsHoliday(day));
        Assert.False(SwedishCalendar.IsHoliday(day.AddDays(7)));
        Assert.False(SwedishCalendar.IsHoliday(day.AddDays(-7)));
    }

    [Fact]
    public void Eves_are_worked_on_where_the_municipality_says_so()
    {
        var worked = new SwedishCalendar(EveRule.Worked);
        var eve = new DateOnly(2026, 12, 24);
        Assert.False(Calendar.IsWorkday(eve));
        Assert.True(worked.IsWorkday(eve));
        Assert.False(SwedishCalendar.IsHoliday(eve));
    }

    /// <summary>Local time of the fault, and the midnight at which the first whole weekday ends.</summary>
    [Theory]
    [InlineData("2026-11-23 09:00", "2026-11-25 00:00")] // Monday: Tuesday is the first whole one.
    [InlineData("2026-11-23 00:00", "2026-11-24 00:00")] // Midnight: this day is whole.
    [InlineData("2026-11-27 16:00", "2026-12-01 00:00")] // Friday: Monday.
    [InlineData("2026-11-28 16:00", "2026-12-01 00:00")] // Saturday: Monday.
    [InlineData("2026-04-02 10:00", "2026-04-08 00:00")] // Maundy Thursday: Tuesday after Easter.
    [InlineData("2026-06-18 10:00", "2026-06-23 00:00")] // The day before Midsummer Eve: Monday.
    [InlineData("2026-12-23 10:00", "2026-12-29 00:00")] // The day before Christmas Eve: Monday the 28th.
    [InlineData("2026-03-27 23:59", "2026-03-31 00:00")] // Across the change to summer time.
    [InlineData("2026-10-23 23:59", "2026-10-27 00:00")] // Across the change back.
    public void HBG_086_a_fault_is_due_at_the_end_of_the_first_whole_weekday(string found, string due)
    {
        Assert.Equal(Local(due), Calendar.EndOfFirstWholeWorkday(Local(found)));
    }

    [Theory]
    [InlineData("2026-12-24 10:00", "2026-12-26 00:00")]
    [InlineData("2026-03-28 10:00", "2026-03-30 00:00")] // 23 hours long, and whole.
    [InlineData("2026-10-24 10:00", "2026-10-26 00:00")] // 25 hours long.
    public void HBG_062_an_urgent_order_is_due_at_the_end_of_the_first_whole_day_of_any_kind(string asked, string due)
    {
        Assert.Equal(Local(due), SwedishCalendar.EndOfFirstWholeDay(Local(asked)));
    }

    [Theory]
    [InlineData("2026-11-23 09:00", "2026-11-27 00:00")]
    [InlineData("2026-11-26 09:00", "2026-12-02 00:00")]
    [InlineData("2026-12-22 09:00", "2026-12-30 00:00")]
    public void HBG_090_three_working_days_pass_over_weekends_and_holidays(string asked, string due)
    {
        Assert.Equal(Local(due), Calendar.EndOfWorkdays(Local(asked), 3));
    }

    [Theory]
    [InlineData("2026-11-23 09:00", 4, "2026-11-23 13:00")]
    [InlineData("2026-11-23 16:00", 4, "2026-11-24 10:00")]
    [InlineData("2026-11-23 19:00", 4, "2026-11-24 12:00")]
    [InlineData("2026-11-27 17:00", 2, "2026-11-30 09:00")]
    [InlineData("2026-11-28 12:00", 10, "2026-11-30 18:00")]
    [InlineData("2026-12-23 17:00", 1, "2026-12-23 18:00")]
    [InlineData("2026-12-23 17:30", 1, "2026-12-28 08:30")]
    public void HUL_127_support_time_runs_on_weekdays_from_eight_to_eighteen(string from, int hours, string expected)
    {
        Assert.Equal(Local(expected), Calendar.AfterSupportTime(Local(from), TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void HUL_128_support_is_open_at_eight_and_closed_at_eighteen()
    {
        Assert.False(Calendar.IsSupportOpen(Local("2026-11-23 07:59")));
        Assert.True(Calendar.IsSupportOpen(Local("2026-11-23 08:00")));
        Assert.True(Calendar.IsSupportOpen(Local("2026-11-23 17:59")));
        Assert.False(Calendar.IsSupportOpen(Local("2026-11-23 18:00")));
        Assert.False(Calendar.IsSupportOpen(Local("2026-11-22 12:00")));
    }

    /// <summary>Properties over forty years and random times of day.</summary>
    [Fact]
    public void HBG_086_a_deadline_has_one_whole_weekday_before_it_and_no_other()
    {
        var random = new Random(86);
        for (int i = 0; i < 20_000; i++)
        {
            DateTimeOffset at = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddSeconds(random.NextInt64(40L * 365 * 86_400));
            DateTimeOffset due = Calendar.EndOfFirstWholeWorkday(at);
            DateOnly last = SwedishCalendar.DayOf(due.AddMilliseconds(-1));
            Assert.True(due > at);
            Assert.Equal(last.AddDays(1), SwedishCalendar.DayOf(due));
            Assert.True(Calendar.IsWorkday(last));
            Assert.True(SwedishCalendar.At(last, TimeOnly.MinValue) >= at);
            for (DateOnly day = SwedishCalendar.DayOf(at).AddDays(1); day < last; day = day.AddDays(1))
            {
                Assert.False(Calendar.IsWorkday(day));
            }

            TimeSpan support = TimeSpan.FromMinutes(random.Next(1, 3_000));
            DateTimeOffset whole = Calendar.AfterSupportTime(at, support);
            DateTimeOffset parts = Calendar.AfterSupportTime(Calendar.AfterSupportTime(at, support / 2), support / 2);
            Assert.Equal(whole, parts);
        }
    }

    private static IEnumerable<DateOnly> DaysOf(int year)
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>A Swedish time of day; the offset is found by the month's rule, not by the calendar's zone.</summary>
    private static DateTimeOffset Local(string text)
    {
        DateTime local = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        DateTime summer = LastSunday(local.Year, 3).AddHours(2);
        DateTime winter = LastSunday(local.Year, 10).AddHours(3);
        return new DateTimeOffset(local, TimeSpan.FromHours(local >= summer && local < winter ? 2 : 1));
    }

    private static DateTime LastSunday(int year, int month)
    {
        var day = new DateTime(year, month, 31);
        return day.AddDays(-(int)day.DayOfWeek);
    }
}
