// A clock that only goes forward, for measuring silence.
using System;

namespace Fleet.Server.Time;

/// <summary>
/// Milliseconds that never jump, whatever happens to the time of day. Ticks mean something within one process only;
/// 0 is before the process started.
/// </summary>
public sealed class SteadyClock
{
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Starts at tick 1.</summary>
    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>Milliseconds since the start, from 1.</summary>
    public long Now => 1 + (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>The time of day in unix milliseconds UTC; it may jump.</summary>
    public long UnixNow => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
