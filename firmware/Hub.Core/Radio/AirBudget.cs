// How much of the hour the hub's transmitter has used, and may still use.
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// Keeps the transmitter within 3.6 s in any hour (0.1 %, CEPT/ERC Rec 70-03), counted in buckets of a minute; the
/// minute now running counts beside the sixty before it, so no hour that lies across buckets holds more. What is not
/// urgent leaves a reserve for acknowledgements of persons' alarms.
/// </summary>
/// <remarks>What was sent before a start is not known: half of the allowance is taken as used, evenly over the hour. As
/// long as some of that counts, half of what is left is kept for persons, so that nothing else starves.</remarks>
public sealed class AirBudget
{
    private const int Minutes = 60;
    private const int Buckets = Minutes + 1;
    private const int MicrosecondsPerMillisecond = 1000;
    private const long MinuteMilliseconds = 60_000;
    private const int AssumedPerMinute = RadioLimits.MaxAirMillisecondsPerHour * MicrosecondsPerMillisecond / 2
        / Minutes;

    private readonly int[] _buckets = new int[Buckets];
    private long _minute = long.MinValue;
    private int _assumedMinutes;

    /// <summary>Air time used in the last hour as far as it counts, in µs.</summary>
    public int UsedMicroseconds { get; private set; }

    /// <summary>Air time used since the start, in µs.</summary>
    public long SpentMicroseconds { get; private set; }

    /// <summary>Frames not sent because there was no air time for them, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>The hub has started: what it may have sent in the hour before is taken as half of what it may.
    /// </summary>
    internal void Start(long nowMilliseconds)
    {
        Advance(nowMilliseconds);
    }

    /// <summary>Whether a frame may be sent now; one that may not is counted.</summary>
    internal bool Allows(int microseconds, bool isUrgent, long nowMilliseconds)
    {
        Advance(nowMilliseconds);
        int reserve = (Limits.AirReserveMilliseconds * MicrosecondsPerMillisecond)
            - (_assumedMinutes * AssumedPerMinute / 2);
        int limit = (RadioLimits.MaxAirMillisecondsPerHour * MicrosecondsPerMillisecond) - (isUrgent ? 0 : reserve);
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

    private void Advance(long nowMilliseconds)
    {
        long minute = nowMilliseconds < 0 ? 0 : nowMilliseconds / MinuteMilliseconds;
        if (_minute == long.MinValue)
        {
            Assume(minute);
            return;
        }

        for (int i = 0; i < Buckets && _minute < minute; i++)
        {
            _minute++;
            int place = (int)(_minute % Buckets);
            UsedMicroseconds -= _buckets[place];
            _buckets[place] = 0;
            _assumedMinutes -= _assumedMinutes > 0 ? 1 : 0;
        }

        _minute = _minute < minute ? minute : _minute;
    }

    private void Assume(long minute)
    {
        _minute = minute;
        int current = (int)(minute % Buckets);
        _assumedMinutes = Minutes;
        for (int i = 0; i < Buckets; i++)
        {
            _buckets[i] = i == current ? 0 : AssumedPerMinute;
            UsedMicroseconds += _buckets[i];
        }
    }
}
