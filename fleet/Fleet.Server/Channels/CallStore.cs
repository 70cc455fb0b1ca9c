// Reads and writes calls within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>A call as it is stored.</summary>
internal sealed record CallRow(
    Guid CallId,
    Guid TenantId,
    Guid CaseId,
    CallTarget Target,
    string Number,
    string OperatorNumber,
    Guid OperatorId,
    string OperatorName,
    CallState State,
    CallResult Result,
    long StartedAt,
    long? AnsweredAt,
    long? EndedAt,
    SpeechResult Speech,
    string Provider,
    bool IsRecorded,
    string? RecordingReference);

/// <summary>The SQL of calls.</summary>
internal static class CallStore
{
    private const string Columns =
        "call_id, tenant_id, case_id, target, number, operator_number, operator_id, operator_name, state, result, "
        + "started_at, answered_at, ended_at, speech, provider, is_recorded, recording_reference";

    /// <summary>Adds a call that begins.</summary>
    public static void Add(StoreSession session, CallRow row)
    {
        session.Sql(
            """
            INSERT INTO care.call (
                call_id, tenant_id, case_id, target, number, operator_number, operator_id, operator_name, state, result,
                started_at, is_recorded)
            VALUES (
                @call_id, @tenant_id, @case_id, @target, @number, @operator_number, @operator_id, @operator_name, 0, 0,
                @started_at, @is_recorded)
            """)
            .With("@call_id", row.CallId)
            .With("@tenant_id", row.TenantId)
            .With("@case_id", row.CaseId)
            .With("@target", (long)row.Target)
            .With("@number", row.Number)
            .With("@operator_number", row.OperatorNumber)
            .With("@operator_id", row.OperatorId)
            .With("@operator_name", row.OperatorName)
            .With("@started_at", row.StartedAt)
            .With("@is_recorded", row.IsRecorded ? 1L : 0L)
            .Run();
        session.Sql(
            """
            INSERT INTO care.operator_phone (tenant_id, user_id, number, changed_at)
            VALUES (@tenant_id, @user_id, @number, @now)
            ON CONFLICT (tenant_id, user_id) DO UPDATE SET number = excluded.number, changed_at = excluded.changed_at
            """)
            .With("@tenant_id", row.TenantId)
            .With("@user_id", row.OperatorId)
            .With("@number", row.OperatorNumber)
            .With("@now", row.StartedAt)
            .Run();
    }

