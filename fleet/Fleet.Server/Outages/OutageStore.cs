// The SQL of outages.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;

namespace Fleet.Server.Outages;

/// <summary>Reads and writes within a session.</summary>
internal static class OutageStore
{
    private const string Select =
        """
        SELECT o.outage_id, o.number, o.cause, o.area, o.started_at, o.ended_at, o.peak_count, o.lead_case_id,
               o.needs_manual_care, o.note,
               (SELECT COUNT(*) FROM care.outage_home h WHERE h.outage_id = o.outage_id AND h.back_at IS NULL),
               (SELECT COUNT(*) FROM care.outage_home h
                WHERE h.outage_id = o.outage_id AND h.back_at IS NULL AND h.contact = 0)
        FROM care.outage o
        """;

    /// <summary>Hubs away, by municipality: silent ones by their open case, those without mains by what they told.
    /// </summary>
    public static Dictionary<Guid, List<(long Row, long Since, Guid? CaseId)>> ReadAway(
        StoreSession session, OutageCause cause)
    {
        var found = new Dictionary<Guid, List<(long, long, Guid?)>>();
        StoreCommand command = cause == OutageCause.Silent
            ? session.Sql(
                """
                SELECT tenant_id, hub_row_id, received_at, case_id FROM care.alarm_case
                WHERE state <> 9 AND kind = 1 AND device_type = @device AND status_code = @status
                  AND is_condition_active = @active
                """)
                .With("@device", (long)DeviceTypes.LocalUnitAndController)
                .With("@status", (long)StatusCodes.Offline)
                .With("@active", true)
            : session.Sql(
                """
                SELECT s.tenant_id, s.hub_row_id, s.well_since, c.case_id
                FROM device.hub_state s LEFT JOIN care.alarm_case c ON c.hub_row_id = s.hub_row_id
                  AND c.state <> 9 AND c.kind = 1 AND c.device_type = @device AND c.status_code = @status
                WHERE s.power_source = 0 AND s.silent_since IS NULL
                """)
                .With("@device", (long)DeviceTypes.PowerSupply)
                .With("@status", (long)StatusCodes.PowerFailure);
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            Guid tenant = reader.GetGuid(0);
            if (!found.TryGetValue(tenant, out List<(long, long, Guid?)>? list))
            {
                found[tenant] = list = [];
            }

            list.Add((reader.GetInt64(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetGuid(3)));
        }

        return found;
    }

    /// <summary>The open outages of a cause, by municipality.</summary>
    public static Dictionary<Guid, List<OpenOutage>> ReadOpen(StoreSession session, OutageCause cause)
    {
        var homes = new Dictionary<Guid, HashSet<long>>();
        using (DbDataReader reader = session.Sql(
            """
            SELECT h.outage_id, h.hub_row_id FROM care.outage_home h JOIN care.outage o ON o.outage_id = h.outage_id
            WHERE o.ended_at IS NULL AND o.cause = @cause AND h.back_at IS NULL
            """).With("@cause", (long)cause).Read())
        {
            while (reader.Read())
            {
                Guid id = reader.GetGuid(0);
                if (!homes.TryGetValue(id, out HashSet<long>? set))
                {
                    homes[id] = set = [];
                }

                set.Add(reader.GetInt64(1));
            }
        }

        var found = new Dictionary<Guid, List<OpenOutage>>();
        using (DbDataReader reader = session.Sql(
            "SELECT outage_id, tenant_id, area, peak_count FROM care.outage WHERE ended_at IS NULL AND cause = @cause")
            .With("@cause", (long)cause)
            .Read())
        {
            while (reader.Read())
            {
                Guid id = reader.GetGuid(0);
                Guid tenant = reader.GetGuid(1);
                if (!found.TryGetValue(tenant, out List<OpenOutage>? list))
                {
                    found[tenant] = list = [];
                }

                list.Add(new OpenOutage(
                    id, reader.GetString(2), reader.GetInt32(3), homes.GetValueOrDefault(id, [])));
            }
        }

        return found;
    }

