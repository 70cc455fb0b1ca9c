// Settings as the interfaces show them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <summary>Reads views; everything within a session.</summary>
internal static class SettingsViews
{
    /// <summary>How a hub's settings stand.</summary>
    public static SettingsView Read(StoreSession session, Actor actor, HubPrincipal hub, SettingsMaker maker)
    {
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.Settings);
        DocumentReport? report = ProgrammingStore.ReadReport(session, hub, DocumentKind.Settings);
        SettingsVersionView? inForce = report is { } told ? Find(session, hub, told.Version) : null;
        List<HubGroupView> groups = HubGroupStore.List(session, hub.TenantId);
        Guid? group = HubGroupStore.Of(session, hub);
        List<FollowedLevel> levels = maker.LevelsOf(session, hub);
        return new SettingsView(
            hub.HubId,
            newest,
            Find(session, hub, newest),
            inForce,
            report?.Version,
            report is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.At) : null,
            report is { Version: > 0 } && inForce is null,
            groups.Find(one => one.GroupId == group),
            [.. levels.Select(level => new FollowedLevelView(
                level.Scope.Level,
                level.Scope.Level == SettingLevel.Home ? hub.HubId : level.Scope.Scope,
                NameOf(level.Scope, groups),
                level.Settings.Revision,
                LevelStore.Newest(session, hub.TenantId, level.Scope).Revision))],
            Settings(actor, levels, groups, inForce));
    }

    /// <summary>What a level is called: the group's name, the model; empty for the municipality and the home.</summary>
    public static string NameOf(LevelScope scope, IReadOnlyList<HubGroupView> groups)
    {
        return scope.Level switch
        {
            SettingLevel.Model => scope.Scope,
            SettingLevel.Group => groups.FirstOrDefault(one => one.GroupId.ToString() == scope.Scope)?.Name ?? "",
            _ => "",
        };
    }

    /// <summary>One version; null when there is none.</summary>
    public static SettingsVersionView? Find(StoreSession session, HubPrincipal hub, long version)
    {
        return VersionStore.Find(session, hub, DocumentKind.Settings, version) is { } found ? View(found) : null;
    }

    /// <summary>Versions below one, newest first.</summary>
    public static List<SettingsVersionView> List(StoreSession session, HubPrincipal hub, long before, int limit)
    {
        return VersionStore.List(session, hub, DocumentKind.Settings, before, limit).ConvertAll(View);
    }

    /// <summary>
    /// The last changes of each setting that versions, newest first, tell of. The oldest of them is compared with
    /// nothing, unless more were given than are compared.
    /// </summary>
    public static IReadOnlyList<SettingHistory> Histories(IReadOnlyList<SettingsVersionView> versions)
    {
        var changes = new Dictionary<string, List<SettingHistoryEntry>>();
        for (int i = 0; i < Math.Min(versions.Count, Limits.Programming.ComparedVersions); i++)
        {
            SettingsVersionView now = versions[i];
            JsonObject old = i + 1 < versions.Count ? versions[i + 1].Values : [];
            foreach (FieldDifference one in EffectiveSettings.Between(old, now.Values))
            {
                if (!changes.TryGetValue(one.Field, out List<SettingHistoryEntry>? ofSetting))
                {
                    changes[one.Field] = ofSetting = [];
                }

                if (ofSetting.Count < Limits.Programming.ChangesPerRule)
                {
                    ofSetting.Add(new SettingHistoryEntry(
                        now.Version, now.MadeAt, now.ActorName, now.Comment, now.State, one.Old, one.New));
                }
            }
        }

        return [.. Enumerable.Range(0, SettingsSchema.Count)
            .Select(i => SettingsSchema.At(i).Name)
            .Where(changes.ContainsKey)
            .Select(name => new SettingHistory(name, changes[name]))];
    }

    private static List<SettingView> Settings(
        Actor actor,
        IReadOnlyList<FollowedLevel> levels,
        IReadOnlyList<HubGroupView> groups,
        SettingsVersionView? inForce)
    {
        IReadOnlyDictionary<string, FollowedLevel> origins = EffectiveSettings.Origins(levels);
        JsonObject wider = EffectiveSettings.Values([.. levels.SkipLast(1)]);
        var settings = new List<SettingView>();
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            SettingRule rule = SettingsSchema.At(i);
            FollowedLevel? origin = origins.GetValueOrDefault(rule.Name);
            ToldSetting? told = origin?.Settings.Told[rule.Name];
            settings.Add(new SettingView(
                rule.Name,
                rule.Kind,
                rule.Unit,
                rule.Min,
                rule.Max,
                rule.Default,
                rule.Owner,
                rule.NeedsConsent,
                told?.Value,
                origin?.Scope.Level,
                origin is null ? "" : NameOf(origin.Scope, groups),
                told,
                wider[rule.Name]?.DeepClone(),
                inForce?.Values[rule.Name]?.DeepClone(),
                OrderCheck.MayDecide(actor.Role, rule)));
        }

        return settings;
    }

    private static SettingsVersionView View(StoredVersion stored)
    {
        bool isOnTrial = stored.State == DocumentState.Trial && stored.TrialEndsAt > 0;
        return new SettingsVersionView(
            stored.Version,
            stored.State,
            stored.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(stored.ChangedAt),
            isOnTrial ? DateTimeOffset.FromUnixTimeMilliseconds(stored.TrialEndsAt) : null,
            DateTimeOffset.FromUnixTimeMilliseconds(stored.MadeAt),
            stored.ActorName,
            stored.Comment,
            stored.RestoredFrom,
            stored.CaseNumber,
            stored.Bytes,
            EffectiveSettings.FromText(stored.Model));
    }
}
