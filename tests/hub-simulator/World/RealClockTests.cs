// The computer's time as the hubs see it: at its own pace, and faster.
using System;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class RealClockTests
{
    private readonly SteppedTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(RealClock.MaxTimeFactor)]
    public void Time_and_the_hour_of_the_day_pass_so_many_times_as_fast(int factor)
    {
        var clock = new RealClock(_time, factor);
        long unix = clock.UnixMilliseconds;
        _time.Elapsed += TimeSpan.FromMilliseconds(1234);
        Assert.Equal(1234L * factor, clock.NowMilliseconds);
        Assert.Equal(unix + (1234L * factor), clock.UnixMilliseconds);
        Assert.Equal(TimeSpan.FromMilliseconds(1234), clock.ToReal(1234L * factor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RealClock.MaxTimeFactor + 1)]
    public void A_factor_beyond_its_range_is_refused(int factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealClock(_time, factor));

    private sealed class SteppedTime : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => Start + Elapsed;
    }
}
