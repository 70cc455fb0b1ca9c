// Shows and changes homes, and writes down who looked.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Residents;

/// <inheritdoc cref="IHomeRecords"/>
internal sealed class HomeRecords : IHomeRecords
{
    private const string Topic = "home";
    private readonly FleetStore _store;
    private readonly IHomes _homes;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public HomeRecords(FleetStore store, IHomes homes, IHubNames hubs, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _homes = homes;
        _hubs = hubs;
        _log = log;
        _time = time;
    }

    public Task<IReadOnlyList<HomeSummary>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken)
    {
        long after = afterHubId is null ? 0 : _hubs.FindRow(actor.TenantId, afterHubId) ?? 0;
        return _store.ReadAsync(session => List(session, actor.TenantId, limit, after), cancellationToken);
    }

    public async Task<Home?> LookAsync(Actor actor, string hubId, string why, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                Home? home = _homes.Find(session, actor.TenantId, hub);
                if (home is not null)
                {
                    Log(session, actor, hubId, "seen", why);
                }

                return home;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<HomeChange> SaveAsync(
        Actor actor, string hubId, HomeEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        if (_hubs.FindRow(actor.TenantId, hubId) is not { } hub)
        {
            return new HomeChange(HomeChangeResult.NotFound, null, []);
        }

        return await _store.WriteAsync(
            session => Save(session, actor, hubId, hub, entry, ifVersion), cancellationToken).ConfigureAwait(false);
    }

    private HomeChange Save(
        StoreSession session, Actor actor, string hubId, long hub, HomeEntry entry, long? ifVersion)
    {
        Outbox.Open(session);
        Home? before = _homes.Find(session, actor.TenantId, hub);
        if (ifVersion is { } version && version != (before?.Version ?? 0))
        {
            return new HomeChange(HomeChangeResult.Stale, before, []);
        }

        var faults = new List<FieldFault>();
        Home home = HomeRules.Read(hub, entry, (before?.Version ?? 0) + 1, faults);
        if (home.RotaId is { } rota && !IsRota(session, actor.TenantId, rota))
        {
            faults.Add(new FieldFault("rotaId", "is no rota of the tenant."));
        }
        else if (home.RotaId is null && !HasDefaultRota(session, actor.TenantId))
        {
            // Found by day, not at night when nobody can be told (HBG-065).
            faults.Add(new FieldFault("rotaId", "must be given: the tenant has no default rota."));
        }

        if (faults.Count > 0)
        {
            return new HomeChange(HomeChangeResult.Invalid, null, faults);
        }

        HomeStore.Save(session, actor.TenantId, home, _time.GetUtcNow().ToUnixTimeMilliseconds());
        Log(session, actor, hubId, "changed", $"version {home.Version}");
        return new HomeChange(HomeChangeResult.Done, home, []);
    }

    private void Log(StoreSession session, Actor actor, string hubId, string step, string detail)
    {
        _log.Append(
            session, actor.TenantId, Topic, hubId, step, detail, _time.GetUtcNow().ToUnixTimeMilliseconds(),
            actor.UserId, actor.DisplayName);
    }

    private IReadOnlyList<HomeSummary> List(StoreSession session, Guid tenantId, int limit, long after)
    {
        var homes = new List<HomeSummary>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, area, unit_name, rota_id, key_number, version FROM care.home
            WHERE tenant_id = @tenant_id AND hub_row_id > @after ORDER BY hub_row_id LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@after", after)
            .With("@limit", (long)Math.Clamp(limit, 1, Limits.Residents.PerPage))
            .Read();
        while (reader.Read())
        {
            HubName hub = _hubs.Find(reader.GetInt64(0));
            homes.Add(new HomeSummary(
                hub.HubId,
                hub.Name,
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetGuid(3),
                reader.GetString(4),
                reader.GetInt64(5)));
        }

        return homes;
    }

    private static bool HasDefaultRota(StoreSession session, Guid tenantId)
    {
        return session.Sql("SELECT COUNT(*) FROM care.rota WHERE tenant_id = @tenant_id AND is_default = @yes")
            .With("@tenant_id", tenantId)
            .With("@yes", true)
            .Number() > 0;
    }

    private static bool IsRota(StoreSession session, Guid tenantId, Guid rotaId)
    {
        return session.Sql("SELECT COUNT(*) FROM care.rota WHERE rota_id = @id AND tenant_id = @tenant_id")
            .With("@id", rotaId)
            .With("@tenant_id", tenantId)
            .Number() > 0;
    }
}
