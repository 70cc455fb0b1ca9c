// Rollouts as the interfaces show them.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Updates.Releases;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Reads views; everything within a session.</summary>
internal sealed class RolloutViews
{
    private readonly IHubProjection _hubs;
    private readonly IHubNames _names;
    private readonly ICommandSender _sender;

    public RolloutViews(IHubProjection hubs, IHubNames names, ICommandSender sender)
    {
        _hubs = hubs;
        _names = names;
        _sender = sender;
    }

    /// <summary>A rollout.</summary>
    public RolloutView Of(StoreSession session, StoredRollout rollout)
    {
        var counts = RolloutHubStore.Counts(session, rollout.RolloutId);
        bool isWatched = rollout is { State: RolloutState.Running, WaveSettledAt: > 0 };
        return new RolloutView(
            rollout.Number,
            rollout.State,
            rollout.Reason,
            OrderOf(rollout),
            ReleaseStore.Find(session, rollout.TenantId, rollout.Sequence)?.Version ?? "",
            RehearsalStore.HasPassed(session, rollout.TenantId, rollout.Sequence),
            rollout.ActorName,
            At(rollout.MadeAt),
            At(rollout.ChangedAt),
            RolloutStore.Consents(session, rollout.RolloutId),
            rollout.Wave + 1,
            isWatched ? At(rollout.WaveSettledAt + (rollout.SoakSeconds * 1_000L)) : null,
            [.. Enumerable.Range(0, rollout.WaveEnds.Count).Select(wave => Wave(wave, counts))],
            [.. counts.Where(static one => one.State <= RolloutHubState.Confirmed && one.Wait != RolloutWait.None)
                .GroupBy(one => one.State == RolloutHubState.Waiting && one.Wave > rollout.Wave
                    ? RolloutWait.Wave
                    : one.Wait)
                .Select(static group => new WaitCount(group.Key, group.Sum(static one => one.Hubs)))
                .OrderBy(static one => one.Wait)]);
    }

    /// <summary>The hubs of a rollout, in their order.</summary>
    public IReadOnlyList<RolloutHubView> Hubs(
        StoreSession session, StoredRollout rollout, RolloutHubState? state, int? after, int limit)
    {
        return [.. RolloutHubStore.Page(session, rollout.RolloutId, state, after ?? -1, limit)
            .Select(hub => View(rollout, hub))];
    }

    private static RolloutOrder OrderOf(StoredRollout rollout)
    {
        return new RolloutOrder(
            rollout.Sequence,
            rollout.Comment,
            rollout.Target,
            [.. rollout.WaveEnds.Select(static end => end.ToString(CultureInfo.InvariantCulture))],
            rollout.Window.FromMinute,
            rollout.Window.ToMinute,
            rollout.SoakSeconds,
            rollout.FailuresAllowed,
            rollout.FailurePercent,
            rollout.Bucket.HubsPerMinute,
            rollout.Bucket.Burst,
            rollout.BytesPerHour,
            rollout.Kept.HasFlag(KeptKeys.Stairwell),
            rollout.Kept.HasFlag(KeptKeys.Round),
            rollout.Kept.HasFlag(KeptKeys.Cell));
    }

    private static RolloutWaveView Wave(
        int wave, List<(int Wave, RolloutHubState State, RolloutWait Wait, int Hubs)> counts)
    {
        int Count(RolloutHubState first, RolloutHubState last) => counts
            .Where(one => one.Wave == wave && one.State >= first && one.State <= last).Sum(static one => one.Hubs);
        return new RolloutWaveView(
            wave + 1,
            Count(RolloutHubState.Waiting, RolloutHubState.NotTakenBack),
            Count(RolloutHubState.Waiting, RolloutHubState.Waiting),
            Count(RolloutHubState.Fetching, RolloutHubState.Trial)
                + Count(RolloutHubState.RevertOrdered, RolloutHubState.RevertOrdered),
            Count(RolloutHubState.Confirmed, RolloutHubState.Confirmed),
            Count(RolloutHubState.Refused, RolloutHubState.Overdue),
            Count(RolloutHubState.TakenBack, RolloutHubState.TakenBack),
            Count(RolloutHubState.NotTakenBack, RolloutHubState.NotTakenBack));
    }

    private static DateTimeOffset At(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }

    private RolloutHubView View(StoredRollout rollout, StoredRolloutHub hub)
    {
        HubName name = _names.Find(hub.HubRow);
        bool isAboutThis = hub.Word?.Release == rollout.Sequence;
        return new RolloutHubView(
            name.HubId,
            name.Name,
            hub.Place,
            hub.Wave + 1,
            hub.State,
            hub.State == RolloutHubState.Waiting && hub.Wave > rollout.Wave ? RolloutWait.Wave : hub.Wait,
            hub.Reason,
            _hubs.FindRow(hub.HubRow) is { } live && _sender.IsConnected(live),
            hub.Word?.Running,
            isAboutThis ? hub.Word!.BytesDone : 0,
            isAboutThis ? hub.Word!.BytesTotal : 0,
            hub.OrderedAt == 0 ? null : At(hub.OrderedAt),
            hub.EndedAt == 0 ? null : At(hub.EndedAt));
    }
}
