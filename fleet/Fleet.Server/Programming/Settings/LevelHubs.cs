// Which hubs a level has.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Settings;

/// <summary>Finds levels by name, and the hubs of a level.</summary>
internal sealed class LevelHubs
{
    private readonly IHubNames _hubs;

    public LevelHubs(IHubNames hubs)
    {
        _hubs = hubs;
    }

    /// <summary>The municipality, the models that hubs have named, the groups; and what has told something before.
    /// </summary>
    public IReadOnlyList<LevelScope> Scopes(StoreSession session, Guid tenantId)
    {
        IEnumerable<LevelScope> models = _hubs.OfTenant(tenantId)
            .Select(_hubs.ModelOf)
            .Where(model => model.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(model => new LevelScope(SettingLevel.Model, model));
        IEnumerable<LevelScope> groups = HubGroupStore.List(session, tenantId)
            .Select(group => LevelScope.Group(group.GroupId));
        return [.. new[] { LevelScope.Municipality }
            .Concat(models)
            .Concat(groups)
            .Union(LevelStore.Scopes(session, tenantId))
            .OrderBy(scope => scope.Level)];
    }

    /// <summary>A level by what a caller names; null when the tenant has none such.</summary>
    public LevelScope? Find(StoreSession session, Guid tenantId, SettingLevel level, string scope)
    {
        LevelScope wanted = level == SettingLevel.Group && Guid.TryParse(scope, out Guid group)
            ? LevelScope.Group(group)
            : new LevelScope(level, scope);
        return Scopes(session, tenantId).Contains(wanted) ? wanted : null;
    }

    /// <summary>The hubs of a level, by name.</summary>
    public IReadOnlyList<HubPrincipal> Of(StoreSession session, Guid tenantId, LevelScope scope)
    {
        IReadOnlyList<HubPrincipal> all = _hubs.OfTenant(tenantId);
        switch (scope.Level)
        {
            case SettingLevel.Municipality:
                return all;
            case SettingLevel.Model:
                return [.. all.Where(hub => _hubs.ModelOf(hub) == scope.Scope)];
            default:
                HashSet<long> members = HubGroupStore.Members(session, Guid.Parse(scope.Scope));
                return [.. all.Where(hub => members.Contains(hub.RowId))];
        }
    }
}
