// World time as it passes, or faster.
using System;

namespace Hub.Simulator.World;

/// <summary>
/// The computer's own time. With a factor, a hub's waits (for a reconnection, for a repetition) become shorter without
/// changing their order, while the network and the fleet manager stay at their own pace.
/// </summary>
public sealed class RealClock : IWorldClock
{
    /// <summary>The highest factor: beyond it, answers from a real network come too late for a hub.</summary>
    public const int MaxTimeFactor = 60;

    private readonly TimeProvider _time;
    private readonly int _timeFactor;
    private readonly long _start;
    private readonly long _unixStart;

    /// <summary>Starts at 0 now.</summary>
    /// <param name="time">Where the time comes from.</param>
    /// <param name="timeFactor">How many times as fast it passes, 1 to <see cref="MaxTimeFactor"/>.</param>
    public RealClock(TimeProvider time, int timeFactor = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeFactor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeFactor, MaxTimeFactor);
        _time = time;
        _timeFactor = timeFactor;
        _start = time.GetTimestamp();
        _unixStart = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <inheritdoc/>
    public long NowMilliseconds => (long)(_time.GetElapsedTime(_start).TotalMilliseconds * _timeFactor);

    /// <inheritdoc/>
    public long UnixMilliseconds =>
        _timeFactor == 1 ? _time.GetUtcNow().ToUnixTimeMilliseconds() : _unixStart + NowMilliseconds;

    /// <summary>How long some of this time takes on the computer's clock.</summary>
    /// <param name="milliseconds">World time, in ms.</param>
    public TimeSpan ToReal(long milliseconds) => TimeSpan.FromMilliseconds((double)milliseconds / _timeFactor);
}
