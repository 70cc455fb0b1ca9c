// World time as it passes.
using System;

namespace Hub.Simulator.World;

/// <summary>The computer's own time.</summary>
public sealed class RealClock : IWorldClock
{
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Starts at 0 now.</summary>
    public RealClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public long NowMilliseconds => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// <inheritdoc/>
    public long UnixMilliseconds => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
