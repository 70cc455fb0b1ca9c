// When a rollout goes on to its next wave, stops, or is over.
using System;
using System.Collections.Generic;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Rollouts;

namespace Slices.Tests.Updates;

public sealed class WaveControlTests
{
    private const long Now = 1_000_000_000;
    private const RolloutWait No = RolloutWait.None;

    private static readonly StoredRollout Running = new(
        Guid.NewGuid(), Guid.NewGuid(), 1, 17, new RolloutTarget(), [2, 10], 0, 0, default, 60, 0, 0,
        new TokenBucket(1, 1, 0, 0), 0, KeptKeys.None, RolloutState.Running, "", "x", 0, 0, Guid.NewGuid(), "Tea");

    [Fact]
    public void A_wave_settles_when_none_of_its_hubs_is_under_way_and_one_has_kept_the_release()
    {
        Assert.Equal(WaveStep.Settle, Look(
            Running, (0, RolloutHubState.Confirmed, No, 2), (1, RolloutHubState.Waiting, RolloutWait.Wave, 8)));
        foreach (RolloutHubState state in new[]
        {
            RolloutHubState.Waiting, RolloutHubState.Fetching, RolloutHubState.Ready, RolloutHubState.Ordered,
            RolloutHubState.Trial,
        })
        {
            Assert.Equal(WaveStep.None, Look(
                Running,
                (0, RolloutHubState.Confirmed, No, 1),
                (0, state, RolloutWait.Window, 1),
                (1, RolloutHubState.Waiting, RolloutWait.Wave, 8)));
        }

        Assert.Equal(WaveStep.None, Look(
            Running, (0, RolloutHubState.Waiting, RolloutWait.Link, 2), (1, RolloutHubState.Waiting, No, 8)));
        Assert.Equal(WaveStep.Settle, Look(
            Running,
            (0, RolloutHubState.Confirmed, No, 1),
            (0, RolloutHubState.Fetching, RolloutWait.Link, 1),
            (1, RolloutHubState.Waiting, RolloutWait.Wave, 8)));
    }

    [Fact]
    public void The_next_wave_begins_after_the_soak_to_the_millisecond()
    {
        (int, RolloutHubState, RolloutWait, int)[] counts =
            [(0, RolloutHubState.Confirmed, No, 2), (1, RolloutHubState.Waiting, RolloutWait.Wave, 8)];
        Assert.Equal(WaveStep.None, Look(Running with { WaveSettledAt = Now - 59_999 }, counts));
        Assert.Equal(WaveStep.Next, Look(Running with { WaveSettledAt = Now - 60_000 }, counts));
        Assert.Equal(WaveStep.Next, Look(Running with { SoakSeconds = 0 }, counts));
        Assert.Equal(WaveStep.None, Look(Running with { Wave = 1, SoakSeconds = 0 }, counts));
    }

    [Theory]
    [InlineData(0, 0, 1, 99, true)]
    [InlineData(1, 0, 1, 0, false)]
    [InlineData(1, 0, 2, 98, true)]
    [InlineData(1, 10, 2, 18, false)]
    [InlineData(1, 10, 3, 17, true)]
    [InlineData(5, 50, 5, 0, false)]
    [InlineData(5, 50, 6, 6, false)]
    [InlineData(5, 50, 7, 6, true)]
    public void It_stops_when_failures_are_more_than_both_limits(
        int allowed, int percent, int failed, int confirmed, bool stops)
    {
        StoredRollout rollout = Running with { FailuresAllowed = allowed, FailurePercent = percent };
        foreach (RolloutHubState failure in new[]
        {
            RolloutHubState.Refused, RolloutHubState.WentBack, RolloutHubState.Overdue,
        })
        {
            WaveStep step = Look(
                rollout,
                (0, failure, No, failed),
                (0, RolloutHubState.Confirmed, No, confirmed),
                (1, RolloutHubState.Waiting, RolloutWait.Wave, 5));
            Assert.Equal(stops, step == WaveStep.Stop);
        }
    }

    [Fact]
    public void Hubs_that_do_worse_count_as_failures_and_not_as_confirmed()
    {
        (int, RolloutHubState, RolloutWait, int)[] counts =
            [(0, RolloutHubState.Confirmed, No, 1), (1, RolloutHubState.Waiting, RolloutWait.Wave, 8)];
        Assert.Equal(WaveStep.Stop, WaveControl.Look(Running, counts, 1, Now));
        Assert.Equal(WaveStep.None, WaveControl.Look(Running with { FailuresAllowed = 1 }, counts, 1, Now));
        Assert.Equal(WaveStep.Settle, WaveControl.Look(Running, counts, 0, Now));
    }

    [Fact]
    public void It_is_over_when_all_have_settled_and_reverted_when_none_can_go_back_any_more()
    {
        Assert.Equal(WaveStep.Finish, Look(
            Running with { FailuresAllowed = 9 },
            (0, RolloutHubState.Confirmed, No, 9),
            (1, RolloutHubState.WentBack, No, 1)));
        StoredRollout back = Running with { State = RolloutState.Reverting };
        Assert.Equal(WaveStep.None, Look(back, (0, RolloutHubState.Confirmed, RolloutWait.Link, 1)));
        Assert.Equal(WaveStep.None, Look(back, (0, RolloutHubState.RevertOrdered, No, 1)));
        Assert.Equal(WaveStep.Finish, Look(
            back,
            (0, RolloutHubState.TakenBack, No, 8),
            (0, RolloutHubState.NotTakenBack, No, 1),
            (0, RolloutHubState.Refused, No, 1)));
    }

    private static WaveStep Look(
        StoredRollout rollout,
        params IReadOnlyList<(int Wave, RolloutHubState State, RolloutWait Wait, int Hubs)> counts) =>
        WaveControl.Look(rollout, counts, 0, Now);
}
