// A clock that never makes a test wait.
using System;
using System.Threading;

namespace Hubctl.Tests.World;

/// <summary>
/// A timer that is due within <see cref="Patience"/> is over at once, and the clock is then where it was due; a longer
/// one never ends. So pauses pass, and waiting for an answer ends only when the test says that none will come.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private long _elapsedTicks;
    private long _patienceTicks = TimeSpan.TicksPerSecond;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The longest timer that is over at once.</summary>
    public TimeSpan Patience
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _patienceTicks));
        set => Interlocked.Exchange(ref _patienceTicks, value.Ticks);
    }

    public override long GetTimestamp() => Interlocked.Read(ref _elapsedTicks);

    public override DateTimeOffset GetUtcNow() => Begin + TimeSpan.FromTicks(GetTimestamp());

    public void Advance(TimeSpan time) => Interlocked.Add(ref _elapsedTicks, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new OneTimer();
        if (dueTime >= TimeSpan.Zero && dueTime <= Patience)
        {
            Advance(dueTime);
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (!timer.IsOver)
                {
                    callback(state);
                }
            });
        }

        return timer;
    }

    private sealed class OneTimer : ITimer
    {
        public volatile bool IsOver;

        public bool Change(TimeSpan dueTime, TimeSpan period) => !IsOver;

        public void Dispose() => IsOver = true;

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            IsOver = true;
            return default;
        }
    }
}
