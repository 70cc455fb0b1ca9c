// Drives campaigns: asks hubs, looks at what they answered, opens the next wave, stops.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>
/// Everything it goes by is in the store, so a restart goes on where it was. Few hubs are asked in a round, so that
/// what campaigns do delays nothing else.
/// </summary>
internal sealed class CampaignRound : IRound
{
    private readonly FleetStore _store;
    private readonly IHubProjection _hubs;
    private readonly ICommandSender _sender;
    private readonly CampaignAsking _asking;
    private readonly SteadyClock _clock;

    public CampaignRound(
        FleetStore store, IHubProjection hubs, ICommandSender sender, CampaignAsking asking, SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _sender = sender;
        _asking = asking;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        List<StoredCampaign> campaigns = await _store.ReadAsync(CampaignStore.AtWork, cancellationToken)
            .ConfigureAwait(false);
        int asks = Limits.Campaigns.AsksPerRound;
        foreach (StoredCampaign campaign in campaigns)
        {
            asks -= campaign.State switch
            {
                CampaignState.Running => await RunAsync(campaign, asks, cancellationToken).ConfigureAwait(false),
                CampaignState.Reverting => await RevertAsync(campaign, asks, cancellationToken).ConfigureAwait(false),
                _ => await GiveUpAsync(campaign, cancellationToken).ConfigureAwait(false),
            };
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        List<(Guid CampaignId, StoredCampaignHub Hub)> answered = await _store.ReadAsync(
            session => CampaignHubStore.Answered(session, Limits.Campaigns.AnswersPerRound), cancellationToken)
            .ConfigureAwait(false);
        if (answered.Count > 0)
        {
            await _store.WriteAsync(session => Settle(session, answered), cancellationToken).ConfigureAwait(false);
        }
    }

    private int Settle(StoreSession session, List<(Guid CampaignId, StoredCampaignHub Hub)> answered)
    {
        foreach ((Guid campaignId, StoredCampaignHub hub) in answered)
        {
            bool goesBack = hub.State == CampaignHubState.AskedToRevert;
            switch (hub.Document)
            {
                case DocumentState.InForce:
                    CampaignHubState end = goesBack ? CampaignHubState.Reverted : CampaignHubState.Confirmed;
                    CampaignHubStore.Set(session, campaignId, hub, end, "", _clock.UnixNow);
                    break;
                case DocumentState.Superseded:
                    // Somebody changed the home meanwhile: the newer version carries this change too.
                    long newest = _hubs.FindRow(hub.HubRow) is { } live
                        ? ProgrammingStore.Newest(session, live, DocumentKind.Settings)
                        : hub.Version;
                    CampaignHubStore.Set(
                        session, campaignId, hub with { Version = newest }, hub.State, hub.Reason, _clock.UnixNow);
                    break;
                default:
                    CampaignHubState failed = goesBack ? CampaignHubState.NotReverted : CampaignHubState.Failed;
                    CampaignHubStore.Set(session, campaignId, hub, failed, hub.DocumentReason, _clock.UnixNow);
                    break;
            }
        }

        return answered.Count;
    }

    private async Task<int> RunAsync(StoredCampaign campaign, int asks, CancellationToken cancellationToken)
    {
        (List<StoredCampaignHub> waiting, List<StoredCampaignHub> asked, List<StoredCampaignHub> failed) =
            await _store.ReadAsync(
                session => (
                    CampaignHubStore.In(
                        session, campaign.CampaignId, CampaignHubState.Waiting, campaign.Wave, Math.Max(asks, 1)),
                    CampaignHubStore.In(
                        session, campaign.CampaignId, CampaignHubState.Asked, campaign.Wave, int.MaxValue),
                    CampaignHubStore.In(
                        session, campaign.CampaignId, CampaignHubState.Failed, campaign.Wave, int.MaxValue)),
                cancellationToken).ConfigureAwait(false);
        if (failed.Count > campaign.FailuresAllowed)
        {
            string reason = $"{failed.Count} failed, {campaign.FailuresAllowed} allowed: {failed[0].Reason}";
            await MoveAsync(campaign, CampaignState.Stopped, reason, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        if (waiting.Count > 0)
        {
            return asks <= 0
                ? 0
                : await _asking.AskAsync(campaign, waiting, campaign.Revision, cancellationToken).ConfigureAwait(false);
        }

        if (!await IsAnyOutAsync(campaign, asked, CampaignHubState.Failed, cancellationToken).ConfigureAwait(false))
        {
            await GoOnAsync(campaign, cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private async Task<int> RevertAsync(StoredCampaign campaign, int asks, CancellationToken cancellationToken)
    {
        (List<StoredCampaignHub> open, List<StoredCampaignHub> asked) = await _store.ReadAsync(
            session => (Open(session, campaign, Math.Max(asks, 1)), CampaignHubStore.In(
                session, campaign.CampaignId, CampaignHubState.AskedToRevert, int.MaxValue, int.MaxValue)),
            cancellationToken).ConfigureAwait(false);
        if (open.Count > 0)
        {
            return asks <= 0
                ? 0
                : await _asking.AskAsync(campaign, open, campaign.RevertRevision, cancellationToken)
                    .ConfigureAwait(false);
        }

        if (!await IsAnyOutAsync(campaign, asked, CampaignHubState.NotReverted, cancellationToken)
            .ConfigureAwait(false))
        {
            await _store.WriteAsync(
                session => End(
                    session, campaign, CampaignState.Reverted, campaign.RevertRevision, campaign.Reason),
                cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private static List<StoredCampaignHub> Open(StoreSession session, StoredCampaign campaign, int limit)
    {
        return
        [
            .. new[] { CampaignHubState.Asked, CampaignHubState.Confirmed, CampaignHubState.Failed }
                .SelectMany(state => CampaignHubStore.In(session, campaign.CampaignId, state, int.MaxValue, limit))
                .Take(limit),
        ];
    }

    // Hubs that are away hold nothing up: they get it when they are back.
    private async Task<bool> IsAnyOutAsync(
        StoredCampaign campaign,
        List<StoredCampaignHub> asked,
        CampaignHubState late,
        CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        List<StoredCampaignHub> here = asked.FindAll(
            hub => _hubs.FindRow(hub.HubRow) is { } live && _sender.IsConnected(live));
        List<StoredCampaignHub> tooLate = here.FindAll(
            hub => now - hub.AskedAt >= Limits.Campaigns.AnswerSeconds * 1_000L);
        if (tooLate.Count > 0)
        {
            await _store.WriteAsync(
                session =>
                {
                    tooLate.ForEach(hub => CampaignHubStore.Set(
                        session, campaign.CampaignId, hub, late, "no answer in time", now));
                    return tooLate.Count;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return here.Count > 0;
    }

    private Task<bool> GoOnAsync(StoredCampaign campaign, CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        return _store.WriteAsync(
            session =>
            {
                bool isLast = campaign.Wave >= campaign.WaveEnds.Count - 1;
                if (isLast)
                {
                    return End(session, campaign, CampaignState.Done, campaign.Revision, "");
                }

                if (campaign.WaveSettledAt == 0 && campaign.SoakSeconds > 0)
                {
                    CampaignStore.SetWave(session, campaign, campaign.Wave, now);
                }
                else if (now - campaign.WaveSettledAt >= campaign.SoakSeconds * 1_000L)
                {
                    CampaignStore.SetWave(session, campaign, campaign.Wave + 1, 0);
                }

                return true;
            },
            cancellationToken);
    }

    // Somebody may have stopped it since it was read: then its revision is not released.
    private bool End(
        StoreSession session, StoredCampaign campaign, CampaignState state, long revision, string reason)
    {
        if (!CampaignStore.Move(session, campaign, state, reason, _clock.UnixNow))
        {
            return false;
        }

        LevelStore.Release(session, campaign.TenantId, campaign.Scope, revision);
        return true;
    }

    // Its list was not finished: whoever started it has got no answer, and no hub has been asked.
    private async Task<int> GiveUpAsync(StoredCampaign campaign, CancellationToken cancellationToken)
    {
        if (_clock.UnixNow - campaign.MadeAt >= Limits.Campaigns.PlanningSeconds * 1_000L)
        {
            await MoveAsync(
                campaign, CampaignState.Stopped, "the server stopped while it was planned", cancellationToken)
                .ConfigureAwait(false);
        }

        return 0;
    }

    private Task<bool> MoveAsync(
        StoredCampaign campaign, CampaignState state, string reason, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session => CampaignStore.Move(session, campaign, state, reason, _clock.UnixNow), cancellationToken);
    }
}
