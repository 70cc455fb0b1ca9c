// When a rule's window opens and closes next, or is open now.
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <summary>
/// A window is the time from the moment its first minute begins to the moment its end does, so it opens once on a day,
/// also in the hour that comes twice, and has its true length across a change of clocks. One that lies wholly in the
/// hour that is skipped does not open on that day.
/// </summary>
internal sealed class RuleWindow
{
    // A window that opened yesterday may be open, and one may open only once a week.
    private const int FirstDay = -1;
    private const int LastDay = 8;

    /// <summary>When it opens, Unix milliseconds; long.MaxValue when it never does.</summary>
    internal long OpensAtUnix { get; private set; } = long.MaxValue;

    /// <summary>When it closes.</summary>
    internal long ClosesAtUnix { get; private set; } = long.MaxValue;

    /// <summary>Finds the window that is open at a moment, or the next one.</summary>
    internal void Find(Rule rule, LocalTime time, long unixMilliseconds)
    {
        OpensAtUnix = long.MaxValue;
        ClosesAtUnix = long.MaxValue;
        long today = time.DayOf(unixMilliseconds);
        int lastingDays = rule.WindowEndMinute > rule.WindowStartMinute ? 0 : 1;
        for (int i = FirstDay; i <= LastDay; i++)
        {
            long day = today + i;
            if ((rule.Weekdays & (1 << LocalTime.WeekdayOf(day))) == 0)
            {
                continue;
            }

            long opens = time.UnixMillisecondsOf(day, rule.WindowStartMinute);
            long closes = time.UnixMillisecondsOf(day + lastingDays, rule.WindowEndMinute);
            if (closes > unixMilliseconds && closes > opens)
            {
                OpensAtUnix = opens;
                ClosesAtUnix = closes;
                return;
            }
        }
    }

    /// <summary>Whether it is open at a moment that lies not before the one it was found for.</summary>
    internal bool Contains(long unixMilliseconds)
    {
        return unixMilliseconds >= OpensAtUnix && unixMilliseconds < ClosesAtUnix;
    }
}
