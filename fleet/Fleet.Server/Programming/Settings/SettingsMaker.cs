// Puts together what a hub is told, and makes a version of it.
using System.Collections.Generic;
using System.Text.Json.Nodes;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Settings;

/// <summary>What came of making a version.</summary>
/// <param name="Version">The newest version; 0 when there is none.</param>
/// <param name="IsNew">False when the newest version tells the same already.</param>
/// <param name="Faults">What is wrong with the settings together; then nothing was made.</param>
internal sealed record MadeSettings(long Version, bool IsNew, IReadOnlyList<FieldFault> Faults);

/// <summary>Makes versions of settings; everything within a session.</summary>
internal sealed class SettingsMaker
{
    private readonly IHubNames _hubs;
    private readonly VersionMaker _maker;

    public SettingsMaker(IHubNames hubs, VersionMaker maker)
    {
        _hubs = hubs;
        _maker = maker;
    }

    /// <summary>The levels of a hub from the widest to the nearest, those that tell nothing too.</summary>
    public List<LevelScope> ScopesOf(StoreSession session, HubPrincipal hub)
    {
        List<LevelScope> scopes = [LevelScope.Municipality];
        if (_hubs.ModelOf(hub) is { Length: > 0 } model)
        {
            scopes.Add(new LevelScope(SettingLevel.Model, model));
        }

        if (HubGroupStore.Of(session, hub) is { } group)
        {
            scopes.Add(LevelScope.Group(group));
        }

        scopes.Add(LevelScope.Home(hub.RowId));
        return scopes;
    }

    /// <summary>The levels as a hub follows them.</summary>
    public List<FollowedLevel> LevelsOf(StoreSession session, HubPrincipal hub)
    {
        var levels = new List<FollowedLevel>();
        foreach (LevelScope scope in ScopesOf(session, hub))
        {
            levels.Add(new FollowedLevel(scope, FollowedOf(session, hub, scope)));
        }

        return levels;
    }

    /// <summary>Whether a hub that nobody has told anything, or who lost what it was told, is to be told now.</summary>
    public bool IsOther(StoreSession session, HubPrincipal hub, IReadOnlyList<FollowedLevel> levels)
    {
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.Settings);
        StoredVersion? before = VersionStore.Find(session, hub, DocumentKind.Settings, newest);
        bool isRefused = before is { State: DocumentState.Refused or DocumentState.Reverted };
        JsonObject told = before is null ? [] : EffectiveSettings.FromText(before.Model);
        return !isRefused && !JsonNode.DeepEquals(EffectiveSettings.Values(levels), told);
    }

    /// <summary>Makes a version when the levels tell other than the newest one does.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="levels">What the levels tell, the home's last.</param>
    /// <param name="cause">Why, and the version that it takes again.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    public MadeSettings Make(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        IReadOnlyList<FollowedLevel> levels,
        RevisionCause cause,
        long now)
    {
        JsonObject values = EffectiveSettings.Values(levels);
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.Settings);
        StoredVersion? before = VersionStore.Find(session, hub, DocumentKind.Settings, newest);
        JsonObject told = before is null ? [] : EffectiveSettings.FromText(before.Model);
        bool isAlive = before is null || before.State is not (DocumentState.Refused or DocumentState.Reverted);
        if (isAlive && JsonNode.DeepEquals(values, told))
        {
            return new MadeSettings(newest, IsNew: false, []);
        }

        uint version = VersionMaker.Next(session, hub, DocumentKind.Settings);
        var faults = new List<FieldFault>();
        byte[] body = EffectiveSettings.MakeDocument(values, hub.HubId, version, faults);
        if (faults.Count > 0)
        {
            return new MadeSettings(newest, IsNew: false, faults);
        }

        _maker.Add(
            session,
            actor,
            hub,
            new UntaggedDocument(
                DocumentKind.Settings,
                version,
                EffectiveSettings.ToText(values),
                body,
                cause.Why,
                cause.RestoredFrom),
            now);
        return new MadeSettings(version, IsNew: true, []);
    }

    private static ToldSettings FollowedOf(StoreSession session, HubPrincipal hub, LevelScope scope)
    {
        if (scope.Level == SettingLevel.Home)
        {
            return LevelStore.Newest(session, hub.TenantId, scope);
        }

        long revision = LevelStore.Followed(session, hub, scope);
        return revision > 0 && LevelStore.Find(session, hub.TenantId, scope, revision) is { } found
            ? new ToldSettings(revision, found.Told)
            : ToldSettings.None;
    }
}
