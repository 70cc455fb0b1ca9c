// Asks hubs of a campaign to follow a revision.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>Makes each hub's version and has it sent; what was made is noted in the same transaction.</summary>
internal sealed class CampaignAsking
{
    private readonly FleetStore _store;
    private readonly IHubProjection _hubs;
    private readonly SettingsMaker _maker;
    private readonly SettingsDispatch _dispatch;
    private readonly SteadyClock _clock;

    public CampaignAsking(
        FleetStore store, IHubProjection hubs, SettingsMaker maker, SettingsDispatch dispatch, SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _maker = maker;
        _dispatch = dispatch;
        _clock = clock;
    }

    /// <summary>Asks hubs.</summary>
    /// <returns>How many.</returns>
    public async Task<int> AskAsync(
        StoredCampaign campaign,
        List<StoredCampaignHub> hubs,
        long revision,
        CancellationToken cancellationToken)
    {
        foreach (StoredCampaignHub one in hubs)
        {
            if (_hubs.FindRow(one.HubRow) is not { } hub)
            {
                continue;
            }

            MadeSettings made = await _store.WriteAsync(
                session => Ask(session, campaign, one, hub, revision), cancellationToken).ConfigureAwait(false);
            if (made.IsNew)
            {
                await _dispatch.SendAsync(campaign.Actor, hub, made.Version, cancellationToken).ConfigureAwait(false);
            }
        }

        return hubs.Count;
    }

    private MadeSettings Ask(
        StoreSession session, StoredCampaign campaign, StoredCampaignHub one, HubPrincipal hub, long revision)
    {
        bool goesBack = campaign.State == CampaignState.Reverting;
        LevelStore.Follow(session, hub, campaign.Scope, revision);
        MadeSettings made = _maker.Make(
            session,
            campaign.Actor,
            hub,
            _maker.LevelsOf(session, hub),
            new RevisionCause(new ChangeCause(campaign.Comment)),
            _clock.UnixNow);
        CampaignHubState state = made.Faults.Count > 0
            ? goesBack ? CampaignHubState.NotReverted : CampaignHubState.Failed
            : StateOf(session, hub, made, goesBack);
        string reason = made.Faults.Count > 0 ? $"{made.Faults[0].Field} {made.Faults[0].Sentence}" : "";
        CampaignHubStore.Set(
            session, campaign.CampaignId, one with { Version = made.Version }, state, reason, _clock.UnixNow);
        return made;
    }

    // The newest version may tell the same already, and still wait for the hub's answer.
    private static CampaignHubState StateOf(
        StoreSession session, HubPrincipal hub, MadeSettings made, bool goesBack)
    {
        bool isOpen = made.IsNew || ProgrammingStore.Unanswered(session, hub, DocumentKind.Settings) is not null;
        if (isOpen)
        {
            return goesBack ? CampaignHubState.AskedToRevert : CampaignHubState.Asked;
        }

        return goesBack ? CampaignHubState.Reverted : CampaignHubState.Unchanged;
    }
}
