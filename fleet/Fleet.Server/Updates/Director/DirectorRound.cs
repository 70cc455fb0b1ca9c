// Drives rollouts: looks at hubs, orders them, opens the next wave, stops.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Fleet.Server.Updates.Releases;
using Fleet.Server.Updates.Rollouts;

namespace Fleet.Server.Updates.Director;

/// <summary>
/// Everything it goes by is in the store, so a restart goes on where it was. It looks at a part of the hubs in each
/// round and gives few orders, so that what rollouts do delays nothing else. An order is written down before it
/// leaves: what a crash holds back is given again, with the nonce that the hub offers then.
/// </summary>
internal sealed class DirectorRound : IRound
{
    private readonly FleetStore _store;
    private readonly IHubProjection _hubs;
    private readonly IHubNames _names;
    private readonly ICommandSender _sender;
    private readonly UpdateWriter _writer;
    private readonly OrderDispatch _dispatch;
    private readonly WaveRound _waves;
    private readonly SteadyClock _clock;
    private readonly Dictionary<Guid, int> _places = [];

    public DirectorRound(
        FleetStore store,
        IHubProjection hubs,
        IHubNames names,
        ICommandSender sender,
        UpdateWriter writer,
        OrderDispatch dispatch,
        WaveRound waves,
        SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _names = names;
        _sender = sender;
        _writer = writer;
        _dispatch = dispatch;
        _waves = waves;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // What hubs have said since counts in this round.
        await _writer.WriteAsync(cancellationToken).ConfigureAwait(false);
        List<StoredRollout> rollouts = await _store.ReadAsync(RolloutStore.AtWork, cancellationToken)
            .ConfigureAwait(false);
        int orders = Limits.Updates.OrdersPerRound;
        TenantScene? scene = null;
        foreach (StoredRollout rollout in rollouts)
        {
            if (scene?.TenantId != rollout.TenantId)
            {
                scene = await _store.ReadAsync(
                    session => TenantScene.Read(session, rollout.TenantId, _names, _sender), cancellationToken)
                    .ConfigureAwait(false);
            }

            orders -= await LookAsync(rollout, scene, orders, cancellationToken).ConfigureAwait(false);
            await _waves.RunAsync(rollout, cancellationToken).ConfigureAwait(false);
        }

        foreach (Guid over in _places.Keys.Except(rollouts.Select(static one => one.RolloutId)).ToList())
        {
            _places.Remove(over);
        }
    }

    private async Task<int> LookAsync(
        StoredRollout rollout, TenantScene scene, int orders, CancellationToken cancellationToken)
    {
        List<StoredRolloutHub> page = await PageAsync(rollout, cancellationToken).ConfigureAwait(false);
        if (page.Count == 0)
        {
            return 0;
        }

        (StoredRelease release, List<StoredImage> images) = await _store.ReadAsync(
            session => (
                ReleaseStore.Find(session, rollout.TenantId, rollout.Sequence)!,
                ReleaseStore.Images(session, rollout.TenantId, rollout.Sequence)),
            cancellationToken).ConfigureAwait(false);
        long now = _clock.UnixNow;
        LocalWindow window = rollout.State == RolloutState.Reverting ? default : rollout.Window;
        TokenBucket bucket = rollout.Bucket.Fill(now);
        var turns = new Turns(window, bucket, scene.Busy);
        var pass = new RolloutPass(
            rollout, turns, index => TermsOf(images, index), hub => ConditionOf(rollout, scene, hub), now, orders);
        List<HubDecision> decisions = pass.Run(page);
        foreach (HubDecision decision in decisions.Where(static one => one.Order is not null))
        {
            scene.Take(decision.Before.HubRow, rollout.RolloutId);
        }

        return await _dispatch.CarryOutAsync(
            rollout,
            release,
            images,
            [.. decisions.Where(static one => one.IsChange)],
            turns.Bucket == bucket ? null : turns.Bucket,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<StoredRolloutHub>> PageAsync(StoredRollout rollout, CancellationToken cancellationToken)
    {
        bool isReverting = rollout.State == RolloutState.Reverting;
        int wave = isReverting ? int.MaxValue : rollout.Wave;
        int from = _places.GetValueOrDefault(rollout.RolloutId);
        List<StoredRolloutHub> page = await _store.ReadAsync(
            session => RolloutHubStore.Open(
                session, rollout.RolloutId, wave, from, Limits.Updates.HubsPerRound, isReverting),
            cancellationToken).ConfigureAwait(false);
        _places[rollout.RolloutId] = page.Count < Limits.Updates.HubsPerRound ? 0 : page[^1].Place + 1;
        return page;
    }

    private static ImageTerms TermsOf(List<StoredImage> images, int index)
    {
        StoredImage? image = images.Find(one => one.Index == index);
        return image is null ? default : new ImageTerms(image.RequiresSequence, image.MinimumBattery);
    }

    private HubCondition ConditionOf(StoredRollout rollout, TenantScene scene, StoredRolloutHub hub)
    {
        return _hubs.FindRow(hub.HubRow) is { } principal
            ? scene.Of(principal, hub.Word, rollout.RolloutId)
            : default;
    }
}
