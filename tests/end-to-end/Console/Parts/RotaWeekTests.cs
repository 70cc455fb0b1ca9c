// A rota's windows laid out as a week.
using System.Linq;
using Fleet.Server.Console.Planning;

namespace EndToEnd.Tests.Console.Parts;

public sealed class RotaWeekTests
{
    private const int EveryDay = 0b111_1111;

    [Fact]
    public void HUL_031_a_day_and_a_night_across_midnight_fill_each_day()
    {
        var days = RotaWeek.Days(
        [
            new WeekWindow(EveryDay, (6 * 60) + 46, (21 * 60) + 30, "Söder", 0),
            new WeekWindow(EveryDay, (21 * 60) + 30, (6 * 60) + 46, "Natt", 1),
        ]);
        Assert.Equal(7, days.Count);
        Assert.All(days, day =>
        {
            Assert.Equal(["00:00 Natt", "06:46 Söder", "21:30 Natt"], day.Select(Said));
            Assert.Equal(RotaWeek.DayMinutes, day[^1].ToMinute);
        });
    }

    [Fact]
    public void A_minute_that_nobody_has_is_a_gap()
    {
        var days = RotaWeek.Days(
        [
            new WeekWindow(EveryDay, 0, (21 * 60) + 29, "Söder", 0),
            new WeekWindow(EveryDay, (21 * 60) + 30, 0, "Natt", 1),
        ]);
        var gap = days[3].Single(stretch => stretch.IsGap);
        Assert.Equal((21 * 60) + 29, gap.FromMinute);
        Assert.Equal((21 * 60) + 30, gap.ToMinute);
    }

    [Fact]
    public void The_night_from_Sunday_goes_on_in_Monday_morning()
    {
        var days = RotaWeek.Days([new WeekWindow(1 << 6, 22 * 60, 7 * 60, "Natt", 0)]);
        Assert.Equal(["00:00 Natt", "07:00 -"], days[0].Select(Said));
        Assert.Equal(["00:00 -", "22:00 Natt"], days[6].Select(Said));
        Assert.All(days.Skip(1).Take(5), day => Assert.True(Assert.Single(day).IsGap));
    }

    [Fact]
    public void Two_groups_at_once_are_both_told_of()
    {
        var days = RotaWeek.Days(
        [
            new WeekWindow(1, 0, 12 * 60, "Söder", 0),
            new WeekWindow(1, 8 * 60, 0, "Norr", 1),
        ]);
        Assert.Equal(["00:00 Söder", "08:00 Söder+Norr", "12:00 Norr"], days[0].Select(Said));
        Assert.True(days[0][1].IsOverlap);
    }

    private static string Said(DayStretch stretch) =>
        $"{RotaWeek.Clock(stretch.FromMinute)} {(stretch.IsGap ? "-" : string.Join('+', stretch.Groups))}";
}
