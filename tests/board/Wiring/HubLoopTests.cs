// The loop: sleeps as long as it may, looks at parts when they are due or have news, and outlives what throws.
using System;
using System.Collections.Generic;
using System.Linq;
using Board.Tests.Linking;
using Hub.Core;
using Hub.Esp32S3;
using Hub.Protocols.Messages;

namespace Board.Tests.Wiring;

public sealed class HubLoopTests : IUptime, IDisposable
{
    private readonly M2MqttHome _home = new();
    private readonly QuietBoard _board = new();
    private readonly HubCore _hub;
    private bool _isClockBroken;

    public HubLoopTests()
    {
        _home.Network.IsUp = false;
        _hub = new HubCore(_home.Settings, _board.Ports(_home.Uplink));
    }

    public long Milliseconds => _isClockBroken ? throw new InvalidOperationException() : _home.Now;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void It_steps_the_hub_and_sleeps_no_longer_than_the_hub_or_a_part_allows()
    {
        var part = new Part(_ => 7);
        HubLoop loop = Make(part);
        long steps = _hub.Status.StepCount;

        Assert.Equal(7, loop.Turn(isWoken: false));
        Assert.Equal(steps + 1, _hub.Status.StepCount);
        HubLoop alone = Make(new Part(_ => long.MaxValue / 2));
        for (int i = 0; i < 100; i++)
        {
            Assert.InRange(alone.Turn(isWoken: false), 0, Limits.MaxStepIntervalMilliseconds);
        }
    }

    [Fact]
    public void A_part_is_looked_at_when_it_is_due_or_somebody_has_news_and_not_otherwise()
    {
        var part = new Part(_ => 500);
        HubLoop loop = Make(part);
        loop.Turn(isWoken: false);
        _home.Now += 499;
        loop.Turn(isWoken: false);
        Assert.Single(part.Times);

        loop.Turn(isWoken: true);
        _home.Now += 500;
        loop.Turn(isWoken: false);

        Assert.Equal([1_000, 1_499, 1_999], part.Times);
    }

    [Fact]
    public void A_part_that_throws_costs_neither_the_others_nor_the_hub_their_turn()
    {
        var bad = new Part(_ => throw new InvalidOperationException());
        var good = new Part(_ => 1);
        HubLoop loop = Make(bad, good);
        for (int i = 0; i < 5_000; i++)
        {
            _home.Now++;
            loop.Turn(isWoken: false);
        }

        Assert.Equal(5_000, good.Times.Count);
        Assert.Equal(5_000, _hub.Status.StepCount);
        Assert.Equal(5, loop.PartFailureCount);
        Assert.Equal(0, loop.TurnFailureCount);
        Assert.Empty(_board.RestartRequests);
    }

    [Fact]
    public void Turns_that_fail_one_after_the_other_end_in_a_restart_and_a_few_do_not()
    {
        HubLoop loop = Make();
        _isClockBroken = true;
        for (int i = 0; i < BoardLimits.MaxFailedTurns - 1; i++)
        {
            Assert.Equal(BoardLimits.PollRetryMilliseconds, loop.Turn(isWoken: false));
        }

        _isClockBroken = false;
        loop.Turn(isWoken: false);
        _isClockBroken = true;
        for (int i = 0; i < BoardLimits.MaxFailedTurns - 1; i++)
        {
            loop.Turn(isWoken: false);
        }

        Assert.Empty(_board.RestartRequests);
        loop.Turn(isWoken: false);
        Assert.Equal([BootReason.Fault], _board.RestartRequests);
    }

    [Fact]
    public void Parts_up_to_the_limit_are_taken_and_one_more_is_refused()
    {
        Part[] parts = [.. Enumerable.Range(0, BoardLimits.MaxPolled).Select(_ => new Part(_ => 1))];
        Make(parts).Turn(isWoken: false);

        Assert.All(parts, p => Assert.Single(p.Times));
        Assert.Throws<CheckFailedException>(() => Make([.. parts, new Part(_ => 1)]));
    }

    private HubLoop Make(params Part[] parts) => new(_hub.Step, parts, this, _home.Signal, _board);

    private sealed class Part(Func<long, long> wait) : IPolled
    {
        internal List<long> Times { get; } = [];

        public long Poll(long nowMilliseconds)
        {
            Times.Add(nowMilliseconds);
            return nowMilliseconds + wait(nowMilliseconds);
        }
    }
}
