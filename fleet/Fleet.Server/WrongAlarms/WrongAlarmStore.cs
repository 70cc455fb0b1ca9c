// The SQL of wrong alarms and of changes that answer them.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.WrongAlarms;

/// <summary>Reads and writes within a session.</summary>
internal static class WrongAlarmStore
{
    private const string Select =
        """
        SELECT w.wrong_alarm_id, w.case_id, c.case_number, w.hub_row_id, w.trigger_id, w.device_type, w.status_code,
               w.raised_at, w.status, w.reason, w.comment, w.marked_at, w.marked_by, w.decision, w.change_id,
               w.decided_at, w.decided_by, w.version
        FROM care.wrong_alarm w JOIN care.alarm_case c ON c.case_id = w.case_id
        """;

    /// <summary>Closed cases whose outcome says that they were wrong and that are not in the queue yet.</summary>
    public static List<(Guid CaseId, Guid TenantId, string By)> ReadUnmarked(
        StoreSession session, long closedAfter, int limit)
    {
        var found = new List<(Guid, Guid, string)>();
        using DbDataReader reader = session.Sql(
            """
            SELECT c.case_id, c.tenant_id, COALESCE(c.owner_name, c.responder_name, '') FROM care.alarm_case c
            WHERE c.state = 9 AND c.kind = 0 AND c.outcome = 5 AND c.closed_at >= @after
              AND NOT EXISTS (SELECT 1 FROM care.wrong_alarm w WHERE w.case_id = c.case_id)
            LIMIT @limit
            """)
            .With("@after", closedAfter)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)));
        }

        return found;
    }

    /// <summary>Puts a person case into the queue, or adds what is told to what is there.</summary>
    /// <returns>False when the tenant has no such person case.</returns>
    public static bool Mark(
        StoreSession session,
        Guid tenantId,
        Guid caseId,
        WrongAlarmCause reason,
        string comment,
        string by,
        long now)
    {
        return session.Sql(
            """
            INSERT INTO care.wrong_alarm (
                wrong_alarm_id, tenant_id, case_id, hub_row_id, trigger_id, device_type, status_code, raised_at, status,
                reason, comment, marked_at, marked_by, decision, decided_by, version)
            SELECT @id, c.tenant_id, c.case_id, c.hub_row_id, c.trigger_id, c.device_type, c.status_code, c.raised_at,
                0, @reason, @comment, @now, @by, '', '', 1
            FROM care.alarm_case c WHERE c.case_id = @case_id AND c.tenant_id = @tenant_id AND c.kind = 0
            ON CONFLICT (case_id) DO UPDATE SET
                reason = CASE WHEN @reason = 0 THEN care.wrong_alarm.reason ELSE @reason END,
                comment = CASE WHEN @comment = '' THEN care.wrong_alarm.comment ELSE @comment END,
                version = care.wrong_alarm.version + 1
            """)
            .With("@id", Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now)))
            .With("@reason", (long)reason)
            .With("@comment", comment)
            .With("@now", now)
            .With("@by", by)
            .With("@case_id", caseId)
            .With("@tenant_id", tenantId)
            .Run() == 1;
    }

    public static void TakeUp(StoreSession session, Guid id)
    {
        session.Sql("UPDATE care.wrong_alarm SET status = 1, version = version + 1 WHERE wrong_alarm_id = @id")
            .With("@id", id)
            .Run();
    }

    public static void Decide(
        StoreSession session, Actor actor, Guid id, string decision, Guid? changeId, long now)
    {
        session.Sql(
            """
            UPDATE care.wrong_alarm SET status = 9, decision = @decision, change_id = @change_id, decided_at = @now,
                decided_by = @by, version = version + 1
            WHERE wrong_alarm_id = @id
            """)
            .With("@decision", decision)
            .With("@change_id", changeId)
            .With("@now", now)
            .With("@by", actor.DisplayName)
            .With("@id", id)
            .Run();
    }

    public static Guid AddChange(
        StoreSession session, Actor actor, long hubRowId, long triggerId, SettingChange change, long now)
    {
        Guid id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now));
        session.Sql(
            """
            INSERT INTO care.setting_change (
                change_id, tenant_id, hub_row_id, trigger_id, setting, old_value, new_value, comment, changed_at,
                actor_id, actor_name)
            VALUES (@id, @tenant_id, @hub, @trigger, @setting, @old, @new, @comment, @now, @actor_id, @actor_name)
            """)
            .With("@id", id)
            .With("@tenant_id", actor.TenantId)
            .With("@hub", hubRowId)
            .With("@trigger", triggerId)
            .With("@setting", change.Setting)
            .With("@old", change.OldValue)
            .With("@new", change.NewValue)
            .With("@comment", change.Comment)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
        return id;
    }

    public static List<WrongAlarmView> List(StoreSession session, Guid tenantId, bool isArchive, IHubNames hubs)
    {
        var found = new List<WrongAlarmView>();
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE w.tenant_id = @tenant_id AND (w.status = 9) = @archive
            ORDER BY CASE WHEN w.status = 9 THEN -w.decided_at ELSE w.marked_at END LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@archive", isArchive)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader, hubs));
        }

        return found;
    }

    public static WrongAlarmView? Find(
        StoreSession session, Guid tenantId, Guid? id, Guid? caseId, IHubNames hubs)
    {
        using DbDataReader reader = session.Sql(
            Select + " WHERE w.tenant_id = @tenant_id AND (w.wrong_alarm_id = @id OR w.case_id = @case_id)")
            .With("@tenant_id", tenantId)
            .With("@id", id ?? Guid.Empty)
            .With("@case_id", caseId ?? Guid.Empty)
            .Read();
        return reader.Read() ? Map(reader, hubs) : null;
    }

    public static List<SettingChangeView> Changes(
        StoreSession session, Guid tenantId, long hubRowId, long triggerId)
    {
        var found = new List<SettingChangeView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT change_id, changed_at, actor_name, setting, old_value, new_value, comment FROM care.setting_change
            WHERE tenant_id = @tenant_id AND hub_row_id = @hub AND trigger_id = @trigger
            ORDER BY changed_at DESC, change_id DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@hub", hubRowId)
            .With("@trigger", triggerId)
            .With("@limit", (long)Limits.Technical.ShownChanges)
            .Read();
        while (reader.Read())
        {
            found.Add(new SettingChangeView(
                reader.GetGuid(0),
                Time(reader.GetInt64(1)),
                reader.GetString(2),
                new SettingChange(
                    reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6))));
        }

        return found;
    }

    public static List<SensorCount> Counts(
        StoreSession session, Guid tenantId, long from, long to, IHubNames hubs)
    {
        var found = new List<SensorCount>();
        using DbDataReader reader = session.Sql(
            """
            SELECT c.hub_row_id, c.trigger_id, MAX(c.device_type), COUNT(*), COUNT(w.case_id),
                   (SELECT COUNT(*) FROM care.setting_change s
                    WHERE s.tenant_id = @tenant_id AND s.hub_row_id = c.hub_row_id AND s.trigger_id = c.trigger_id
                      AND s.changed_at >= @from AND s.changed_at < @to)
            FROM care.alarm_case c LEFT JOIN care.wrong_alarm w ON w.case_id = c.case_id
            WHERE c.tenant_id = @tenant_id AND c.kind = 0 AND c.raised_at >= @from AND c.raised_at < @to
            GROUP BY c.hub_row_id, c.trigger_id
            ORDER BY COUNT(w.case_id) DESC, COUNT(*) DESC, c.hub_row_id, c.trigger_id LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@to", to)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        while (reader.Read())
        {
            HubName hub = hubs.Find(reader.GetInt64(0));
            found.Add(new SensorCount(
                hub.HubId,
                hub.Name,
                reader.GetInt64(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetInt32(5)));
        }

        return found;
    }

    private static WrongAlarmView Map(DbDataReader reader, IHubNames hubs)
    {
        HubName hub = hubs.Find(reader.GetInt64(3));
        return new WrongAlarmView(
            reader.GetGuid(0),
            reader.GetGuid(1),
            reader.GetInt64(2),
            hub.HubId,
            hub.Name,
            reader.GetInt64(4),
            reader.GetInt32(5),
            reader.GetInt32(6),
            Time(reader.GetInt64(7)),
            (WrongAlarmStatus)reader.GetInt32(8),
            (WrongAlarmCause)reader.GetInt32(9),
            reader.GetString(10),
            Time(reader.GetInt64(11)),
            reader.GetString(12),
            reader.GetString(13),
            reader.IsDBNull(14) ? null : reader.GetGuid(14),
            reader.IsDBNull(15) ? null : Time(reader.GetInt64(15)),
            reader.GetString(16),
            reader.GetInt64(17));
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
