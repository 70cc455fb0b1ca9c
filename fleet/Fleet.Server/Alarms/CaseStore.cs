// Reads and writes cases and their logs within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Audit;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>The SQL of cases. A transaction that changes cases calls <see cref="Outbox.Open"/> first.</summary>
internal static class CaseStore
{
    public const string Columns =
        """
        case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, trigger_id, priority, state,
        is_condition_active, press_count, raised_at, received_at, last_event_at, owner_id, owner_name, claimed_at,
        next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants
        """;

    private const string InsertCase =
        """
        INSERT INTO care.alarm_case (
            case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, trigger_id, priority, state,
            is_condition_active, press_count, raised_at, received_at, last_event_at, owner_id, owner_name, claimed_at,
            next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants)
        VALUES (
            @case_id, @tenant_id, @case_number, @hub_row_id, @kind, @device_type, @status_code, @trigger_id, @priority,
            @state, @is_condition_active, @press_count, @raised_at, @received_at, @last_event_at, @owner_id,
            @owner_name, @claimed_at, @next_deadline_at, @overdue_count, @outcome, @closed_at, @version, @log_count,
            @log_hash, @location, @occupants)
        """;

    private const string UpdateCase =
        """
        UPDATE care.alarm_case SET
            priority = @priority, state = @state, is_condition_active = @is_condition_active,
            press_count = @press_count, last_event_at = @last_event_at, owner_id = @owner_id,
            owner_name = @owner_name, claimed_at = @claimed_at, next_deadline_at = @next_deadline_at,
            overdue_count = @overdue_count, outcome = @outcome, closed_at = @closed_at, version = @version,
            log_count = @log_count, log_hash = @log_hash, occupants = @occupants
        WHERE case_id = @case_id AND version = @read_version AND log_count = @read_log_count
        """;

    /// <summary>One case of a tenant; null when there is none.</summary>
    public static AlarmCaseRow? Find(StoreSession session, Guid tenantId, Guid caseId)
    {
        return One(session.Sql(
            "SELECT " + Columns + " FROM care.alarm_case WHERE case_id = @id AND tenant_id = @tenant_id")
            .With("@id", caseId)
            .With("@tenant_id", tenantId));
    }

    /// <summary>The hub's open person or test case; null when there is none.</summary>
    public static AlarmCaseRow? FindOpen(StoreSession session, long hubRowId, CaseKind kind)
    {
        return One(session.Sql(
            "SELECT " + Columns + " FROM care.alarm_case WHERE hub_row_id = @hub AND kind = @kind AND state <> 9")
            .With("@hub", hubRowId)
            .With("@kind", (long)kind));
    }

    /// <summary>The open technical case of the same hub, trigger and cause; null when there is none.</summary>
    public static AlarmCaseRow? FindOpenFault(
        StoreSession session, long hubRowId, long triggerId, int deviceType, int statusCode)
    {
        return One(session.Sql(
            "SELECT " + Columns + """
             FROM care.alarm_case
            WHERE hub_row_id = @hub AND kind = 1 AND state <> 9
              AND trigger_id = @trigger AND device_type = @device AND status_code = @status
            """)
            .With("@hub", hubRowId)
            .With("@trigger", triggerId)
            .With("@device", (long)deviceType)
            .With("@status", (long)statusCode));
    }

    /// <summary>Open cases whose deadline has passed, oldest deadline first; locked against other nodes.</summary>
    public static IReadOnlyList<AlarmCaseRow> TakeDue(StoreSession session, long now, int limit)
    {
        string skip = session.Dialect.Provider == StoreProvider.PostgreSql ? " FOR UPDATE SKIP LOCKED" : "";
        var rows = new List<AlarmCaseRow>();
        using DbDataReader reader = session.Sql(
            "SELECT " + Columns + """
             FROM care.alarm_case
            WHERE state <> 9 AND next_deadline_at <= @now ORDER BY next_deadline_at LIMIT @limit
            """ + skip)
            .With("@now", now)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            rows.Add(Map(reader));
        }

