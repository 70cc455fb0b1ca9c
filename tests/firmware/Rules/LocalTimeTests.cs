// Civil time of Sweden agrees with the operating system's time zones, minute by minute.
using System;
using Firmware.Tests.World;
using Hub.Core.Rules;

namespace Firmware.Tests.Rules;

public sealed class LocalTimeTests(ITestOutputHelper output)
{
    private const long Hour = 3_600_000;

    [Fact]
    public void HUL_011_the_local_day_of_every_hour_of_twenty_years_is_that_of_Europe_Stockholm()
    {
        LocalTime time = new();
        long from = RuleHome.ToUnix(new DateTime(2020, 1, 1));
        long to = RuleHome.ToUnix(new DateTime(2040, 1, 1));
        int compared = 0;
        for (long unix = from; unix < to; unix += Hour, compared++)
        {
            DateTime utc = DateTime.UnixEpoch.AddMilliseconds(unix);
            DateTime local = TimeZoneInfo.ConvertTimeFromUtc(utc, RuleHome.Stockholm);
            Assert.Equal((long)(local.Date - DateTime.UnixEpoch).TotalDays, time.DayOf(unix));
            Assert.Equal(((int)local.DayOfWeek + 6) % 7, LocalTime.WeekdayOf(time.DayOf(unix)));
        }

        output.WriteLine($"{compared} hours compared");
    }

    [Theory]
    [InlineData(2026)]
    [InlineData(2027)]
    [InlineData(2028)]
    public void HUL_011_every_minute_of_the_days_around_both_changes_of_clocks_is_at_its_right_moment(int year)
    {
        LocalTime time = new();
        foreach (int month in (int[])[3, 10])
        {
            DateTime last = new(year, month, 31);
            for (DateTime local = new(year, month, 24); local < last; local = local.AddMinutes(1))
            {
                long day = (long)(local.Date - DateTime.UnixEpoch).TotalDays;
                int minute = (local.Hour * 60) + local.Minute;
                Assert.Equal(RuleHome.UnixOf(local), time.UnixMillisecondsOf(day, minute));
            }
        }
    }

    [Fact]
    public void A_zone_of_its_own_offset_has_no_summer_time_unless_told()
    {
        LocalTime time = new() { OffsetMinutes = -210, HasSummerTime = false };
        long day = (long)(new DateTime(2026, 7, 1) - DateTime.UnixEpoch).TotalDays;
        Assert.Equal(RuleHome.ToUnix(new DateTime(2026, 7, 1, 3, 30, 0)), time.UnixMillisecondsOf(day, 0));
        Assert.Equal(day - 1, time.DayOf(RuleHome.ToUnix(new DateTime(2026, 7, 1, 3, 29, 59))));
        Assert.Equal(-1, time.DayOf(-1));
    }
}
