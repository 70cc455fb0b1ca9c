// Campaigns as the interfaces show them.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>Reads views; everything within a session.</summary>
internal sealed class CampaignViews
{
    private readonly IHubProjection _hubs;
    private readonly IHubNames _names;
    private readonly ICommandSender _sender;

    public CampaignViews(IHubProjection hubs, IHubNames names, ICommandSender sender)
    {
        _hubs = hubs;
        _names = names;
        _sender = sender;
    }

    /// <summary>A campaign.</summary>
    public CampaignView Of(StoreSession session, StoredCampaign campaign)
    {
        Dictionary<(int Wave, CampaignHubState State), int> counts =
            CampaignHubStore.Counts(session, campaign.CampaignId);
        bool isSettled = campaign is { State: CampaignState.Running, WaveSettledAt: > 0 };
        return new CampaignView(
            campaign.Number,
            campaign.Scope.Level,
            campaign.Scope.Scope,
            SettingsViews.NameOf(campaign.Scope, HubGroupStore.List(session, campaign.TenantId)),
            campaign.FromRevision,
            campaign.Revision,
            campaign.State,
            campaign.Reason,
            campaign.Comment,
            campaign.ActorName,
            At(campaign.MadeAt),
            At(campaign.ChangedAt),
            campaign.Wave + 1,
            isSettled ? At(campaign.WaveSettledAt + (campaign.SoakSeconds * 1_000L)) : null,
            campaign.SoakSeconds,
            campaign.FailuresAllowed,
            CampaignPlanner.Changes(
                session, campaign.TenantId, campaign.Scope, campaign.FromRevision, campaign.Revision),
            [.. Enumerable.Range(0, campaign.WaveEnds.Count).Select(wave => Wave(wave, counts))]);
    }

    /// <summary>The hubs of a campaign, by wave and row.</summary>
    public IReadOnlyList<CampaignHubView> Hubs(
        StoreSession session, StoredCampaign campaign, CampaignHubState? state, string? after, int limit)
    {
        IEnumerable<CampaignHubView> all = CampaignHubStore.All(session, campaign.CampaignId)
            .Where(hub => state is null || hub.State == state)
            .Select(View);
        return [.. (after is null ? all : all.SkipWhile(one => one.HubId != after).Skip(1)).Take(limit)];
    }

    private static WaveView Wave(int wave, Dictionary<(int Wave, CampaignHubState State), int> counts)
    {
        int Count(CampaignHubState state) => counts.GetValueOrDefault((wave, state));
        return new WaveView(
            wave + 1,
            counts.Where(one => one.Key.Wave == wave).Sum(one => one.Value),
            Count(CampaignHubState.Waiting),
            Count(CampaignHubState.Asked) + Count(CampaignHubState.AskedToRevert),
            Count(CampaignHubState.Confirmed),
            Count(CampaignHubState.Failed),
            Count(CampaignHubState.Unchanged),
            Count(CampaignHubState.Reverted),
            Count(CampaignHubState.NotReverted));
    }

    private CampaignHubView View(StoredCampaignHub hub)
    {
        HubName name = _names.Find(hub.HubRow);
        string reason = hub.Reason.Length > 0 ? hub.Reason : hub.DocumentReason;
        return new CampaignHubView(
            name.HubId,
            name.Name,
            hub.Wave + 1,
            hub.State,
            _hubs.FindRow(hub.HubRow) is { } live && _sender.IsConnected(live),
            hub.Version,
            hub.Document,
            reason,
            hub.AskedAt == 0 ? null : At(hub.AskedAt),
            hub.EndedAt == 0 ? null : At(hub.EndedAt));
    }

    private static DateTimeOffset At(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
