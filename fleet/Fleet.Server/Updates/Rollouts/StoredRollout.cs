// A rollout as the store has it.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>A rollout; times are unix milliseconds UTC, 0 for never.</summary>
internal sealed record StoredRollout(
    Guid RolloutId,
    Guid TenantId,
    long Number,
    long Sequence,
    RolloutTarget Target,
    IReadOnlyList<int> WaveEnds,
    int Wave,
    long WaveSettledAt,
    LocalWindow Window,
    int SoakSeconds,
    int FailuresAllowed,
    int FailurePercent,
    TokenBucket Bucket,
    long BytesPerHour,
    KeptKeys Kept,
    RolloutState State,
    string Reason,
    string Comment,
    long MadeAt,
    long ChangedAt,
    Guid ActorId,
    string ActorName)
{
    /// <summary>Whether hubs may be ordered something new.</summary>
    public bool Orders => State is RolloutState.Running or RolloutState.Reverting;

    /// <summary>Whether failures are more than may be.</summary>
    /// <param name="failed">Hubs that failed.</param>
    /// <param name="settled">Hubs that failed or confirmed.</param>
    public bool IsTooMany(int failed, int settled)
    {
        return failed > FailuresAllowed && failed * 100L > (long)FailurePercent * settled;
    }
}
