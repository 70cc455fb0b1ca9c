// A clock that the test moves.
using System;
using System.Threading;

namespace Slices.Tests.World;

/// <summary>
/// Time passes only when the test says so. Timers never fire: tests call the rounds themselves, so that they happen
/// when the test wants them.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private long _ticks;
    private long _unixOffset;

    public ManualTimeProvider()
    {
        Start = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    }

    public DateTimeOffset Start { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() =>
        Start.AddTicks(Interlocked.Read(ref _ticks) + Interlocked.Read(ref _unixOffset));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SilentTimer();

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Puts the time of day forward or back; no time passes.</summary>
    public void SetClock(TimeSpan step) => Interlocked.Add(ref _unixOffset, step.Ticks);

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public System.Threading.Tasks.ValueTask DisposeAsync() => default;
    }
}