    public static int Open(
        StoreSession session, Guid tenantId, Guid outageId, OutageCause cause, string area, long now)
    {
        return session.Sql(
            """
            INSERT INTO care.outage (
                outage_id, tenant_id, number, cause, area, started_at, peak_count, needs_manual_care, note)
            SELECT @id, @tenant_id, COALESCE(MAX(number), 0) + 1, @cause, @area, @now, 0, @no, ''
            FROM care.outage WHERE tenant_id = @tenant_id
            """)
            .With("@id", outageId)
            .With("@tenant_id", tenantId)
            .With("@cause", (long)cause)
            .With("@area", area)
            .With("@now", now)
            .With("@no", false)
            .Run();
    }

    /// <summary>Adds a home; one that was back is away again.</summary>
    public static void Join(StoreSession session, Guid tenantId, Guid outageId, AwayHub hub, long now)
    {
        session.Sql(
            """
            INSERT INTO care.outage_home (
                outage_id, hub_row_id, tenant_id, case_id, area, joined_at, contact, contact_by, note)
            VALUES (@id, @hub, @tenant_id, @case_id, @area, @now, 0, '', '')
            ON CONFLICT (outage_id, hub_row_id) DO UPDATE SET back_at = NULL, case_id = @case_id
            """)
            .With("@id", outageId)
            .With("@hub", hub.HubRowId)
            .With("@tenant_id", tenantId)
            .With("@case_id", hub.CaseId)
            .With("@area", hub.Area)
            .With("@now", now)
            .Run();
        session.Sql(
            """
            UPDATE care.outage SET peak_count = (
                SELECT COUNT(*) FROM care.outage_home WHERE outage_id = @id AND back_at IS NULL)
            WHERE outage_id = @id AND peak_count < (
                SELECT COUNT(*) FROM care.outage_home WHERE outage_id = @id AND back_at IS NULL)
            """)
            .With("@id", outageId)
            .Run();
        session.Sql("UPDATE care.fault SET outage_id = @id WHERE case_id = @case_id")
            .With("@id", outageId)
            .With("@case_id", hub.CaseId)
            .Run();
    }

    /// <summary>Makes a case the one that sounds, when the outage has none.</summary>
    /// <returns>True when this case is the one.</returns>
    public static bool Lead(StoreSession session, Guid outageId, Guid caseId)
    {
        session.Sql("UPDATE care.outage SET lead_case_id = @case_id WHERE outage_id = @id AND lead_case_id IS NULL")
            .With("@case_id", caseId)
            .With("@id", outageId)
            .Run();
        return session.Sql("SELECT COUNT(*) FROM care.outage WHERE outage_id = @id AND lead_case_id = @case_id")
            .With("@id", outageId)
            .With("@case_id", caseId)
            .Number() == 1;
    }

    public static void Back(StoreSession session, Guid outageId, long hubRowId, long now)
    {
        session.Sql(
            """
            UPDATE care.outage_home SET back_at = @now
            WHERE outage_id = @id AND hub_row_id = @hub AND back_at IS NULL
            """)
            .With("@now", now)
            .With("@id", outageId)
            .With("@hub", hubRowId)
            .Run();
    }

    /// <summary>Ends an outage.</summary>
    /// <returns>The cases of homes that are still away.</returns>
    public static List<Guid> End(StoreSession session, Guid outageId, long now)
    {
        session.Sql("UPDATE care.outage SET ended_at = @now WHERE outage_id = @id AND ended_at IS NULL")
            .With("@now", now)
            .With("@id", outageId)
            .Run();
        var left = new List<Guid>();
        using DbDataReader reader = session.Sql(
            """
            SELECT case_id FROM care.outage_home WHERE outage_id = @id AND back_at IS NULL AND case_id IS NOT NULL
            """)
            .With("@id", outageId)
            .Read();
        while (reader.Read())
        {
            left.Add(reader.GetGuid(0));
        }

        return left;
    }

    public static List<OutageView> List(StoreSession session, Guid tenantId, bool includeEnded)
    {
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE o.tenant_id = @tenant_id AND (@all OR o.ended_at IS NULL)
            ORDER BY CASE WHEN o.ended_at IS NULL THEN 0 ELSE 1 END, o.number DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@all", includeEnded)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        return MapAll(reader);
    }

