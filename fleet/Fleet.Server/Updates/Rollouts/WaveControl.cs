// Whether a rollout goes on to its next wave, stops, or is over.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>What follows from how far the hubs of a rollout have come.</summary>
internal enum WaveStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Too many have failed.</summary>
    Stop = 1,

    /// <summary>The wave has settled and is watched from now on.</summary>
    Settle = 2,

    /// <summary>The next wave begins.</summary>
    Next = 3,

    /// <summary>All hubs have settled.</summary>
    Finish = 4,
}

/// <summary>Looks at counts. It knows no store and no clock.</summary>
internal static class WaveControl
{
    /// <summary>What follows.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="counts">How many hubs of each wave are in each state and wait for what.</param>
    /// <param name="worse">Updated hubs that do worse than before.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    public static WaveStep Look(
        StoredRollout rollout,
        IReadOnlyList<(int Wave, RolloutHubState State, RolloutWait Wait, int Hubs)> counts,
        int worse,
        long now)
    {
        if (rollout.State == RolloutState.Reverting)
        {
            return counts.Any(static one => MayGoBack(one.State)) ? WaveStep.None : WaveStep.Finish;
        }

        int failed = Sum(counts, static state => state
            is RolloutHubState.Refused or RolloutHubState.WentBack or RolloutHubState.Overdue) + worse;
        int confirmed = Sum(counts, static state => state == RolloutHubState.Confirmed) - worse;
        if (rollout.IsTooMany(failed, failed + confirmed))
        {
            return WaveStep.Stop;
        }

        if (!counts.Any(static one => one.State <= RolloutHubState.Trial))
        {
            return WaveStep.Finish;
        }

        bool isLast = rollout.Wave >= rollout.WaveEnds.Count - 1;
        bool isSettled = counts.Where(one => one.Wave <= rollout.Wave)
            .All(static one => IsSettled(one.State, one.Wait));

        // A wave in which no hub has kept the release has proved nothing.
        if (isLast || !isSettled || confirmed == 0)
        {
            return WaveStep.None;
        }

        return rollout.WaveSettledAt == 0 && rollout.SoakSeconds > 0
            ? WaveStep.Settle
            : now - rollout.WaveSettledAt >= rollout.SoakSeconds * 1_000L ? WaveStep.Next : WaveStep.None;
    }

    private static int Sum(
        IReadOnlyList<(int Wave, RolloutHubState State, RolloutWait Wait, int Hubs)> counts,
        Func<RolloutHubState, bool> isCounted)
    {
        return counts.Where(one => isCounted(one.State)).Sum(static one => one.Hubs);
    }

    // What can be long in coming holds nobody up: it has its turn when it comes.
    private static bool IsSettled(RolloutHubState state, RolloutWait wait)
    {
        bool isAway = wait is RolloutWait.Link or RolloutWait.Unknown or RolloutWait.Dependency
            or RolloutWait.OtherRollout;
        return state switch
        {
            RolloutHubState.Waiting or RolloutHubState.Fetching or RolloutHubState.Ready => isAway,
            RolloutHubState.Ordered or RolloutHubState.Trial => false,
            _ => true,
        };
    }

    private static bool MayGoBack(RolloutHubState state)
    {
        return state is not (RolloutHubState.Refused or RolloutHubState.WentBack or RolloutHubState.TakenBack
            or RolloutHubState.NotTakenBack);
    }
}
