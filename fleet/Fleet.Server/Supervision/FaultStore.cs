// The SQL of technical cases' deadlines, contacts and untested triggers.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Devices;

namespace Fleet.Server.Supervision;

/// <summary>A technical case that has no deadline beside it yet.</summary>
internal readonly record struct NewFault(
    Guid CaseId, Guid TenantId, long HubRowId, long TriggerId, int DeviceType, int StatusCode, long DetectedAt);

/// <summary>Reads and writes within a session.</summary>
internal static class FaultStore
{
    private const string Select =
        """
        SELECT f.case_id, c.case_number, f.hub_row_id, c.trigger_id, f.kind, f.component, f.is_urgent, c.state,
               c.is_condition_active, c.owner_name, f.detected_at, f.due_at, f.breached_at, f.outage_id, f.exchanged_at
        FROM care.fault f JOIN care.alarm_case c ON c.case_id = f.case_id
        """;

    /// <summary>Open technical cases without a deadline.</summary>
    public static List<NewFault> ReadNew(StoreSession session, int limit)
    {
        var found = new List<NewFault>();
        using DbDataReader reader = session.Sql(
            """
            SELECT c.case_id, c.tenant_id, c.hub_row_id, c.trigger_id, c.device_type, c.status_code, c.received_at
            FROM care.alarm_case c
            WHERE c.state <> 9 AND c.kind = 1
              AND NOT EXISTS (SELECT 1 FROM care.fault f WHERE f.case_id = c.case_id)
            LIMIT @limit
            """).With("@limit", (long)limit).Read();
        while (reader.Read())
        {
            found.Add(new NewFault(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt32(4),
                reader.GetInt32(5),
                reader.GetInt64(6)));
        }

        return found;
    }

    public static void Insert(StoreSession session, in NewFault fault, in FaultMeaning meaning, long dueAt)
    {
        session.Sql(
            """
            INSERT INTO care.fault (
                case_id, tenant_id, hub_row_id, kind, component, is_urgent, detected_at, due_at)
            VALUES (@case_id, @tenant_id, @hub, @kind, @component, @is_urgent, @detected_at, @due_at)
            ON CONFLICT (case_id) DO NOTHING
            """)
            .With("@case_id", fault.CaseId)
            .With("@tenant_id", fault.TenantId)
            .With("@hub", fault.HubRowId)
            .With("@kind", (long)meaning.Kind)
            .With("@component", (long)meaning.Component)
            .With("@is_urgent", meaning.IsUrgent)
            .With("@detected_at", fault.DetectedAt)
            .With("@due_at", dueAt)
            .Run();
    }

    /// <summary>Ends the deadlines of closed cases, and takes them up again for reopened ones.</summary>
    public static int FollowCases(StoreSession session)
    {
        int ended = session.Sql(
            """
            UPDATE care.fault SET ended_at = (
                SELECT c.closed_at FROM care.alarm_case c WHERE c.case_id = care.fault.case_id)
            WHERE ended_at IS NULL AND EXISTS (
                SELECT 1 FROM care.alarm_case c WHERE c.case_id = care.fault.case_id AND c.state = 9)
            """).Run();
        return ended + session.Sql(
            """
            UPDATE care.fault SET ended_at = NULL
            WHERE ended_at IS NOT NULL AND case_id IN (
                SELECT c.case_id FROM care.alarm_case c WHERE c.state <> 9 AND c.kind = 1)
            """).Run();
    }

