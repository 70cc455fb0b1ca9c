// The timer wheel: nobody is looked at too early, too late or not at all.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway.Mqtt.Timing;
using Gateway.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests;

public sealed class TimerWheelTests
{
    [Fact]
    public void Every_entry_is_looked_at_once_and_in_time()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, NullLogger<TimerWheel>.Instance);
        var random = new Random(7);
        var entries = new List<Entry>();
        for (var number = 0; number < 2000; number++)
        {
            var entry = new Entry { DueAt = wheel.Now + random.Next(1, 600_000) };
            entries.Add(entry);
            wheel.LookAt(entry, entry.DueAt);
        }

        for (var step = 0; step < 2600; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 500)));
        }

        Assert.All(entries, entry => Assert.Equal(1, entry.Looks));
        Assert.All(entries, entry => Assert.InRange(
            entry.LookedAt, entry.DueAt, entry.DueAt + TimerWheel.TickMilliseconds));
    }

    [Fact]
    public void A_clock_that_jumps_looks_at_everything_that_is_due()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, NullLogger<TimerWheel>.Instance);
        var near = new Entry();
        var far = new Entry();
        wheel.LookAt(near, wheel.Now + 1000);
        wheel.LookAt(far, wheel.Now + (7L * 24 * 3600 * 1000));
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal((1, 0), (near.Looks, far.Looks));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1, 1), (near.Looks, far.Looks));
    }

    [Fact]
    public void An_entry_may_be_looked_at_again_earlier_or_not_at_all()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, NullLogger<TimerWheel>.Instance);
        var again = new Entry { Again = 1000 };
        var earlier = new Entry();
        var later = new Entry();
        var forgotten = new Entry();
        wheel.LookAt(again, wheel.Now + 1000);
        wheel.LookAt(earlier, wheel.Now + 100_000);
        wheel.LookAt(earlier, wheel.Now + 1000);
        wheel.LookAt(later, wheel.Now + 1000);
        wheel.LookAt(later, wheel.Now + 100_000);
        wheel.LookAt(forgotten, wheel.Now + 1000);
        wheel.Forget(forgotten);
        wheel.Forget(forgotten);
        time.AdvanceSeconds(5.5);
        Assert.InRange(again.Looks, 4, 5);
        Assert.Equal(1, earlier.Looks);
        Assert.Equal(1, later.Looks);
        Assert.Equal(0, forgotten.Looks);
    }

    [Fact]
    public void A_faulty_entry_does_not_stop_the_others()
    {
        var time = new ManualTime();
        using var wheel = new TimerWheel(time, NullLogger<TimerWheel>.Instance);
        var entries = new List<Entry>();
        for (var number = 0; number < 5; number++)
        {
            entries.Add(new Entry { Throws = number == 2 });
            wheel.LookAt(entries[number], wheel.Now + 100);
        }

        time.AdvanceSeconds(1);
        Assert.All(entries, entry => Assert.Equal(1, entry.Looks));
        wheel.LookAt(entries[2], wheel.Now + 100);
        time.AdvanceSeconds(1);
        Assert.Equal(2, entries[2].Looks);
    }

    private sealed class Entry : TimedEntry
    {
        internal long DueAt { get; init; }

        internal long Again { get; init; }

        internal bool Throws { get; init; }

        internal int Looks { get; private set; }

        internal long LookedAt { get; private set; }

        internal override long OnDue(long now)
        {
            Looks++;
            LookedAt = now;
            return Throws ? throw new InvalidOperationException("faulty") : Again == 0 ? 0 : now + Again;
        }
    }
}
