// The computer's time, passing some times faster for the hubs.
using System;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// Makes a hub's waits (for a reconnection, for a repetition) shorter without changing their order. The network and the
/// fleet manager stay at their own pace.
/// </summary>
internal sealed class FasterClock : IWorldClock
{
    private readonly TimeProvider _time;
    private readonly int _factor;
    private readonly long _started;
    private readonly long _unixStart;

    public FasterClock(TimeProvider time, int factor)
    {
        _time = time;
        _factor = factor;
        _started = time.GetTimestamp();
        _unixStart = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public long NowMilliseconds => (long)(_time.GetElapsedTime(_started).TotalMilliseconds * _factor);

    public long UnixMilliseconds => _unixStart + NowMilliseconds;

    /// <summary>How long the hubs' time takes on the computer's clock.</summary>
    public TimeSpan ToReal(long milliseconds) => TimeSpan.FromMilliseconds((double)milliseconds / _factor);
}
