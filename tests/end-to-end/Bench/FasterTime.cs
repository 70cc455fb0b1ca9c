// hubctl's waits, some times shorter.
using System;
using System.Threading;

namespace EndToEnd.Tests.Bench;

/// <summary>
/// A board without power answers nothing, and hubctl waits for it. An answer that comes too late for the shorter wait
/// costs a repeat or another run, as on any slow line.
/// </summary>
internal sealed class FasterTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset _begin = System.GetUtcNow();
    private readonly long _started = System.GetTimestamp();

    public override long GetTimestamp() => _started + ((System.GetTimestamp() - _started) * factor);

    public override DateTimeOffset GetUtcNow() => _begin + GetElapsedTime(_started, GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / factor : dueTime, period);
}
