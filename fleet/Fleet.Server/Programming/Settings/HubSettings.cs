// Makes versions of hubs' settings, keeps them, and has them sent.
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
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <inheritdoc cref="IHubSettings"/>
internal sealed class HubSettings : IHubSettings
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SettingsMaker _maker;
    private readonly SettingsDispatch _dispatch;
    private readonly SteadyClock _clock;

    public HubSettings(
        FleetStore store,
        IHubNames hubs,
        ITenantLog log,
        SettingsMaker maker,
        SettingsDispatch dispatch,
        SteadyClock clock)
    {
        _store = store;
        _hubs = hubs;
        _log = log;
        _maker = maker;
        _dispatch = dispatch;
        _clock = clock;
    }

    public async Task<SettingsView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => SettingsViews.Read(session, actor, hub, _maker), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public Task<SettingsChange> SetAsync(
        Actor actor, string hubId, SettingsOrder change, long seenVersion, CancellationToken cancellationToken)
    {
        return ChangeAsync(actor, hubId, (_, _) => change, null, seenVersion, cancellationToken);
    }

    public Task<SettingsChange> RestoreAsync(
        Actor actor,
        string hubId,
        long version,
        ChangeCause cause,
        bool hasConsent,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        return ChangeAsync(
            actor,
            hubId,
            (session, hub) => VersionStore.Find(session, hub, DocumentKind.Settings, version) is { } found
                ? Again(session, hub, EffectiveSettings.FromText(found.Model), cause, hasConsent)
                : null,
            version,
            seenVersion,
            cancellationToken);
    }

    public async Task<IReadOnlyList<SettingsVersionView>?> VersionsAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(
                session => SettingsViews.List(session, hub, before ?? long.MaxValue, limit), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public async Task<SettingsVersionView?> FindVersionAsync(
        Actor actor, string hubId, long version, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => SettingsViews.Find(session, hub, version), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public async Task<SettingsDifference?> CompareAsync(
        Actor actor, string hubId, long from, long to, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        (JsonObject? old, JsonObject? now) = await _store.ReadAsync(
            session => (ValuesOf(session, hub, from), ValuesOf(session, hub, to)), cancellationToken)
            .ConfigureAwait(false);
        return old is null || now is null
            ? null
            : new SettingsDifference(from, to, EffectiveSettings.Between(old, now));
    }

    public async Task<IReadOnlyList<SettingHistory>?> ChangesAsync(
        Actor actor, string hubId, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub
            ? null
            : SettingsViews.Histories(await _store.ReadAsync(
                session => SettingsViews.List(session, hub, long.MaxValue, Limits.Programming.ComparedVersions + 1),
                cancellationToken).ConfigureAwait(false));
    }

    private static JsonObject? ValuesOf(StoreSession session, HubPrincipal hub, long version)
    {
        return version == 0 ? [] : SettingsViews.Find(session, hub, version)?.Values;
    }

    // What a version told, as an order to the home: nothing where a wider level tells the same today.
    private SettingsOrder Again(
        StoreSession session, HubPrincipal hub, JsonObject wanted, ChangeCause cause, bool hasConsent)
    {
        List<FollowedLevel> levels = _maker.LevelsOf(session, hub);
        JsonObject present = EffectiveSettings.Values(levels);
        JsonObject wider = EffectiveSettings.Values([.. levels.SkipLast(1)]);
        IReadOnlyDictionary<string, ToldSetting> home = levels[^1].Settings.Told;
        var values = new Dictionary<string, JsonElement>();
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            string name = SettingsSchema.At(i).Name;
            if (JsonNode.DeepEquals(wanted[name], present[name]))
            {
                continue;
            }

            bool isOfWider = wanted[name] is null || JsonNode.DeepEquals(wanted[name], wider[name]);
            if (!isOfWider || home.ContainsKey(name))
            {
                values[name] = JsonSerializer.SerializeToElement(isOfWider ? null : wanted[name]);
            }
        }

        return new SettingsOrder(values, cause, hasConsent);
    }

    private async Task<SettingsChange> ChangeAsync(
        Actor actor,
        string hubId,
        Func<StoreSession, HubPrincipal, SettingsOrder?> order,
        long? restoredFrom,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new SettingsChange(SettingsResult.NotFound, null, null, []);
        }

        SettingsChange change = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return order(session, hub) is { } found
                    ? Change(session, actor, hub, found, restoredFrom, seenVersion)
                    : new SettingsChange(SettingsResult.NotFound, null, null, []);
            },
            cancellationToken).ConfigureAwait(false);
        if (change.Result == SettingsResult.Done && change.Newest is { } newest)
        {
            await _dispatch.SendAsync(actor, hub, newest.Version, cancellationToken).ConfigureAwait(false);
            change = change with
            {
                Newest = await FindVersionAsync(actor, hubId, newest.Version, cancellationToken).ConfigureAwait(false),
            };
        }

        return change;
    }

    private SettingsChange Change(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        SettingsOrder order,
        long? restoredFrom,
        long seenVersion)
    {
        long newest = ProgrammingStore.Newest(session, hub, DocumentKind.Settings);
        if (newest != seenVersion)
        {
            return new SettingsChange(
                SettingsResult.Stale,
                SettingsViews.Find(session, hub, newest),
                SettingsViews.Find(session, hub, seenVersion),
                []);
        }

        order = order with { Cause = CauseCheck.Tidy(order.Cause) };
        long now = _clock.UnixNow;
        LevelScope scope = LevelScope.Home(hub.RowId);
        ToldSettings before = LevelStore.Newest(session, actor.TenantId, scope);
        bool isNothing = restoredFrom is not null && order.Values.Count == 0;
        CheckedOrder found = isNothing
            ? OrderCheck.OfReason(session, actor, before.Told, order)
            : OrderCheck.Find(session, actor, SettingLevel.Home, before.Told, order, now);
        if (found.Result != SettingsResult.Done)
        {
            return new SettingsChange(found.Result, null, null, found.Faults);
        }

        var told = new ToldSettings(before.Revision + 1, found.Told);
        List<FollowedLevel> levels = _maker.LevelsOf(session, hub);
        levels[^1] = new FollowedLevel(scope, told);
        MadeSettings made = _maker.Make(session, actor, hub, levels, new RevisionCause(order.Cause, restoredFrom), now);
        if (made.Faults.Count > 0)
        {
            return new SettingsChange(SettingsResult.Invalid, null, null, made.Faults);
        }

        if (!made.IsNew && restoredFrom is null)
        {
            return new SettingsChange(
                SettingsResult.Invalid, null, null, [new FieldFault("values", "are told so already.")]);
        }

        if (!isNothing)
        {
            LevelStore.Add(session, actor, scope, told, new RevisionCause(order.Cause), now);
        }

        if (made.IsNew)
        {
            _log.Append(
                session,
                actor.TenantId,
                "settings",
                hub.HubId,
                restoredFrom is null ? "changed" : "restored",
                string.Create(CultureInfo.InvariantCulture, $"version {made.Version}"),
                now,
                actor.UserId,
                actor.DisplayName);
        }

        return new SettingsChange(
            SettingsResult.Done, SettingsViews.Find(session, hub, made.Version), null, []);
    }
}
