// Which group is on duty when in a week, and where nobody is.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Console.Planning;

/// <summary>A window of a rota as the week view needs it.</summary>
/// <param name="Weekdays">The days it begins on: bit 0 is Monday.</param>
/// <param name="FromMinute">Of the day, 0 to 1439.</param>
/// <param name="ToMinute">
/// Of the day: the first that is not in it. Not after the first minute: then it lies in the next day.
/// </param>
/// <param name="Group">Who is on duty.</param>
/// <param name="Look">Which of the looks the group has in the picture.</param>
public sealed record WeekWindow(int Weekdays, int FromMinute, int ToMinute, string Group, int Look);

/// <summary>A stretch of one day.</summary>
/// <param name="FromMinute">Of the day.</param>
/// <param name="ToMinute">Of the day, the first after it; at most 1440.</param>
/// <param name="Groups">Who is on duty; empty for a gap, more than one where windows overlap.</param>
/// <param name="Look">The look of the first group; -1 for a gap.</param>
public sealed record DayStretch(int FromMinute, int ToMinute, IReadOnlyList<string> Groups, int Look)
{
    /// <summary>Whether nobody is on duty.</summary>
    public bool IsGap => Groups.Count == 0;

    /// <summary>Whether more than one group is.</summary>
    public bool IsOverlap => Groups.Count > 1;
}

internal static class RotaWeek
{
    /// <summary>Minutes of a day.</summary>
    public const int DayMinutes = 1440;

    private const int WeekMinutes = 7 * DayMinutes;

    /// <summary>The seven days from Monday, each whole.</summary>
    public static IReadOnlyList<IReadOnlyList<DayStretch>> Days(IReadOnlyList<WeekWindow> windows)
    {
        var spans = windows.SelectMany(Spans).ToList();
        List<IReadOnlyList<DayStretch>> days = [];
        for (var day = 0; day < 7; day++)
        {
            days.Add(Day(spans, day * DayMinutes));
        }

        return days;
    }

    /// <summary>A minute of the day as <c>06:45</c>.</summary>
    public static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static List<DayStretch> Day(List<Span> spans, int start)
    {
        var end = start + DayMinutes;
        var edges = spans.SelectMany(span => new[] { span.From, span.To })
            .Where(edge => edge > start && edge < end)
            .Append(start)
            .Append(end)
            .Distinct()
            .Order()
            .ToList();
        List<DayStretch> day = [];
        foreach (var (from, to) in edges.Zip(edges.Skip(1)))
        {
            var there = spans.Where(span => span.From <= from && span.To >= to).ToList();
            List<string> groups = [.. there.Select(span => span.Window.Group).Distinct()];
            var look = there.Count == 0 ? -1 : there[0].Window.Look;
            if (day.Count > 0 && day[^1].Groups.SequenceEqual(groups))
            {
                day[^1] = day[^1] with { ToMinute = to - start };
            }
            else
            {
                day.Add(new DayStretch(from - start, to - start, groups, look));
            }
        }

        return day;
    }

    private static IEnumerable<Span> Spans(WeekWindow window)
    {
        var length = window.ToMinute - window.FromMinute;
        length += length <= 0 ? DayMinutes : 0;
        for (var day = 0; day < 7; day++)
        {
            if ((window.Weekdays >> day & 1) == 0)
            {
                continue;
            }

            var from = day * DayMinutes + window.FromMinute;
            yield return new Span(from, Math.Min(from + length, WeekMinutes), window);
            if (from + length > WeekMinutes)
            {
                // From Sunday into Monday.
                yield return new Span(0, from + length - WeekMinutes, window);
            }
        }
    }

    private sealed record Span(int From, int To, WeekWindow Window);
}
