// The time of day, as the fleet manager told it.
using Hub.Protocols;

namespace Hub.Core.Linking;

/// <summary>
/// Wall-clock time on top of the monotonic time. Only messages carry it: every timer of the hub runs on monotonic
/// time, so that setting the clock never moves a deadline.
/// </summary>
public sealed class HubClock
{
    private long _offsetMilliseconds;
    private long _startedAtMilliseconds;

    /// <summary>Whether the clock has been set since the start.</summary>
    public bool IsSet { get; private set; }

    /// <summary>How often the clock has been set.</summary>
    public long SetCount { get; private set; }

    /// <summary>Unix time in milliseconds, 0 when the clock is not set.</summary>
    public long UnixMilliseconds(long nowMilliseconds)
    {
        return IsSet ? nowMilliseconds + _offsetMilliseconds : 0;
    }

    /// <summary>Time since the hub's first step.</summary>
    public long UptimeMilliseconds(long nowMilliseconds)
    {
        return nowMilliseconds - _startedAtMilliseconds;
    }

    /// <summary>Names the monotonic time of the hub's first step.</summary>
    internal void Start(long nowMilliseconds)
    {
        _startedAtMilliseconds = nowMilliseconds;
    }

    /// <summary>Sets the clock.</summary>
    /// <returns>False when the time cannot be right.</returns>
    internal bool Set(long unixMilliseconds, long nowMilliseconds)
    {
        if (unixMilliseconds < Limits.MinUnixMilliseconds || unixMilliseconds > ProtocolLimits.MaxUnixMilliseconds)
        {
            return false;
        }

        _offsetMilliseconds = unixMilliseconds - nowMilliseconds;
        IsSet = true;
        SetCount++;
        return true;
    }
}