    /// <summary>One call; null when there is none.</summary>
    public static CallRow? Find(StoreSession session, Guid callId)
    {
        List<CallRow> rows = Rows(session.Sql($"SELECT {Columns} FROM care.call WHERE call_id = @call_id")
            .With("@call_id", callId));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The calls of a case, newest first.</summary>
    public static List<CallRow> OfCase(StoreSession session, Guid tenantId, Guid caseId)
    {
        return Rows(session.Sql(
            $"""
            SELECT {Columns} FROM care.call WHERE case_id = @case_id AND tenant_id = @tenant_id
            ORDER BY started_at DESC, call_id LIMIT @limit
            """)
            .With("@case_id", caseId)
            .With("@tenant_id", tenantId)
            .With("@limit", (long)Limits.Channels.CallsPerCase));
    }

    /// <summary>Calls that began before a time and of whose end nothing came.</summary>
    public static List<CallRow> Forgotten(StoreSession session, long before)
    {
        return Rows(session.Sql(
            $"""
            SELECT {Columns} FROM care.call WHERE state <> 3 AND started_at < @before ORDER BY started_at LIMIT @limit
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite));
    }

    /// <summary>Recordings whose time is over.</summary>
    public static List<CallRow> OldRecordings(StoreSession session, long now)
    {
        return Rows(session.Sql(
            $"""
            SELECT {Columns} FROM care.call WHERE recording_reference IS NOT NULL AND recording_ends_at <= @now
            ORDER BY recording_ends_at LIMIT @limit
            """)
            .With("@now", now)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite));
    }

    /// <summary>Moves a call forward; one that is there already or over stays.</summary>
    /// <returns>True when it moved.</returns>
    public static bool Move(StoreSession session, Guid callId, CallState state, long now)
    {
        return session.Sql(
            """
            UPDATE care.call
            SET state = @state, answered_at = CASE WHEN @state = 2 THEN @now ELSE answered_at END
            WHERE call_id = @call_id AND state < @state
            """)
            .With("@state", (long)state)
            .With("@now", now)
            .With("@call_id", callId)
            .Run() == 1;
    }

    /// <summary>Ends a call once.</summary>
    /// <returns>True when it was not over.</returns>
    public static bool End(StoreSession session, Guid callId, CallResult result, long now)
    {
        return session.Sql(
            """
            UPDATE care.call SET state = 3, result = @result, ended_at = @now WHERE call_id = @call_id AND state <> 3
            """)
            .With("@result", (long)result)
            .With("@now", now)
            .With("@call_id", callId)
            .Run() == 1;
    }

    /// <summary>Says which provider connects the call.</summary>
    public static void SetProvider(StoreSession session, Guid callId, string provider, string? reference)
    {
        session.Sql(
            "UPDATE care.call SET provider = @provider, provider_reference = @reference WHERE call_id = @call_id")
            .With("@provider", provider)
            .With("@reference", reference)
            .With("@call_id", callId)
            .Run();
    }

    /// <summary>Keeps what the operator says came of it.</summary>
    public static void SetSpeech(StoreSession session, Guid callId, SpeechResult result)
    {
        session.Sql("UPDATE care.call SET speech = @speech WHERE call_id = @call_id")
            .With("@speech", (long)result)
            .With("@call_id", callId)
            .Run();
    }

    /// <summary>Keeps or, with null, forgets where the recording is.</summary>
    public static void SetRecording(StoreSession session, Guid callId, string? reference, long? endsAt)
    {
        session.Sql(
            """
            UPDATE care.call SET recording_reference = @reference, recording_ends_at = @ends_at WHERE call_id = @call_id
            """)
            .With("@reference", reference)
            .With("@ends_at", endsAt)
            .With("@call_id", callId)
            .Run();
    }

    /// <summary>The operator's own phone; null when none was used.</summary>
    public static string? FindOperatorNumber(StoreSession session, Guid tenantId, Guid userId)
    {
        using DbDataReader reader = session.Sql(
            "SELECT number FROM care.operator_phone WHERE tenant_id = @tenant_id AND user_id = @user_id")
            .With("@tenant_id", tenantId)
            .With("@user_id", userId)
            .Read();
        return reader.Read() ? reader.GetString(0) : null;
    }

    /// <summary>Deletes a portion of the calls older than a time whose recording is gone.</summary>
    public static int DeleteOld(StoreSession session, long before)
    {
        return session.Sql(
            """
            DELETE FROM care.call WHERE call_id IN (
                SELECT call_id FROM care.call
                WHERE started_at < @before AND state = 3 AND recording_reference IS NULL LIMIT @limit)
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }

    private static List<CallRow> Rows(StoreCommand command)
    {
        var rows = new List<CallRow>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            rows.Add(new CallRow(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetGuid(2),
                (CallTarget)reader.GetInt32(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetGuid(6),
                reader.GetString(7),
                (CallState)reader.GetInt32(8),
                (CallResult)reader.GetInt32(9),
                reader.GetInt64(10),
                reader.IsDBNull(11) ? null : reader.GetInt64(11),
                reader.IsDBNull(12) ? null : reader.GetInt64(12),
                (SpeechResult)reader.GetInt32(13),
                reader.GetString(14),
                reader.GetInt32(15) == 1,
                reader.IsDBNull(16) ? null : reader.GetString(16)));
        }

        return rows;
    }
}
