// Writes down what was decided of hubs, and sends them their orders.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Updates.Blocks;
using Fleet.Server.Updates.Releases;
using Fleet.Server.Updates.Rollouts;
using Fleet.Server.Updates.Signals;
using Hub.Protocols.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Updates.Director;

/// <summary>First written, then sent; and nothing of a rollout that somebody has stopped meanwhile.</summary>
internal sealed partial class OrderDispatch : IStoreStartup
{
    private readonly FleetStore _store;
    private readonly IHubProjection _hubs;
    private readonly ICommandSender _sender;
    private readonly OrderMaker _maker;
    private readonly OrderedReleases _ordered;
    private readonly SignalWatch _signals;
    private readonly ILogger _logger;

    public OrderDispatch(
        FleetStore store,
        IHubProjection hubs,
        ICommandSender sender,
        OrderMaker maker,
        OrderedReleases ordered,
        SignalWatch signals,
        ILogger<OrderDispatch> logger)
    {
        _store = store;
        _hubs = hubs;
        _sender = sender;
        _maker = maker;
        _ordered = ordered;
        _signals = signals;
        _logger = logger;
    }

    /// <summary>Hubs that were fetching when the server stopped go on.</summary>
    public void Start(StoreSession session)
    {
        foreach ((long row, Guid tenantId, long sequence, int index) in RolloutHubStore.Fetching(session))
        {
            if (_hubs.FindRow(row) is { } hub && ReleaseStore.Find(session, tenantId, sequence) is { } release)
            {
                Allow(hub, release, ReleaseStore.Images(session, tenantId, sequence), index);
            }
        }
    }

    /// <summary>Carries decisions out.</summary>
    /// <returns>How many orders were written.</returns>
    public async Task<int> CarryOutAsync(
        StoredRollout rollout,
        StoredRelease release,
        List<StoredImage> images,
        List<HubDecision> decisions,
        TokenBucket? bucket,
        CancellationToken cancellationToken)
    {
        if (decisions.Count == 0 && bucket is null)
        {
            return 0;
        }

        var leaving = new List<(HubPrincipal Hub, UpdateOrderMessage Order)>();
        bool isWritten = await _store.WriteAsync(
            session =>
            {
                leaving.Clear();
                return Write(session, rollout, release, decisions, bucket, leaving);
            },
            cancellationToken).ConfigureAwait(false);
        if (!isWritten)
        {
            return 0;
        }

        foreach (HubDecision decision in decisions)
        {
            SetBlocks(decision.After, release, images);
        }

        foreach ((HubPrincipal hub, UpdateOrderMessage order) in leaving)
        {
            bool isSent = _sender.SendUpdateOrder(hub, order);
            Ordered(_logger, order.Action.ToString(), order.ReleaseSequence, hub.HubId, isSent);
        }

        return leaving.Count;
    }

    private bool Write(
        StoreSession session,
        StoredRollout rollout,
        StoredRelease release,
        List<HubDecision> decisions,
        TokenBucket? bucket,
        List<(HubPrincipal Hub, UpdateOrderMessage Order)> leaving)
    {
        if (RolloutStore.Find(session, rollout.TenantId, rollout.Number)?.State != rollout.State)
        {
            return false;
        }

        foreach (HubDecision decision in decisions)
        {
            StoredRolloutHub after = decision.After;
            if (decision.Order is { } order && _hubs.FindRow(after.HubRow) is { } hub)
            {
                UpdateOrderMessage? message = _maker.Make(
                    session, hub, after, order, release, rollout.BytesPerHour);
                if (message is null)
                {
                    after = decision.Before with { Wait = RolloutWait.Unknown, Reason = "key cannot be opened" };
                }
                else
                {
                    after = after with { OrderSequence = (long)message.Sequence };
                    leaving.Add((hub, message));
                }
            }

            RolloutHubStore.Set(session, rollout.RolloutId, after);
            if (after.State == RolloutHubState.Confirmed && decision.Before.State != RolloutHubState.Confirmed
                && _hubs.FindRow(after.HubRow) is { } confirmed)
            {
                _signals.Mark(session, rollout, confirmed);
            }
        }

        if (bucket is { } left)
        {
            RolloutStore.SetBucket(session, rollout, left);
        }

        return true;
    }

    private void SetBlocks(StoredRolloutHub hub, StoredRelease release, List<StoredImage> images)
    {
        if (_hubs.FindRow(hub.HubRow) is not { } principal)
        {
            return;
        }

        if (hub.State is RolloutHubState.Fetching or RolloutHubState.Ready or RolloutHubState.Ordered)
        {
            Allow(principal, release, images, hub.ImageIndex);
        }
        else if (hub.State is not RolloutHubState.Waiting && _ordered.Find(principal)?.Sequence == release.Sequence)
        {
            _ordered.Remove(principal);
        }
    }

    private void Allow(HubPrincipal hub, StoredRelease release, List<StoredImage> images, int index)
    {
        if (images.Find(one => one.Index == index) is { } image)
        {
            _ordered.Put(hub, new OrderedRelease(
                release.Sequence, index, release.EnvelopeFile, image.ListFile, image.ImageFile));
        }
    }

    [LoggerMessage(7301, LogLevel.Information,
        "{Action} of release {Release} ordered from hub {HubId}, sent: {IsSent}")]
    private static partial void Ordered(ILogger logger, string action, long release, string hubId, bool isSent);
}
