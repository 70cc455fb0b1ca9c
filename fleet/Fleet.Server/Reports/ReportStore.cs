// What reports read and keep besides the cases.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.Reports;

/// <summary>The SQL of reports.</summary>
internal static class ReportStore
{
    /// <summary>The response times agreed on, newest first.</summary>
    public static IReadOnlyList<ResponseLimit> Limits(StoreSession session, Guid tenantId)
    {
        var limits = new List<ResponseLimit>();
        using DbDataReader reader = session.Sql(
            """
            SELECT unit, valid_from, contract, minutes FROM care.response_limit
            WHERE tenant_id = @tenant_id ORDER BY valid_from DESC, unit
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            limits.Add(new ResponseLimit(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt32(3)));
        }

        return limits;
    }

    /// <summary>Keeps a response time.</summary>
    public static void SetLimit(StoreSession session, Actor actor, ResponseLimit limit, long now)
    {
        session.Sql(
            """
            INSERT INTO care.response_limit (
                tenant_id, unit, valid_from, contract, minutes, changed_at, actor_id, actor_name)
            VALUES (@tenant_id, @unit, @valid_from, @contract, @minutes, @now, @actor_id, @actor_name)
            ON CONFLICT (tenant_id, unit, valid_from) DO UPDATE SET
                contract = excluded.contract, minutes = excluded.minutes, changed_at = excluded.changed_at,
                actor_id = excluded.actor_id, actor_name = excluded.actor_name
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@unit", limit.Unit)
            .With("@valid_from", limit.ValidFrom)
            .With("@contract", limit.Contract)
            .With("@minutes", (long)limit.Minutes)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }

    /// <summary>The hubs of a municipality.</summary>
    /// <param name="session">A session.</param>
    /// <param name="cases">Knows the units.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="withUnits">Whether units are asked for, which takes a look for each hub.</param>
    public static IReadOnlyList<HubFacts> Hubs(
        StoreSession session, ICaseEvidence cases, Guid tenantId, bool withUnits)
    {
        var rows = new List<(long RowId, string HubId, long AddedAt)>();
        using (DbDataReader reader = session.Sql(
            "SELECT hub_row_id, hub_id, created_at FROM device.hub WHERE tenant_id = @tenant_id ORDER BY hub_row_id")
            .With("@tenant_id", tenantId)
            .Read())
        {
            while (reader.Read())
            {
                rows.Add((reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2)));
            }
        }

        return rows.ConvertAll(row => new HubFacts(
            row.HubId, withUnits ? cases.UnitOf(session, tenantId, row.RowId) : "", row.AddedAt, null));
    }

    /// <summary>What responder groups are called, by their ids.</summary>
    public static IReadOnlyDictionary<string, string> GroupNames(StoreSession session, Guid tenantId)
    {
        var names = new Dictionary<string, string>();
        using DbDataReader reader = session.Sql(
            """
            SELECT DISTINCT group_id, group_name FROM care.alarm_case
            WHERE tenant_id = @tenant_id AND group_id IS NOT NULL AND group_name IS NOT NULL
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            names[reader.GetGuid(0).ToString()] = reader.GetString(1);
        }

        return names;
    }

    /// <summary>What hubs are called, by their ids.</summary>
    public static IReadOnlyDictionary<string, string> HubNames(StoreSession session, Guid tenantId)
    {
        var names = new Dictionary<string, string>();
        using DbDataReader reader = session.Sql("SELECT hub_id, name FROM device.hub WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            names[reader.GetString(0)] = reader.GetString(1);
        }

        return names;
    }
}
