// Adds up how long a transmitter has been on the air, within any hour and in all.
using System;
using System.Collections.Generic;
using Hub.Protocols.Radio;

namespace Hub.Simulator.World.OnAir;

/// <summary>Counts in microseconds; an hour is any 3,600 s, not one of the clock.</summary>
public sealed class AirTimeMeter
{
    /// <summary>The band's limit (requirements 2.3): 0.1 % of an hour.</summary>
    public const long LimitMicroseconds = RadioLimits.MaxAirMillisecondsPerHour * 1000L;

    /// <summary>An hour, in ms.</summary>
    public const long HourMilliseconds = 3_600_000;

    private readonly Queue<(long At, int Microseconds)> _lately = new();

    /// <summary>On the air within the hour that ended with the last transmission.</summary>
    public long LastHourMicroseconds { get; private set; }

    /// <summary>The most within any hour so far.</summary>
    public long MostMicroseconds { get; private set; }

    /// <summary>All of it.</summary>
    public long TotalMicroseconds { get; private set; }

    /// <summary>Transmissions.</summary>
    public long Count { get; private set; }

    /// <summary>What has been used of the hour before a time.</summary>
    public long WithinHourBefore(long milliseconds)
    {
        Forget(milliseconds);
        return LastHourMicroseconds;
    }

    /// <summary>Counts a transmission.</summary>
    /// <param name="atMilliseconds">World time of its start; never earlier than that of the one before.</param>
    /// <param name="microseconds">How long it lasts.</param>
    public void Add(long atMilliseconds, int microseconds)
    {
        Forget(atMilliseconds);
        _lately.Enqueue((atMilliseconds, microseconds));
        LastHourMicroseconds += microseconds;
        MostMicroseconds = Math.Max(MostMicroseconds, LastHourMicroseconds);
        TotalMicroseconds += microseconds;
        Count++;
    }

    private void Forget(long now)
    {
        while (_lately.TryPeek(out (long At, int Microseconds) first) && first.At <= now - HourMilliseconds)
        {
            LastHourMicroseconds -= first.Microseconds;
            _lately.Dequeue();
        }
    }
}
