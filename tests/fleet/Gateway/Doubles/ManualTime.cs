// A clock that stands still until a test moves it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Gateway.Tests.Doubles;

/// <summary>Time under the test's control; timers run on the thread that advances it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Moves the clock and runs every timer that falls due, in order.</summary>
    internal void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (Next(end) is { } timer)
        {
            Interlocked.Exchange(ref _ticks, Math.Max(GetTimestamp(), timer.DueAt));
            timer.Run();
        }

        Interlocked.Exchange(ref _ticks, end);
    }

    internal void AdvanceSeconds(double seconds) => Advance(TimeSpan.FromSeconds(seconds));

    private ManualTimer? Next(long end)
    {
        lock (_timers)
        {
            ManualTimer? next = null;
            foreach (var timer in _timers)
            {
                if (timer.DueAt <= end && (next is null || timer.DueAt < next.DueAt))
                {
                    next = timer;
                }
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        internal long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueAt = dueTime < TimeSpan.Zero ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks;
            _period = period.Ticks;
            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Run()
        {
            DueAt = _period > 0 ? DueAt + _period : long.MaxValue;
            callback(state);
        }
    }
}
