// How much of the hour the hub's transmitter has used, and may still use.
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// Keeps the transmitter within 3.6 s in any hour (0.1 %, CEPT/ERC Rec 70-03), counted in buckets of a minute; the
/// minute now running counts beside the sixty before it, so no hour that lies across buckets holds more. What is not
/// urgent leaves a reserve for acknowledgements of persons' alarms.
/// </summary>
/// <remarks>
/// What was sent before a start is not known. The store keeps, in steps of 50 ms, how full the hour was; at a start
/// that much, and half at the least, counts as sent just now. As long as it counts, half of what is left is kept for
/// persons, so that nothing else starves.
/// </remarks>
public sealed class AirBudget
{
    private const int Minutes = 60;
    private const int Buckets = Minutes + 1;
    private const int MicrosecondsPerMillisecond = 1000;
    private const long MinuteMilliseconds = 60_000;
    private const int MaxMicroseconds = RadioLimits.MaxAirMillisecondsPerHour * MicrosecondsPerMillisecond;
    private const int MaxSteps = 72;
    private const int StepMicroseconds = MaxMicroseconds / MaxSteps;

    /// <summary>As much is taken as used at a start when nothing is written.</summary>
    internal const int UnwrittenSteps = MaxSteps / 2;

    private readonly int[] _buckets = new int[Buckets];
    private long _minute = long.MinValue;
    private long _assumedUntilMinute;
    private int _assumedMicroseconds;

    /// <summary>Air time used in the last hour as far as it counts, in µs.</summary>
    public int UsedMicroseconds { get; private set; }

    /// <summary>Air time used since the start, in µs.</summary>
    public long SpentMicroseconds { get; private set; }

    /// <summary>Frames not sent because there was no air time for them, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>The hub has started.</summary>
    /// <param name="steps">How full the hour before may have been.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void Start(int steps, long nowMilliseconds)
    {
        _minute = MinuteOf(nowMilliseconds);
        int assumed = steps < UnwrittenSteps ? UnwrittenSteps : steps > MaxSteps ? MaxSteps : steps;
        _assumedMicroseconds = assumed * StepMicroseconds;
        _assumedUntilMinute = _minute + Buckets;
        _buckets[(int)(_minute % Buckets)] = _assumedMicroseconds;
        UsedMicroseconds = _assumedMicroseconds;
    }

    /// <summary>How full the hour is with a further frame, in steps rounded up; half at the least.</summary>
    internal int StepsWith(int microseconds, long nowMilliseconds)
    {
        Advance(nowMilliseconds);
        int steps = (UsedMicroseconds + microseconds + StepMicroseconds - 1) / StepMicroseconds;
        return steps < UnwrittenSteps ? UnwrittenSteps : steps;
    }

    /// <summary>Whether a frame may be sent now; one that may not is counted.</summary>
    internal bool Allows(int microseconds, bool isUrgent, long nowMilliseconds)
    {
        Advance(nowMilliseconds);
        int reserve = (Limits.AirReserveMilliseconds * MicrosecondsPerMillisecond) - (_assumedMicroseconds / 2);
        int limit = MaxMicroseconds - (isUrgent ? 0 : reserve);
        bool isAllowed = microseconds <= limit - UsedMicroseconds;
        RefusedCount += isAllowed ? 0 : 1;
        return isAllowed;
    }

    /// <summary>Counts a frame that was sent.</summary>
    internal void Spend(int microseconds, long nowMilliseconds)
    {
        Advance(nowMilliseconds);
        _buckets[(int)(_minute % Buckets)] += microseconds;
        UsedMicroseconds += microseconds;
        SpentMicroseconds += microseconds;
    }

    private static long MinuteOf(long nowMilliseconds)
    {
        return nowMilliseconds < 0 ? 0 : nowMilliseconds / MinuteMilliseconds;
    }

    private void Advance(long nowMilliseconds)
    {
        if (_minute == long.MinValue)
        {
            Start(0, nowMilliseconds);
        }

        long minute = MinuteOf(nowMilliseconds);
        for (int i = 0; i < Buckets && _minute < minute; i++)
        {
            _minute++;
            int place = (int)(_minute % Buckets);
            UsedMicroseconds -= _buckets[place];
            _buckets[place] = 0;
        }

        _minute = _minute < minute ? minute : _minute;
        if (_minute >= _assumedUntilMinute)
        {
            _assumedMicroseconds = 0;
        }
    }
}