    public static OutageView? Find(StoreSession session, Guid tenantId, Guid outageId)
    {
        using DbDataReader reader = session.Sql(
            Select + " WHERE o.tenant_id = @tenant_id AND o.outage_id = @id")
            .With("@tenant_id", tenantId)
            .With("@id", outageId)
            .Read();
        List<OutageView> found = MapAll(reader);
        return found.Count == 0 ? null : found[0];
    }

    public static OutageView? OfHub(StoreSession session, Guid tenantId, long hubRowId)
    {
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE o.tenant_id = @tenant_id AND o.ended_at IS NULL AND o.outage_id IN (
                SELECT h.outage_id FROM care.outage_home h WHERE h.hub_row_id = @hub AND h.back_at IS NULL)
            """)
            .With("@tenant_id", tenantId)
            .With("@hub", hubRowId)
            .Read();
        List<OutageView> found = MapAll(reader);
        return found.Count == 0 ? null : found[0];
    }

    public static List<OutageHome> Homes(StoreSession session, Guid outageId, IHubNames hubs)
    {
        var found = new List<OutageHome>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, area, case_id, joined_at, back_at, contact, contact_at, contact_by, note
            FROM care.outage_home WHERE outage_id = @id
            ORDER BY CASE WHEN back_at IS NULL THEN 0 ELSE 1 END,
                     CASE contact WHEN 0 THEN 0 WHEN 3 THEN 1 ELSE 2 END, area, hub_row_id
            """)
            .With("@id", outageId)
            .Read();
        while (reader.Read())
        {
            HubName hub = hubs.Find(reader.GetInt64(0));
            found.Add(new OutageHome(
                reader.GetInt64(0),
                hub.HubId,
                hub.Name,
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetGuid(2),
                Time(reader.GetInt64(3)),
                reader.IsDBNull(4) ? null : Time(reader.GetInt64(4)),
                (HomeContact)reader.GetInt32(5),
                reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)),
                reader.GetString(7),
                reader.GetString(8)));
        }

        return found;
    }

    /// <summary>The hubs of an outage that are away.</summary>
    public static List<long> AwayRows(StoreSession session, Guid tenantId, Guid outageId)
    {
        var rows = new List<long>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id FROM care.outage_home
            WHERE outage_id = @id AND tenant_id = @tenant_id AND back_at IS NULL ORDER BY hub_row_id
            """)
            .With("@id", outageId)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    public static bool TickOff(
        StoreSession session, Guid outageId, long hubRowId, HomeContact contact, string by, string note, long now)
    {
        return session.Sql(
            """
            UPDATE care.outage_home SET contact = @contact, contact_at = @now, contact_by = @by, note = @note
            WHERE outage_id = @id AND hub_row_id = @hub
            """)
            .With("@contact", (long)contact)
            .With("@now", now)
            .With("@by", by)
            .With("@note", note)
            .With("@id", outageId)
            .With("@hub", hubRowId)
            .Run() == 1;
    }

    public static bool SetManualCare(
        StoreSession session, Guid tenantId, Guid outageId, bool isNeeded, string note)
    {
        return session.Sql(
            """
            UPDATE care.outage SET needs_manual_care = @needed, note = @note
            WHERE outage_id = @id AND tenant_id = @tenant_id
            """)
            .With("@needed", isNeeded)
            .With("@note", note)
            .With("@id", outageId)
            .With("@tenant_id", tenantId)
            .Run() == 1;
    }

    private static List<OutageView> MapAll(DbDataReader reader)
    {
        var found = new List<OutageView>();
        while (reader.Read())
        {
            found.Add(new OutageView(
                reader.GetGuid(0),
                reader.GetInt64(1),
                (OutageCause)reader.GetInt32(2),
                reader.GetString(3),
                Time(reader.GetInt64(4)),
                reader.IsDBNull(5) ? null : Time(reader.GetInt64(5)),
                reader.GetInt32(10),
                reader.GetInt32(6),
                reader.GetInt32(11),
                reader.IsDBNull(7) ? null : reader.GetGuid(7),
                reader.GetBoolean(8),
                reader.GetString(9)));
        }

        return found;
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
