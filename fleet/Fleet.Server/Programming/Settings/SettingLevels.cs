// Makes revisions of what the municipality, a model or a group tells.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Gateway;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <inheritdoc cref="ISettingLevels"/>
internal sealed class SettingLevels : ISettingLevels
{
    private readonly FleetStore _store;
    private readonly LevelHubs _hubs;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public SettingLevels(FleetStore store, LevelHubs hubs, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _log = log;
        _clock = clock;
    }

    public Task<IReadOnlyList<LevelView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<LevelView>>(
            session => [.. _hubs.Scopes(session, actor.TenantId).Select(scope => View(session, actor, scope))],
            cancellationToken);
    }

    public Task<LevelView?> FindAsync(
        Actor actor, SettingLevel level, string scope, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => _hubs.Find(session, actor.TenantId, level, scope) is { } found
                ? View(session, actor, found)
                : null,
            cancellationToken);
    }

    public Task<LevelChange> SetAsync(
        Actor actor,
        SettingLevel level,
        string scope,
        SettingsOrder change,
        long seenRevision,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, level, scope, (_, _) => change, null, seenRevision, cancellationToken);
    }

    public Task<LevelChange> RestoreAsync(
        Actor actor,
        SettingLevel level,
        string scope,
        long revision,
        ChangeCause cause,
        long seenRevision,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor, level, scope,
            (session, found) => Again(session, actor.TenantId, found, revision, cause),
            revision, seenRevision, cancellationToken);
    }

    public Task<IReadOnlyList<LevelRevisionView>?> RevisionsAsync(
        Actor actor, SettingLevel level, string scope, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<LevelRevisionView>?>(
            session =>
            {
                if (_hubs.Find(session, actor.TenantId, level, scope) is not { } found)
                {
                    return null;
                }

                List<StoredRevision> stored = LevelStore.List(
                    session, actor.TenantId, found, long.MaxValue, Limits.Programming.VersionsPerPage + 1);
                return [.. stored.Take(Limits.Programming.VersionsPerPage)
                    .Select((one, i) => View(one, i + 1 < stored.Count ? stored[i + 1] : null))];
            },
            cancellationToken);
    }

    /// <summary>An order that brings a level to what a revision told; null when it has no such revision.</summary>
    public static SettingsOrder? Again(
        StoreSession session, Guid tenantId, LevelScope scope, long revision, ChangeCause cause)
    {
        IReadOnlyDictionary<string, ToldSetting> wanted = ToldSettings.None.Told;
        if (revision != 0)
        {
            if (LevelStore.Find(session, tenantId, scope, revision) is not { } found)
            {
                return null;
            }

            wanted = found.Told;
        }

        IReadOnlyDictionary<string, ToldSetting> present = LevelStore.Newest(session, tenantId, scope).Told;
        var values = new Dictionary<string, JsonElement>();
        foreach (string name in wanted.Keys.Union(present.Keys))
        {
            JsonNode? value = wanted.GetValueOrDefault(name)?.Value;
            if (!JsonNode.DeepEquals(value, present.GetValueOrDefault(name)?.Value))
            {
                values[name] = JsonSerializer.SerializeToElement(value);
            }
        }

        return new SettingsOrder(values, cause);
    }

    /// <summary>The level as it stands.</summary>
    public LevelView View(StoreSession session, Actor actor, LevelScope scope)
    {
        Guid tenantId = actor.TenantId;
        ToldSettings newest = LevelStore.Newest(session, tenantId, scope);
        long released = LevelStore.Released(session, tenantId, scope);
        IReadOnlyList<HubPrincipal> hubs = _hubs.Of(session, tenantId, scope);
        int behind = 0;
        if (released < newest.Revision)
        {
            Dictionary<long, long> ahead = LevelStore.Ahead(session, tenantId, scope);
            behind = hubs.Count(hub => ahead.GetValueOrDefault(hub.RowId) < newest.Revision);
        }

        return new LevelView(
            scope.Level,
            scope.Scope,
            SettingsViews.NameOf(scope, HubGroupStore.List(session, tenantId)),
            newest.Revision,
            released,
            hubs.Count,
            behind,
            newest.Told,
            [.. Enumerable.Range(0, SettingsSchema.Count)
                .Select(SettingsSchema.At)
                .Where(rule => !rule.NeedsConsent && OrderCheck.MayDecide(actor.Role, rule))
                .Select(rule => rule.Name)]);
    }

    private static LevelRevisionView View(StoredRevision stored, StoredRevision? before)
    {
        return new LevelRevisionView(
            stored.Revision,
            DateTimeOffset.FromUnixTimeMilliseconds(stored.MadeAt),
            stored.ActorName,
            stored.Comment,
            stored.RestoredFrom,
            EffectiveSettings.Between(Values(before?.Told), Values(stored.Told)));
    }

    private static JsonObject Values(IReadOnlyDictionary<string, ToldSetting>? told)
    {
        var values = new JsonObject();
        foreach ((string name, ToldSetting one) in told ?? ToldSettings.None.Told)
        {
            values[name] = one.Value.DeepClone();
        }

        return values;
    }

    private Task<LevelChange> ChangeAsync(
        Actor actor,
        SettingLevel level,
        string scope,
        Func<StoreSession, LevelScope, SettingsOrder?> order,
        long? restoredFrom,
        long seenRevision,
        CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return _hubs.Find(session, actor.TenantId, level, scope) is { } found
                    && order(session, found) is { } wanted
                        ? Change(session, actor, found, wanted, restoredFrom, seenRevision)
                        : new LevelChange(SettingsResult.NotFound, null, null, false, []);
            },
            cancellationToken);
    }

    private LevelChange Change(
        StoreSession session,
        Actor actor,
        LevelScope scope,
        SettingsOrder order,
        long? restoredFrom,
        long seenRevision)
    {
        ToldSettings before = LevelStore.Newest(session, actor.TenantId, scope);
        if (before.Revision != seenRevision)
        {
            StoredRevision? seen = LevelStore.Find(session, actor.TenantId, scope, seenRevision);
            return new LevelChange(
                SettingsResult.Stale,
                View(session, actor, scope),
                seen is null ? null : View(seen, null),
                false,
                []);
        }

        if (CampaignStore.FindOpen(session, actor.TenantId, scope) is not null)
        {
            return new LevelChange(
                SettingsResult.Stale, View(session, actor, scope), null, IsUnderWay: true, []);
        }

        long now = _clock.UnixNow;
        order = order with { Cause = CauseCheck.Tidy(order.Cause) };
        CheckedOrder found = OrderCheck.Find(session, actor, scope.Level, before.Told, order, now);
        if (found.Result != SettingsResult.Done)
        {
            return new LevelChange(found.Result, null, null, false, found.Faults);
        }

        long revision = before.Revision + 1;
        LevelStore.Add(
            session,
            actor,
            scope,
            new ToldSettings(revision, found.Told),
            new RevisionCause(order.Cause, restoredFrom),
            now);
        _log.Append(
            session,
            actor.TenantId,
            "settings",
            $"{scope.Level}/{scope.Scope}",
            restoredFrom is null ? "changed" : "restored",
            string.Create(CultureInfo.InvariantCulture, $"revision {revision}"),
            now,
            actor.UserId,
            actor.DisplayName);
        return new LevelChange(SettingsResult.Done, View(session, actor, scope), null, false, []);
    }
}
