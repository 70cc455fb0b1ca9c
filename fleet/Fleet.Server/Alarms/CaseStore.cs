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
        next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants,
        queue, is_direct, phase_since, step_index, speech, spoken_at, dispatched_at, accepted_at, on_site_at, left_at,
        group_id, group_name, responder_id, responder_name, receipt_method, cause, merged_into, reopen_count, source,
        is_sounding, quiet_until, test_asked_at, test_due_at, visit_since
        """;

    private const string InsertCase =
        """
        INSERT INTO care.alarm_case (
            case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, trigger_id, priority, state,
            is_condition_active, press_count, raised_at, received_at, last_event_at, owner_id, owner_name, claimed_at,
            next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants,
            queue, is_direct, phase_since, step_index, speech, spoken_at, dispatched_at, accepted_at, on_site_at,
            left_at, group_id, group_name, responder_id, responder_name, receipt_method, cause, merged_into,
            reopen_count, source, is_sounding, quiet_until, test_asked_at, test_due_at, visit_since)
        VALUES (
            @case_id, @tenant_id, @case_number, @hub_row_id, @kind, @device_type, @status_code, @trigger_id, @priority,
            @state, @is_condition_active, @press_count, @raised_at, @received_at, @last_event_at, @owner_id,
            @owner_name, @claimed_at, @next_deadline_at, @overdue_count, @outcome, @closed_at, @version, @log_count,
            @log_hash, @location, @occupants, @queue, @is_direct, @phase_since, @step_index, @speech, @spoken_at,
            @dispatched_at, @accepted_at, @on_site_at, @left_at, @group_id, @group_name, @responder_id,
            @responder_name, @receipt_method, @cause, @merged_into, @reopen_count, @source, @is_sounding,
            @quiet_until, @test_asked_at, @test_due_at, @visit_since)
        """;

    private const string UpdateCase =
        """
        UPDATE care.alarm_case SET
            priority = @priority, state = @state, is_condition_active = @is_condition_active,
            press_count = @press_count, last_event_at = @last_event_at, owner_id = @owner_id,
            owner_name = @owner_name, claimed_at = @claimed_at, next_deadline_at = @next_deadline_at,
            overdue_count = @overdue_count, outcome = @outcome, closed_at = @closed_at, version = @version,
            log_count = @log_count, log_hash = @log_hash, occupants = @occupants,
            queue = @queue, is_direct = @is_direct, phase_since = @phase_since, step_index = @step_index,
            speech = @speech, spoken_at = @spoken_at, dispatched_at = @dispatched_at, accepted_at = @accepted_at,
            on_site_at = @on_site_at, left_at = @left_at, group_id = @group_id, group_name = @group_name,
            responder_id = @responder_id, responder_name = @responder_name, receipt_method = @receipt_method,
            cause = @cause, merged_into = @merged_into, reopen_count = @reopen_count, is_sounding = @is_sounding,
            quiet_until = @quiet_until, test_asked_at = @test_asked_at, test_due_at = @test_due_at,
            visit_since = @visit_since
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

    /// <summary>The hub's open cases that wait for a test alarm, or for a visit that makes one.</summary>
    public static IReadOnlyList<AlarmCaseRow> FindAwaitingTest(StoreSession session, long hubRowId)
    {
        var rows = new List<AlarmCaseRow>();
        using DbDataReader reader = session.Sql(
            "SELECT " + Columns + """
             FROM care.alarm_case
            WHERE hub_row_id = @hub AND kind = 1 AND state <> 9 AND test_asked_at IS NOT NULL ORDER BY case_number
            """)
            .With("@hub", hubRowId)
            .Read();
        while (reader.Read())
        {
            rows.Add(CaseColumns.Map(reader));
        }

        return rows;
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
            rows.Add(CaseColumns.Map(reader));
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
        CaseColumns.BindChanging(command, edit.Row);
        if (edit.IsNew)
        {
            CaseColumns.BindFixed(command, edit.Row);
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

    private static AlarmCaseRow? One(StoreCommand command)
    {
        using DbDataReader reader = command.Read();
        return reader.Read() ? CaseColumns.Map(reader) : null;
    }
}
