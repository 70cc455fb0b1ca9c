// Plans, starts and steers campaigns.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Campaigns;

/// <inheritdoc cref="ICampaigns"/>
internal sealed class CampaignDesk : ICampaigns
{
    private readonly FleetStore _store;
    private readonly CampaignPlanner _planner;
    private readonly CampaignViews _views;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public CampaignDesk(
        FleetStore store, CampaignPlanner planner, CampaignViews views, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _planner = planner;
        _views = views;
        _log = log;
        _clock = clock;
    }

    public Task<IReadOnlyList<CampaignView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<CampaignView>>(
            session => [.. CampaignStore.List(session, actor.TenantId, Limits.Campaigns.PerPage)
                .Select(one => _views.Of(session, one))],
            cancellationToken);
    }

    public Task<CampaignView?> FindAsync(Actor actor, long number, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => CampaignStore.Find(session, actor.TenantId, number) is { } found
                ? _views.Of(session, found)
                : null,
            cancellationToken);
    }

    public Task<IReadOnlyList<CampaignHubView>?> HubsAsync(
        Actor actor,
        long number,
        CampaignHubState? state,
        string? after,
        int limit,
        CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => CampaignStore.Find(session, actor.TenantId, number) is { } found
                ? _views.Hubs(session, found, state, after, limit)
                : null,
            cancellationToken);
    }

    public Task<CampaignPlan> PlanAsync(Actor actor, CampaignOrder order, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => _planner.Plan(session, actor, order, isWhole: true).Plan, cancellationToken);
    }

    public async Task<CampaignChange> StartAsync(
        Actor actor, CampaignOrder order, CancellationToken cancellationToken)
    {
        order = order with { Comment = (order.Comment ?? "").Trim() };
        (PlannedCampaign planned, StoredCampaign? made) = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                PlannedCampaign found = _planner.Plan(session, actor, order, isWhole: false);
                return (found, found.Plan.Result == SettingsResult.Done ? Add(session, actor, order, found) : null);
            },
            cancellationToken).ConfigureAwait(false);
        if (made is null)
        {
            return new CampaignChange(planned.Plan.Result, null, planned.Plan.Faults);
        }

        for (int start = 0; start < planned.Hubs.Count; start += Limits.Store.RowsPerBackgroundWrite)
        {
            int from = start;
            await _store.WriteAsync(session => AddHubs(session, made, planned, from), cancellationToken)
                .ConfigureAwait(false);
        }

        await _store.WriteAsync(
            session => CampaignStore.Move(session, made, CampaignState.Running, "", _clock.UnixNow), cancellationToken)
            .ConfigureAwait(false);
        return new CampaignChange(
            SettingsResult.Done, await FindAsync(actor, made.Number, cancellationToken).ConfigureAwait(false), []);
    }

    public async Task<CampaignChange> StepAsync(
        Actor actor, long number, CampaignStep step, string comment, CancellationToken cancellationToken)
    {
        var cause = CauseCheck.Tidy(new ChangeCause(comment));
        CampaignChange change = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return Step(session, actor, number, step, cause);
            },
            cancellationToken).ConfigureAwait(false);
        return change with
        {
            Campaign = await FindAsync(actor, number, cancellationToken).ConfigureAwait(false),
        };
    }

    private StoredCampaign Add(StoreSession session, Actor actor, CampaignOrder order, PlannedCampaign planned)
    {
        long now = _clock.UnixNow;
        StoredCampaign made = CampaignStore.Add(session, new StoredCampaign(
            Guid.NewGuid(),
            actor.TenantId,
            0,
            planned.Scope,
            planned.Plan.FromRevision,
            planned.Plan.Revision,
            0,
            planned.WaveEnds,
            0,
            0,
            order.SoakSeconds,
            order.FailuresAllowed,
            CampaignState.Planned,
            "",
            order.Comment,
            now,
            now,
            actor.UserId,
            actor.DisplayName));
        Log(session, actor, made.Number, "started");
        return made;
    }

    private static int AddHubs(StoreSession session, StoredCampaign made, PlannedCampaign planned, int from)
    {
        int until = Math.Min(planned.Hubs.Count, from + Limits.Store.RowsPerBackgroundWrite);
        for (int i = from; i < until; i++)
        {
            CampaignHubStore.Add(session, made.CampaignId, planned.Hubs[i].RowId, Waves.Of(i, planned.WaveEnds));
        }

        return until - from;
    }

    private CampaignChange Step(StoreSession session, Actor actor, long number, CampaignStep step, ChangeCause cause)
    {
        if (CampaignStore.Find(session, actor.TenantId, number) is not { } found)
        {
            return new CampaignChange(SettingsResult.NotFound, null, []);
        }

        List<FieldFault> faults = [.. CauseCheck.Find(session, actor.TenantId, cause)];
        if (faults.Count > 0)
        {
            return new CampaignChange(SettingsResult.Invalid, null, faults);
        }

        if (!_planner.MayDecide(session, actor, found))
        {
            return new CampaignChange(SettingsResult.NotYours, null, []);
        }

        bool isDone = (step, found.State) switch
        {
            (CampaignStep.Pause, CampaignState.Running) => Move(CampaignState.Paused),
            (CampaignStep.Resume, CampaignState.Paused or CampaignState.Stopped) => Resume(),
            (CampaignStep.Stop, CampaignState.Running or CampaignState.Paused) => Move(CampaignState.Stopped),
            (CampaignStep.Revert, CampaignState.Running or CampaignState.Paused or CampaignState.Stopped
                or CampaignState.Done) => Revert(session, actor, found, cause),
            _ => false,
        };
        if (isDone)
        {
            Log(session, actor, number, step.ToString().ToLowerInvariant());
        }

        return new CampaignChange(isDone ? SettingsResult.Done : SettingsResult.Stale, null, []);

        bool Move(CampaignState state) =>
            CampaignStore.Move(session, found, state, cause.Comment, _clock.UnixNow);

        bool Resume() => LevelStore.Newest(session, found.TenantId, found.Scope).Revision == found.Revision
            && (CampaignStore.FindOpen(session, found.TenantId, found.Scope)?.Number ?? number) == number
            && CampaignStore.AllowPresentFailures(session, found) && Move(CampaignState.Running);
    }

    private bool Revert(StoreSession session, Actor actor, StoredCampaign campaign, ChangeCause cause)
    {
        ToldSettings newest = LevelStore.Newest(session, campaign.TenantId, campaign.Scope);
        if (newest.Revision != campaign.Revision)
        {
            return false;
        }

        IReadOnlyDictionary<string, ToldSetting> before = campaign.FromRevision == 0
            ? ToldSettings.None.Told
            : LevelStore.Find(session, campaign.TenantId, campaign.Scope, campaign.FromRevision)!.Told;
        LevelStore.Add(
            session,
            actor,
            campaign.Scope,
            new ToldSettings(newest.Revision + 1, before),
            new RevisionCause(cause, campaign.FromRevision),
            _clock.UnixNow);
        CampaignStore.SetRevert(session, campaign, newest.Revision + 1);
        return CampaignStore.Move(session, campaign, CampaignState.Reverting, cause.Comment, _clock.UnixNow);
    }

    private void Log(StoreSession session, Actor actor, long number, string step)
    {
        _log.Append(
            session,
            actor.TenantId,
            "campaign",
            number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            step,
            "",
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
    }
}
