// Which window of a rota holds when, and what is wrong with a rota.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Http;

namespace Fleet.Server.Dispatch;

/// <summary>A window as it is stored; see <see cref="RotaWindow"/>.</summary>
internal sealed record StoredWindow(
    Guid GroupId,
    Guid? BackupGroupId,
    int Weekdays,
    int Start,
    int End,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    bool IsException);

/// <summary>The arithmetic of rotas. Pure: it knows no store and no clock.</summary>
internal static class RotaRules
{
    public const int MinutesPerDay = 1_440;
    private const int EveryDay = 127;

    /// <summary>The window that holds at a moment; null in a gap. Exceptions go first, then the list's order.</summary>
    public static StoredWindow? OnDuty(IReadOnlyList<StoredWindow> windows, RotaMoment at)
    {
        StoredWindow? ordinary = null;
        foreach (StoredWindow window in windows)
        {
            if (Covers(window, at))
            {
                if (window.IsException)
                {
                    return window;
                }

                ordinary ??= window;
            }
        }

        return ordinary;
    }

    /// <summary>Whether a window holds at a moment, on the day it begins or on the morning after.</summary>
    public static bool Covers(StoredWindow window, RotaMoment at)
    {
        if (window.End > window.Start)
        {
            return at.Minute >= window.Start && at.Minute < window.End && BeginsOn(window, at.Day);
        }

        return (at.Minute >= window.Start && BeginsOn(window, at.Day))
            || (at.Minute < window.End && BeginsOn(window, at.Day.AddDays(-1)));
    }

    /// <summary>Reads a rota's windows; what is wrong with them alone is added to the faults.</summary>
    public static List<StoredWindow> Read(IReadOnlyList<RotaWindow> windows, List<FieldFault> faults)
    {
        var read = new List<StoredWindow>();
        for (int i = 0; i < windows.Count; i++)
        {
            RotaWindow window = windows[i];
            string field = $"windows[{i}]";
            int start = Minute(window.From);
            int end = Minute(window.Until);
            if (start is < 0 or >= MinutesPerDay)
            {
                faults.Add(new FieldFault(field + ".from", "must be a time such as 06:46."));
            }

            if (end < 0)
            {
                faults.Add(new FieldFault(field + ".until", "must be a time such as 21:30, or 24:00."));
            }

            if (window.FirstDay is { } first && window.LastDay is { } last && last < first)
            {
                faults.Add(new FieldFault(field + ".lastDay", "must not be before the first day."));
            }

            if (window.IsException && (window.FirstDay is null || window.LastDay is null))
            {
                faults.Add(new FieldFault(field + ".isException", "needs a first and a last day."));
            }

            int days = (window.Days ?? []).Aggregate(0, static (mask, day) => mask | RotaClock.Bit(day));
            read.Add(new StoredWindow(
                window.GroupId,
                window.BackupGroupId,
                days == 0 ? EveryDay : days,
                Math.Clamp(start, 0, MinutesPerDay - 1),
                Math.Max(end, 0),
                window.FirstDay,
                window.LastDay,
                window.IsException));
        }

        return read;
    }

    /// <summary>A window as people read it.</summary>
    public static RotaWindow Show(StoredWindow window)
    {
        DayOfWeek[] days =
        [
            .. Enum.GetValues<DayOfWeek>()
                .Where(day => (window.Weekdays & RotaClock.Bit(day)) != 0)
                .OrderBy(static day => RotaClock.Bit(day)),
        ];
        return new RotaWindow(
            window.GroupId, Text(window.Start), Text(window.End), days, window.BackupGroupId, window.FirstDay,
            window.LastDay, window.IsException);
    }

    /// <summary>
    /// The minutes that no window covers, and those that two ordinary ones cover, from a day on: each weekday, and the
    /// days around every first and last day.
    /// </summary>
    public static (List<string> Gaps, List<string> Overlaps) Check(IReadOnlyList<StoredWindow> windows, DateOnly today)
    {
        var gaps = new List<string>();
        var overlaps = new List<string>();
        var covered = new int[MinutesPerDay];
        foreach (DateOnly day in DaysToCheck(windows, today))
        {
            Array.Clear(covered);
            foreach (StoredWindow window in windows)
            {
                Mark(covered, window, day);
            }

            Describe(gaps, covered, day, static mark => mark == 0);
            Describe(overlaps, covered, day, static mark => (mark & 0xFF) > 1);
        }

        return (gaps, overlaps);
    }

    /// <summary>When another window begins to hold after a moment, in minutes of UTC; null within eight days.</summary>
    public static long? NextChange(IReadOnlyList<StoredWindow> windows, long unixMilliseconds)
    {
        const long Minute = 60_000;
        Guid? now = OnDuty(windows, RotaClock.At(unixMilliseconds))?.GroupId;
        long at = unixMilliseconds - (unixMilliseconds % Minute);
        for (int i = 1; i <= 8 * MinutesPerDay; i++)
        {
            if (OnDuty(windows, RotaClock.At(at + (i * Minute)))?.GroupId != now)
            {
                return at + (i * Minute);
            }
        }

        return null;
    }

    private static bool BeginsOn(StoredWindow window, DateOnly day)
    {
        return (window.Weekdays & RotaClock.Bit(day.DayOfWeek)) != 0
            && (window.FirstDay is not { } first || day >= first)
            && (window.LastDay is not { } last || day <= last);
    }

    private static SortedSet<DateOnly> DaysToCheck(IReadOnlyList<StoredWindow> windows, DateOnly today)
    {
        var days = new SortedSet<DateOnly>();
        void Around(DateOnly day, int before, int after)
        {
            for (int i = -before; i <= after; i++)
            {
                if (day.AddDays(i) >= today)
                {
                    days.Add(day.AddDays(i));
                }
            }
        }

        Around(today, 0, 7);
        foreach (StoredWindow window in windows)
        {
            if (window.FirstDay is { } first && first.Year < 9_000)
            {
                Around(first, 1, 7);
            }

            if (window.LastDay is { } last && last.Year < 9_000)
            {
                Around(last, 1, 8);
            }
        }

        return days;
    }

    /// <summary>Ordinary windows count in the low byte, exceptions above it.</summary>
    private static void Mark(int[] covered, StoredWindow window, DateOnly day)
    {
        int add = window.IsException ? 0x100 : 1;
        bool begins = BeginsOn(window, day);
        bool isOverMidnight = window.End <= window.Start;
        bool goesOn = isOverMidnight && BeginsOn(window, day.AddDays(-1));
        for (int minute = 0; minute < MinutesPerDay; minute++)
        {
            bool isEvening = begins && minute >= window.Start && (isOverMidnight || minute < window.End);
            if (isEvening || (goesOn && minute < window.End))
            {
                covered[minute] += add;
            }
        }
    }

    private static void Describe(List<string> found, int[] covered, DateOnly day, Func<int, bool> isFound)
    {
        for (int from = 0; from < MinutesPerDay && found.Count < Limits.Dispatch.GapsShown; from++)
        {
            if (!isFound(covered[from]))
            {
                continue;
            }

            int until = from + 1;
            while (until < MinutesPerDay && isFound(covered[until]))
            {
                until++;
            }

            found.Add(string.Create(CultureInfo.InvariantCulture,
                $"{day.DayOfWeek} {day:yyyy-MM-dd} {Text(from)}–{Text(until)}"));
            from = until;
        }
    }

    private static int Minute(string? text)
    {
        return text is { Length: 5 } && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            && minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0))
            ? (hours * 60) + minutes
            : -1;
    }

    private static string Text(int minute)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }
}
