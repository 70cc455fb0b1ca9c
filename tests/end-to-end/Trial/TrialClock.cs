// The fleet manager's clock, which shows what the simulated world shows.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Trial;

/// <summary>Time passes only when the test says so; timers never fire.</summary>
internal sealed class TrialClock : TimeProvider
{
    private long _unixMilliseconds;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Interlocked.Read(ref _unixMilliseconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SilentTimer();

    public void Set(long unixMilliseconds) => Interlocked.Exchange(ref _unixMilliseconds, unixMilliseconds);

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
