// What speaks for or against orders in a municipality at this moment.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Updates.Rollouts;

namespace Fleet.Server.Updates.Director;

/// <summary>Read once a round for all rollouts of a municipality.</summary>
internal sealed class TenantScene
{
    private readonly IHubNames _names;
    private readonly ICommandSender _sender;
    private readonly HashSet<long> _alarmed;
    private readonly HashSet<long> _trying;
    private readonly Dictionary<long, Guid> _underWay;

    private TenantScene(
        Guid tenantId,
        IHubNames names,
        ICommandSender sender,
        HashSet<long> alarmed,
        HashSet<long> trying,
        List<(long HubRow, Guid RolloutId, bool IsBusy, HubPlaces Places)> underWay)
    {
        TenantId = tenantId;
        _names = names;
        _sender = sender;
        _alarmed = alarmed;
        _trying = trying;
        _underWay = underWay.DistinctBy(static one => one.HubRow).ToDictionary(
            static one => one.HubRow, static one => one.RolloutId);
        Busy = [.. underWay.Where(static one => one.IsBusy).SelectMany(static one => AffinityKeys.Of(one.Places))];
    }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; }

    /// <summary>The keys of all hubs that are being restarted; those that are admitted are added.</summary>
    public HashSet<string> Busy { get; }

    /// <summary>Reads what is so now.</summary>
    public static TenantScene Read(StoreSession session, Guid tenantId, IHubNames names, ICommandSender sender)
    {
        return new TenantScene(
            tenantId,
            names,
            sender,
            Rows(session, tenantId,
                "SELECT hub_row_id FROM care.alarm_case WHERE tenant_id = @tenant_id AND state <> 9 AND kind = 0"),
            Rows(session, tenantId,
                """
                SELECT hub_row_id FROM device.hub_document_state
                WHERE tenant_id = @tenant_id AND kind = 2 AND state = 5
                """),
            RolloutHubStore.UnderWay(session, tenantId));
    }

    /// <summary>A hub of the municipality at this moment.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="word">What it last said.</param>
    /// <param name="rolloutId">The rollout that asks; null for a plan.</param>
    public HubCondition Of(HubPrincipal hub, HubWord? word, Guid? rolloutId)
    {
        HubGlance glance = _names.GlanceOf(hub);
        return new HubCondition(
            word is not null,
            _sender.IsConnected(hub),
            _alarmed.Contains(hub.RowId) || glance.PendingAlarms > 0,
            glance.IsOnMains,
            glance.BatteryPercent,
            _trying.Contains(hub.RowId),
            _underWay.TryGetValue(hub.RowId, out Guid other) && other != rolloutId,
            word?.Running ?? 0);
    }

    /// <summary>A rollout takes a hub, so that no other one does in the same round.</summary>
    public void Take(long hubRow, Guid rolloutId)
    {
        _underWay.TryAdd(hubRow, rolloutId);
    }

    private static HashSet<long> Rows(StoreSession session, Guid tenantId, string sql)
    {
        var rows = new HashSet<long>();
        using DbDataReader reader = session.Sql(sql).With("@tenant_id", tenantId).Read();
        while (reader.Read())
        {
            if (!reader.IsDBNull(0))
            {
                rows.Add(reader.GetInt64(0));
            }
        }

        return rows;
    }
}
