// Plans, makes and steers rollouts.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Updates.Rollouts;

/// <inheritdoc cref="IRollouts"/>
internal sealed class RolloutDesk : IRollouts
{
    private readonly FleetStore _store;
    private readonly RolloutPlanner _planner;
    private readonly RolloutSteps _steps;
    private readonly RolloutViews _views;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public RolloutDesk(
        FleetStore store,
        RolloutPlanner planner,
        RolloutSteps steps,
        RolloutViews views,
        ITenantLog log,
        SteadyClock clock)
    {
        _store = store;
        _planner = planner;
        _steps = steps;
        _views = views;
        _log = log;
        _clock = clock;
    }

    public Task<IReadOnlyList<RolloutView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<RolloutView>>(
            session => [.. RolloutStore.List(session, actor.TenantId, Limits.Updates.PerPage)
                .Select(one => _views.Of(session, one))],
            cancellationToken);
    }

    public Task<RolloutView?> FindAsync(Actor actor, long number, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => RolloutStore.Find(session, actor.TenantId, number) is { } found
                ? _views.Of(session, found)
                : null,
            cancellationToken);
    }

    public Task<IReadOnlyList<RolloutHubView>?> HubsAsync(
        Actor actor, long number, RolloutHubState? state, int? after, int limit, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => RolloutStore.Find(session, actor.TenantId, number) is { } found
                ? _views.Hubs(session, found, state, after, limit)
                : null,
            cancellationToken);
    }

    public Task<RolloutPlan> PlanAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => _planner.Plan(session, actor, order).Plan, cancellationToken);
    }

    public async Task<RolloutChange> MakeAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken)
    {
        // The list of hubs is one write of a few ten thousand rows at most: a rollout is whole, or is not there.
        (RolloutPlan plan, StoredRollout? made) = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                PlannedRollout planned = _planner.Plan(session, actor, order);
                return (planned.Plan, planned.Plan.Result == UpdateResult.Done
                    ? Add(session, actor, order, planned)
                    : null);
            },
            cancellationToken).ConfigureAwait(false);
        return made is null
            ? new RolloutChange(plan.Result, null, plan.Faults)
            : new RolloutChange(
                UpdateResult.Done, await FindAsync(actor, made.Number, cancellationToken).ConfigureAwait(false), []);
    }

    public async Task<RolloutChange> StepAsync(
        Actor actor, long number, RolloutStep step, string comment, CancellationToken cancellationToken)
    {
        RolloutChange change = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return _steps.Do(session, actor, number, step, comment);
            },
            cancellationToken).ConfigureAwait(false);
        return change with { Rollout = await FindAsync(actor, number, cancellationToken).ConfigureAwait(false) };
    }

    private StoredRollout Add(StoreSession session, Actor actor, RolloutOrder order, PlannedRollout planned)
    {
        long now = _clock.UnixNow;
        KeptKeys kept = (order.KeepsStairwells ? KeptKeys.Stairwell : KeptKeys.None)
            | (order.KeepsRounds ? KeptKeys.Round : KeptKeys.None)
            | (order.KeepsCells ? KeptKeys.Cell : KeptKeys.None);
        StoredRollout made = RolloutStore.Add(session, new StoredRollout(
            Guid.NewGuid(),
            actor.TenantId,
            0,
            order.Release,
            order.Target ?? new RolloutTarget(),
            planned.WaveEnds,
            0,
            0,
            new LocalWindow(order.WindowFrom, order.WindowTo),
            order.SoakSeconds,
            order.FailuresAllowed,
            order.FailurePercent,
            new TokenBucket(order.HubsPerMinute, order.Burst, 0, 0),
            order.BytesPerHour,
            kept,
            RolloutState.Draft,
            "",
            order.Comment.Trim(),
            now,
            now,
            actor.UserId,
            actor.DisplayName));
        for (int i = 0; i < planned.Hubs.Count; i++)
        {
            RolloutHubStore.Add(
                session, made, planned.Hubs[i].Hub.RowId, i, Waves.Of(i, planned.WaveEnds), planned.Hubs[i].ImageIndex);
        }

        _log.Append(
            session, actor.TenantId, "rollout", $"{made.Number}", "made", $"release {made.Sequence}", now,
            actor.UserId, actor.DisplayName);
        return made;
    }
}