        return rows;
    }

    /// <summary>The next number of the tenant's cases.</summary>
    public static long NextNumber(StoreSession session, Guid tenantId)
    {
        return session.Sql(
            """
            INSERT INTO care.case_counter (tenant_id, next_number) VALUES (@tenant_id, 2)
            ON CONFLICT (tenant_id) DO UPDATE SET next_number = care.case_counter.next_number + 1
            RETURNING next_number - 1
            """)
            .With("@tenant_id", tenantId)
            .Number()!.Value;
    }

    /// <summary>
    /// Writes the case and its new log entries, proves them in the tenant's log, and tells the outbox when people
    /// should see the change.
    /// </summary>
    /// <returns>False when somebody else changed the case since it was read; then nothing was written.</returns>
    public static bool Save(StoreSession session, ITenantLog log, CaseEdit edit, bool announce = true)
    {
        StoreCommand command = session.Sql(edit.IsNew ? InsertCase : UpdateCase);
        BindChanging(command, edit.Row);
        if (edit.IsNew)
        {
            BindFixed(command, edit.Row);
        }
        else
        {
            command.With("@read_version", edit.ReadVersion).With("@read_log_count", edit.ReadLogCount);
        }

        if (command.Run() != 1)
        {
            return false;
        }

        foreach (CaseLogRow entry in edit.Entries)
        {
            session.Sql(
                """
                INSERT INTO care.case_log (case_id, number, tenant_id, at, step, actor_id, actor_name, detail, hash)
                VALUES (@case_id, @number, @tenant_id, @at, @step, @actor_id, @actor_name, @detail, @hash)
                """)
                .With("@case_id", entry.CaseId)
                .With("@number", entry.Number)
                .With("@tenant_id", entry.TenantId)
                .With("@at", entry.At)
                .With("@step", entry.Step)
                .With("@actor_id", entry.ActorId)
                .With("@actor_name", entry.ActorName)
                .With("@detail", entry.Detail)
                .With("@hash", entry.Hash)
                .Run();
            log.AppendCase(session, entry.TenantId, entry.CaseId, entry.Number, entry.At, entry.Hash);
        }

        if (announce)
        {
            Outbox.Append(session, edit.Row.TenantId, Outbox.CaseTopic, edit.Row.CaseId.ToString(), edit.At);
        }

        return true;
    }

    /// <summary>Reads the present row, whose columns are <see cref="Columns"/>.</summary>
    public static AlarmCaseRow Map(DbDataReader reader)
    {
        return new AlarmCaseRow
        {
            CaseId = reader.GetGuid(0),
            TenantId = reader.GetGuid(1),
            CaseNumber = reader.GetInt64(2),
            HubRowId = reader.GetInt64(3),
            Kind = (CaseKind)reader.GetInt32(4),
            DeviceType = reader.GetInt32(5),
            StatusCode = reader.GetInt32(6),
            TriggerId = reader.GetInt64(7),
            Priority = reader.GetInt32(8),
            State = (CaseState)reader.GetInt32(9),
            IsConditionActive = reader.GetBoolean(10),
            PressCount = reader.GetInt32(11),
            RaisedAt = reader.GetInt64(12),
            ReceivedAt = reader.GetInt64(13),
            LastEventAt = reader.GetInt64(14),
            OwnerId = reader.IsDBNull(15) ? null : reader.GetGuid(15),
            OwnerName = reader.IsDBNull(16) ? null : reader.GetString(16),
            ClaimedAt = reader.IsDBNull(17) ? null : reader.GetInt64(17),
            NextDeadlineAt = reader.IsDBNull(18) ? null : reader.GetInt64(18),
            OverdueCount = reader.GetInt32(19),
            Outcome = reader.IsDBNull(20) ? null : (CaseOutcome)reader.GetInt32(20),
            ClosedAt = reader.IsDBNull(21) ? null : reader.GetInt64(21),
            Version = reader.GetInt64(22),
            LogCount = reader.GetInt64(23),
            LogHash = reader.GetFieldValue<byte[]>(24),
            Location = reader.GetInt32(25),
            Occupants = reader.GetInt32(26),
        };
    }

    private static AlarmCaseRow? One(StoreCommand command)
    {
        using DbDataReader reader = command.Read();
        return reader.Read() ? Map(reader) : null;
    }

    private static void BindChanging(StoreCommand command, AlarmCaseRow row)
    {
        command.With("@case_id", row.CaseId)
            .With("@priority", (long)row.Priority)
            .With("@state", (long)row.State)
            .With("@is_condition_active", row.IsConditionActive)
            .With("@press_count", (long)row.PressCount)
            .With("@last_event_at", row.LastEventAt)
            .With("@owner_id", row.OwnerId)
            .With("@owner_name", row.OwnerName)
            .With("@claimed_at", row.ClaimedAt)
            .With("@next_deadline_at", row.NextDeadlineAt)
            .With("@overdue_count", (long)row.OverdueCount)
            .With("@outcome", (long?)row.Outcome)
            .With("@closed_at", row.ClosedAt)
            .With("@version", row.Version)
            .With("@log_count", row.LogCount)
            .With("@log_hash", row.LogHash)
            .With("@occupants", (long)row.Occupants);
    }

    private static void BindFixed(StoreCommand command, AlarmCaseRow row)
    {
        command.With("@tenant_id", row.TenantId)
            .With("@case_number", row.CaseNumber)
            .With("@hub_row_id", row.HubRowId)
            .With("@kind", (long)row.Kind)
            .With("@device_type", (long)row.DeviceType)
            .With("@status_code", (long)row.StatusCode)
            .With("@trigger_id", row.TriggerId)
            .With("@location", (long)row.Location)
            .With("@raised_at", row.RaisedAt)
            .With("@received_at", row.ReceivedAt);
    }
}