    /// <summary>Notes open ones whose time has passed.</summary>
    public static List<(Guid CaseId, Guid TenantId, long DueAt)> TakeBreached(StoreSession session, long now)
    {
        var found = new List<(Guid, Guid, long)>();
        using DbDataReader reader = session.Sql(
            """
            UPDATE care.fault SET breached_at = @now
            WHERE ended_at IS NULL AND breached_at IS NULL AND due_at <= @now
            RETURNING case_id, tenant_id, due_at
            """).With("@now", now).Read();
        while (reader.Read())
        {
            found.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2)));
        }

        return found;
    }

    public static List<FaultView> List(
        StoreSession session, Guid tenantId, long? hubRowId, Guid? caseId, IHubNames hubs, int limit)
    {
        var found = new List<FaultView>();
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE f.tenant_id = @tenant_id AND (@any OR f.ended_at IS NULL)
              AND (@hub = 0 OR f.hub_row_id = @hub) AND (NOT @any OR f.case_id = @case_id)
            ORDER BY f.due_at, c.case_number LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@hub", hubRowId ?? 0)
            .With("@any", caseId is not null)
            .With("@case_id", caseId ?? Guid.Empty)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader, hubs));
        }

        return found;
    }

    public static bool MarkExchanged(StoreSession session, Guid tenantId, Guid caseId, string by, long now)
    {
        return session.Sql(
            """
            UPDATE care.fault SET exchanged_at = @now, exchanged_by = @by
            WHERE case_id = @case_id AND tenant_id = @tenant_id AND ended_at IS NULL
            """)
            .With("@now", now)
            .With("@by", by)
            .With("@case_id", caseId)
            .With("@tenant_id", tenantId)
            .Run() == 1;
    }

    /// <summary>
    /// Whether something was exchanged and no test has come through since: a test alarm from the hub, or any press of
    /// the trigger that the case is about.
    /// </summary>
    public static bool LacksTest(StoreSession session, Guid tenantId, Guid caseId)
    {
        return session.Sql(
            """
            SELECT COUNT(*) FROM care.fault f JOIN care.alarm_case c ON c.case_id = f.case_id
            WHERE f.case_id = @case_id AND f.tenant_id = @tenant_id AND f.exchanged_at IS NOT NULL
              AND NOT EXISTS (
                SELECT 1 FROM care.alarm a
                WHERE a.hub_row_id = f.hub_row_id AND a.received_at >= f.exchanged_at
                  AND ((c.trigger_id = 0 AND a.kind = 2) OR (c.trigger_id <> 0 AND a.trigger_id = c.trigger_id
                    AND a.kind <> 1)))
            """)
            .With("@case_id", caseId)
            .With("@tenant_id", tenantId)
            .Number() > 0;
    }

    public static bool SetComponent(StoreSession session, Guid tenantId, Guid caseId, FaultComponent component)
    {
        return session.Sql(
            "UPDATE care.fault SET component = @component WHERE case_id = @case_id AND tenant_id = @tenant_id")
            .With("@component", (long)component)
            .With("@case_id", caseId)
            .With("@tenant_id", tenantId)
            .Run() == 1;
    }

    public static List<SupportContact> Contacts(StoreSession session, Guid tenantId)
    {
        var found = new List<SupportContact>();
        using DbDataReader reader = session.Sql(
            """
            SELECT component, name, phone_number, mail, hours FROM care.support_contact
            WHERE tenant_id = @tenant_id ORDER BY component
            """).With("@tenant_id", tenantId).Read();
        while (reader.Read())
        {
            found.Add(new SupportContact(
                (FaultComponent)reader.GetInt32(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4)));
        }

        return found;
    }

    public static int SetContact(StoreSession session, Guid tenantId, SupportContact contact)
    {
        return session.Sql(
            """
            INSERT INTO care.support_contact (tenant_id, component, name, phone_number, mail, hours)
            VALUES (@tenant_id, @component, @name, @phone_number, @mail, @hours)
            ON CONFLICT (tenant_id, component) DO UPDATE SET
                name = @name, phone_number = @phone_number, mail = @mail, hours = @hours
            """)
            .With("@tenant_id", tenantId)
            .With("@component", (long)contact.Component)
            .With("@name", contact.Name)
            .With("@phone_number", contact.PhoneNumber)
            .With("@mail", contact.Mail)
            .With("@hours", contact.Hours)
            .Run();
    }

    /// <summary>Triggers paired before a time and not tried since.</summary>
    public static List<UntestedDevice> Untested(
        StoreSession session, Guid tenantId, long pairedBefore, IHubNames hubs)
    {
        var found = new List<UntestedDevice>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, device_id, kind, paired_at, last_heard_at FROM device.hub_device
            WHERE tenant_id = @tenant_id AND removed_at IS NULL AND paired_at < @before
              AND (last_heard_at IS NULL OR (flags & @untested) <> 0)
            ORDER BY paired_at LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@before", pairedBefore)
            .With("@untested", (long)DeviceFlags.Untested)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        while (reader.Read())
        {
            HubName hub = hubs.Find(reader.GetInt64(0));
            found.Add(new UntestedDevice(
                hub.HubId,
                hub.Name,
                reader.GetInt64(1),
                ((DeviceKind)reader.GetInt32(2)).ToString(),
                Time(reader.GetInt64(3)),
                reader.IsDBNull(4) ? null : Time(reader.GetInt64(4))));
        }

        return found;
    }

    private static FaultView Map(DbDataReader reader, IHubNames hubs)
    {
        HubName hub = hubs.Find(reader.GetInt64(2));
        return new FaultView(
            reader.GetGuid(0),
            reader.GetInt64(1),
            hub.HubId,
            hub.Name,
            reader.GetInt64(3),
            (FaultKind)reader.GetInt32(4),
            (FaultComponent)reader.GetInt32(5),
            reader.GetBoolean(6),
            (CaseState)reader.GetInt32(7),
            reader.GetBoolean(8),
            reader.IsDBNull(9) ? null : reader.GetString(9),
            Time(reader.GetInt64(10)),
            Time(reader.GetInt64(11)),
            reader.IsDBNull(12) ? null : Time(reader.GetInt64(12)),
            reader.IsDBNull(13) ? null : reader.GetGuid(13),
            reader.IsDBNull(14) ? null : Time(reader.GetInt64(14)));
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
