// The SQL of tickets.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;

namespace Fleet.Server.Tickets;

/// <summary>Reads and writes within a session.</summary>
internal static class TicketStore
{
    private const string Select =
        """
        SELECT ticket_id, number, hub_row_id, case_id, status, component, reporter, work_group, alarm_phone, resident,
               address, phone, serial_number, description, needs_manual_care, opened_at, feedback_due_at, answered_at,
               sent_at, closed_at, version
        FROM care.ticket
        """;

    public static Guid Insert(
        StoreSession session, Actor actor, long hubRowId, TicketDraft draft, long now, long feedbackDueAt)
    {
        Guid id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now));
        session.Sql(
            """
            INSERT INTO care.ticket (
                ticket_id, tenant_id, number, hub_row_id, case_id, status, component, reporter, work_group, alarm_phone,
                resident, address, phone, serial_number, description, needs_manual_care, opened_at, feedback_due_at,
                version)
            SELECT @id, @tenant_id, COALESCE(MAX(number), 0) + 1, @hub, @case_id, 0, @component, @reporter, @work_group,
                @alarm_phone, @resident, @address, @phone, @serial_number, @description, @manual, @now, @due, 1
            FROM care.ticket WHERE tenant_id = @tenant_id
            """)
            .With("@id", id)
            .With("@tenant_id", actor.TenantId)
            .With("@hub", hubRowId)
            .With("@case_id", draft.CaseId)
            .With("@component", (long)draft.Component)
            .With("@reporter", draft.Fields.Reporter)
            .With("@work_group", draft.Fields.WorkGroup)
            .With("@alarm_phone", draft.Fields.AlarmPhone)
            .With("@resident", draft.Fields.Resident)
            .With("@address", draft.Fields.Address)
            .With("@phone", draft.Fields.Phone)
            .With("@serial_number", draft.Fields.SerialNumber)
            .With("@description", draft.Fields.Description)
            .With("@manual", draft.NeedsManualCare)
            .With("@now", now)
            .With("@due", feedbackDueAt)
            .Run();
        return id;
    }

    /// <summary>Writes how far a ticket is; null leaves a time as it is.</summary>
    public static void Update(
        StoreSession session, Guid ticketId, TicketStatus status, long? answeredAt, long? sentAt, long? closedAt)
    {
        session.Sql(
            """
            UPDATE care.ticket SET status = @status, answered_at = COALESCE(answered_at, @answered_at),
                sent_at = COALESCE(@sent_at, sent_at), closed_at = COALESCE(@closed_at, closed_at),
                version = version + 1
            WHERE ticket_id = @id
            """)
            .With("@status", (long)status)
            .With("@answered_at", answeredAt)
            .With("@sent_at", sentAt)
            .With("@closed_at", closedAt)
            .With("@id", ticketId)
            .Run();
    }

    /// <summary>Adds a line to the history.</summary>
    public static void Append(StoreSession session, Actor actor, Guid ticketId, string step, string text, long now)
    {
        session.Sql(
            """
            INSERT INTO care.ticket_entry (ticket_id, number, tenant_id, at, step, actor_name, text)
            SELECT @id, COALESCE(MAX(number), 0) + 1, @tenant_id, @at, @step, @actor, @text
            FROM care.ticket_entry WHERE ticket_id = @id
            """)
            .With("@id", ticketId)
            .With("@tenant_id", actor.TenantId)
            .With("@at", now)
            .With("@step", step)
            .With("@actor", actor.DisplayName)
            .With("@text", text)
            .Run();
    }

    public static long CountEntries(StoreSession session, Guid ticketId)
    {
        return session.Sql("SELECT COUNT(*) FROM care.ticket_entry WHERE ticket_id = @id")
            .With("@id", ticketId)
            .Number() ?? 0;
    }

    public static TicketView? Find(StoreSession session, Guid tenantId, Guid ticketId, IHubNames hubs)
    {
        using DbDataReader reader = session.Sql(Select + " WHERE tenant_id = @tenant_id AND ticket_id = @id")
            .With("@tenant_id", tenantId)
            .With("@id", ticketId)
            .Read();
        return reader.Read() ? Map(reader, hubs) : null;
    }

    public static List<TicketView> List(
        StoreSession session, Guid tenantId, long? hubRowId, bool includeDone, IHubNames hubs)
    {
        var found = new List<TicketView>();
        using DbDataReader reader = session.Sql(
            Select + """

            WHERE tenant_id = @tenant_id AND (@all OR status <> 9) AND (@hub = 0 OR hub_row_id = @hub)
            ORDER BY CASE status WHEN 9 THEN 1 ELSE 0 END,
                     CASE status WHEN 9 THEN -closed_at ELSE feedback_due_at END, number
            LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@all", includeDone)
            .With("@hub", hubRowId ?? 0)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader, hubs));
        }

        return found;
    }

    public static List<TicketEntry> History(StoreSession session, Guid tenantId, Guid ticketId)
    {
        var found = new List<TicketEntry>();
        using DbDataReader reader = session.Sql(
            """
            SELECT number, at, step, actor_name, text FROM care.ticket_entry
            WHERE tenant_id = @tenant_id AND ticket_id = @id ORDER BY number
            """)
            .With("@tenant_id", tenantId)
            .With("@id", ticketId)
            .Read();
        while (reader.Read())
        {
            found.Add(new TicketEntry(
                reader.GetInt64(0),
                Time(reader.GetInt64(1)),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4)));
        }

        return found;
    }

    private static TicketView Map(DbDataReader reader, IHubNames hubs)
    {
        HubName hub = hubs.Find(reader.GetInt64(2));
        var fields = new TicketFields(
            reader.GetString(6),
            reader.GetString(7),
            reader.GetString(8),
            reader.GetString(9),
            reader.GetString(10),
            reader.GetString(11),
            reader.GetString(12),
            reader.GetString(13));
        return new TicketView(
            reader.GetGuid(0),
            reader.GetInt64(1),
            hub.HubId,
            hub.Name,
            reader.IsDBNull(3) ? null : reader.GetGuid(3),
            (TicketStatus)reader.GetInt32(4),
            (FaultComponent)reader.GetInt32(5),
            fields,
            reader.GetBoolean(14),
            Time(reader.GetInt64(15)),
            Time(reader.GetInt64(16)),
            reader.IsDBNull(17) ? null : Time(reader.GetInt64(17)),
            reader.IsDBNull(18) ? null : Time(reader.GetInt64(18)),
            reader.IsDBNull(19) ? null : Time(reader.GetInt64(19)),
            reader.GetInt64(20));
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }
}
