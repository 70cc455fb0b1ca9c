// Opens the waves of a rollout, stops it, ends it.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Audit;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Rollouts;
using Fleet.Server.Updates.Signals;

namespace Fleet.Server.Updates.Director;

/// <summary>Goes by what is written of the rollout's hubs.</summary>
internal sealed class WaveRound
{
    private readonly FleetStore _store;
    private readonly SignalWatch _signals;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public WaveRound(FleetStore store, SignalWatch signals, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _signals = signals;
        _log = log;
        _clock = clock;
    }

    /// <summary>Looks at a rollout.</summary>
    public async Task RunAsync(StoredRollout rollout, CancellationToken cancellationToken)
    {
        if (!rollout.Orders)
        {
            return;
        }

        await _signals.LookAsync(rollout, cancellationToken).ConfigureAwait(false);
        (WaveStep step, string reason) = await _store.ReadAsync(
            session => Look(session, rollout), cancellationToken).ConfigureAwait(false);
        if (step != WaveStep.None)
        {
            await _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    return Step(session, rollout, step, reason);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private (WaveStep Step, string Reason) Look(StoreSession session, StoredRollout rollout)
    {
        var counts = RolloutHubStore.Counts(session, rollout.RolloutId);
        (int worse, string first) = SignalStore.Worse(session, rollout.RolloutId);
        WaveStep step = WaveControl.Look(rollout, counts, worse, _clock.UnixNow);
        return (step, step == WaveStep.Stop ? Why(session, rollout, worse, first) : rollout.Reason);
    }

    private static string Why(StoreSession session, StoredRollout rollout, int worse, string first)
    {
        int failed = 0;
        foreach ((int _, RolloutHubState state, RolloutWait _, int hubs) in
            RolloutHubStore.Counts(session, rollout.RolloutId))
        {
            failed += state is RolloutHubState.Refused or RolloutHubState.WentBack or RolloutHubState.Overdue
                ? hubs
                : 0;
        }

        string reason = failed > 0 ? SignalStore.FirstFailure(session, rollout.RolloutId) : first;
        string doing = worse > 0 ? $", {worse} do worse than before" : "";
        return $"{failed} failed{doing}, {rollout.FailuresAllowed} allowed: {reason}";
    }

    private bool Step(StoreSession session, StoredRollout rollout, WaveStep step, string reason)
    {
        long now = _clock.UnixNow;
        switch (step)
        {
            case WaveStep.Settle:
                RolloutStore.SetWave(session, rollout, rollout.Wave, now);
                return true;
            case WaveStep.Next:
                RolloutStore.SetWave(session, rollout, rollout.Wave + 1, 0);
                return true;
            default:
                RolloutState state = step == WaveStep.Stop
                    ? RolloutState.Stopped
                    : rollout.State == RolloutState.Reverting ? RolloutState.Reverted : RolloutState.Done;
                bool isMoved = RolloutStore.Move(session, rollout, state, reason, now);
                if (isMoved)
                {
                    _log.Append(
                        session,
                        rollout.TenantId,
                        "rollout",
                        $"{rollout.Number}",
                        state.ToString().ToLowerInvariant(),
                        reason,
                        now,
                        null,
                        null);
                }

                return isMoved;
        }
    }
}
