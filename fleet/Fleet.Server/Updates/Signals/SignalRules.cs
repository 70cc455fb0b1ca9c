// Whether a hub does worse after an update than before.
using System.Globalization;

namespace Fleet.Server.Updates.Signals;

/// <summary>
/// Holds a hub against its own past, never against others: one at the edge of coverage has many gaps, and had them
/// before. What it did not do before the update there is nothing to hold it against, but for triggers and restarts.
/// </summary>
internal static class SignalRules
{
    private const double SecondsPerHour = 3_600;
    private const double HoursPerDay = 24;

    /// <summary>What is worse, in few words; empty for nothing.</summary>
    /// <param name="before">The hub's figures before the update.</param>
    /// <param name="daysBefore">Over how many days; 0 when it has none.</param>
    /// <param name="after">Its figures since.</param>
    /// <param name="hoursAfter">Over how many hours, above 0.</param>
    public static string Worse(DayFigures before, int daysBefore, DayFigures after, double hoursAfter)
    {
        double days = hoursAfter / HoursPerDay;
        double daysTold = daysBefore == 0 ? 1 : daysBefore;
        if (IsMore(after.LostTriggers, before.LostTriggers / daysTold, days, Limits.Updates.MoreLostTriggersPerDay))
        {
            return Told("triggers lost", after.LostTriggers);
        }

        if (IsMore(after.Restarts, before.Restarts / daysTold, days, Limits.Updates.MoreRestartsPerDay))
        {
            return Told("restarts", after.Restarts);
        }

        if (before.Heartbeats > 0
            && IsMore(after.Gaps, before.Gaps / daysTold, days, Limits.Updates.MoreGapsPerDay))
        {
            return Told("heartbeats missed", after.Gaps);
        }

        if (before.Tests > 0 && after.Tests > 0
            && (after.TestDelay / after.Tests) - (before.TestDelay / before.Tests)
                > Limits.Updates.SlowerTestMilliseconds)
        {
            return Told("milliseconds to a test alarm", after.TestDelay / after.Tests);
        }

        double slope = Slope(after);
        return before.BatterySeconds > 0 && slope - Slope(before) > Limits.Updates.MoreBatteryPercentPerHour
            ? Told("percent of battery an hour", (long)slope)
            : "";
    }

    // Counts of a part of a day are not blown up to a day: one restart in six hours is one, not four.
    private static bool IsMore(long after, double perDayBefore, double days, int more)
    {
        double expected = perDayBefore * days;
        return after > expected + (more * (days < 1 ? 1 : days));
    }

    private static double Slope(DayFigures figures)
    {
        return figures.BatterySeconds == 0 ? 0 : figures.BatteryLost * SecondsPerHour / figures.BatterySeconds;
    }

    private static string Told(string what, long count)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {count}");
    }
}
