// Works out what a campaign would do.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Campaigns;

/// <summary>A plan with what is needed to carry it out.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Scope">The level.</param>
/// <param name="WaveEnds">The number of hubs at the end of each wave.</param>
/// <param name="Hubs">The hubs in their order.</param>
internal sealed record PlannedCampaign(
    CampaignPlan Plan, LevelScope Scope, IReadOnlyList<int> WaveEnds, IReadOnlyList<HubPrincipal> Hubs);

/// <summary>Plans; everything within a session.</summary>
internal sealed class CampaignPlanner
{
    private readonly IHubNames _names;
    private readonly LevelHubs _levels;
    private readonly SettingsMaker _maker;
    private readonly ICommandSender _sender;

    public CampaignPlanner(IHubNames names, LevelHubs levels, SettingsMaker maker, ICommandSender sender)
    {
        _names = names;
        _levels = levels;
        _maker = maker;
        _sender = sender;
    }

    /// <summary>Whether a person decides on all that a campaign changes (HUL-044).</summary>
    public bool MayDecide(StoreSession session, Actor actor, StoredCampaign campaign)
    {
        return Changes(session, campaign.TenantId, campaign.Scope, campaign.FromRevision, campaign.Revision)
            .All(one => SettingForm.Find(one.Field) is not { } rule || OrderCheck.MayDecide(actor.Role, rule));
    }

    /// <summary>What differs between two revisions of a level.</summary>
    public static IReadOnlyList<FieldDifference> Changes(
        StoreSession session, Guid tenantId, LevelScope scope, long from, long to)
    {
        return EffectiveSettings.Between(
            Values(session, tenantId, scope, from), Values(session, tenantId, scope, to));
    }

    /// <summary>Plans a campaign.</summary>
    /// <param name="session">A session.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="order">What it is to do.</param>
    /// <param name="isWhole">True to look at every hub for what would change there.</param>
    public PlannedCampaign Plan(StoreSession session, Actor actor, CampaignOrder order, bool isWhole)
    {
        if (_levels.Find(session, actor.TenantId, order.Level, order.Scope) is not { } scope
            || order.Level == SettingLevel.Home)
        {
            return Refused(SettingsResult.NotFound, default, []);
        }

        long from = LevelStore.Released(session, actor.TenantId, scope);
        long revision = LevelStore.Newest(session, actor.TenantId, scope).Revision;
        IReadOnlyList<HubPrincipal> hubs = InOrder(_levels.Of(session, actor.TenantId, scope));
        IReadOnlyList<int>? ends = Waves.Read(order.Waves ?? Waves.Standard, hubs.Count);
        List<FieldFault> faults = [.. Faults(session, actor, order, hubs.Count, ends)];
        IReadOnlyList<FieldDifference> changes = Changes(session, actor.TenantId, scope, from, revision);
        if (faults.Count == 0 && from == revision)
        {
            faults.Add(new FieldFault("level", "tells nothing that its hubs do not follow already."));
        }

        if (faults.Count > 0)
        {
            return Refused(SettingsResult.Invalid, scope, faults);
        }

        FieldFault[] others = [.. changes
            .Where(one => SettingForm.Find(one.Field) is { } rule && !OrderCheck.MayDecide(actor.Role, rule))
            .Select(one => new FieldFault(one.Field, "is decided on by another role."))];
        if (others.Length > 0)
        {
            return Refused(SettingsResult.NotYours, scope, others);
        }

        if (CampaignStore.FindOpen(session, actor.TenantId, scope) is not null)
        {
            return Refused(SettingsResult.Stale, scope, []);
        }

        PlannedHubView[] listed = isWhole
            ? [.. hubs.Take(Limits.Campaigns.PlannedHubs)
                .Select((hub, i) => Look(session, hub, scope, revision, Waves.Of(i, ends!)))]
            : [];
        int[] sizes = [.. ends!.Select((end, i) => i == 0 ? end : end - ends![i - 1])];
        return new PlannedCampaign(
            new CampaignPlan(SettingsResult.Done, from, revision, changes, sizes, listed, []), scope, ends!, hubs);
    }

    private static PlannedCampaign Refused(
        SettingsResult result, LevelScope scope, IReadOnlyList<FieldFault> faults)
    {
        return new PlannedCampaign(new CampaignPlan(result, 0, 0, [], [], [], faults), scope, [], []);
    }

    private static IEnumerable<FieldFault> Faults(
        StoreSession session, Actor actor, CampaignOrder order, int hubs, IReadOnlyList<int>? ends)
    {
        foreach (FieldFault fault in CauseCheck.Find(
            session, actor.TenantId, CauseCheck.Tidy(new ChangeCause(order.Comment))))
        {
            yield return fault;
        }

        if (hubs is 0 or > Limits.Campaigns.Hubs)
        {
            yield return new FieldFault("scope", $"has {hubs} hubs; a campaign is for 1 to {Limits.Campaigns.Hubs}.");
        }

        if (ends is null)
        {
            yield return new FieldFault(
                "waves", $"must be 1 to {Limits.Campaigns.Waves} ascending numbers of hubs, or parts such as 10%.");
        }

        if (order.SoakSeconds is < 0 or > Limits.Campaigns.SoakSeconds)
        {
            yield return new FieldFault("soakSeconds", $"must be 0 to {Limits.Campaigns.SoakSeconds}.");
        }

        if (order.FailuresAllowed is < 0 or > Limits.Campaigns.Hubs)
        {
            yield return new FieldFault("failuresAllowed", $"must be 0 to {Limits.Campaigns.Hubs}.");
        }
    }

    private static JsonObject Values(StoreSession session, Guid tenantId, LevelScope scope, long revision)
    {
        var values = new JsonObject();
        if (revision > 0 && LevelStore.Find(session, tenantId, scope, revision) is { } found)
        {
            foreach ((string name, ToldSetting told) in found.Told)
            {
                values[name] = told.Value.DeepClone();
            }
        }

        return values;
    }

    // Hubs that are here first: the first wave is to say something. Ids are random, so neighbours are apart.
    private HubPrincipal[] InOrder(IReadOnlyList<HubPrincipal> hubs)
    {
        return [.. hubs.OrderBy(hub => _sender.IsConnected(hub) ? 0 : 1).ThenBy(
            hub => hub.HubId, StringComparer.Ordinal)];
    }

    private PlannedHubView Look(StoreSession session, HubPrincipal hub, LevelScope scope, long revision, int wave)
    {
        List<FollowedLevel> levels = _maker.LevelsOf(session, hub);
        JsonObject now = EffectiveSettings.Values(levels);
        int place = levels.FindIndex(one => one.Scope == scope);
        levels[place] = new FollowedLevel(scope, LevelStore.Newest(session, hub.TenantId, scope));
        JsonObject then = EffectiveSettings.Values(levels);
        var faults = new List<FieldFault>();
        EffectiveSettings.MakeDocument(then, hub.HubId, (uint)Math.Max(1, revision), faults);
        return new PlannedHubView(
            hub.HubId,
            _names.Find(hub.RowId).Name,
            wave + 1,
            _sender.IsConnected(hub),
            EffectiveSettings.Between(now, then),
            faults);
    }
}
