// Reads and writes versions of documents.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming;

/// <summary>A version that is to be sent.</summary>
/// <param name="Version">The version.</param>
/// <param name="Body">The document.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Trials">How often the hub has begun to try it.</param>
internal sealed record DocumentToSend(uint Version, byte[] Body, byte[] Tag, int Trials);

/// <summary>A version that is to be written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Version">Its number.</param>
/// <param name="Model">The document as text.</param>
/// <param name="Body">The document as the hub takes it.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Cause">Why it is made.</param>
/// <param name="RestoredFrom">The version whose rules it takes again.</param>
internal sealed record NewDocument(
    DocumentKind Kind, long Version, string Model, byte[] Body, byte[] Tag, ChangeCause Cause, long? RestoredFrom);

/// <summary>What a hub says of settings that it tries.</summary>
/// <param name="State">Postponed, on trial or gone back on.</param>
/// <param name="Reason">The hub's words.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Sequence">The number of the message; of two words the higher is the later.</param>
/// <param name="IsBegun">True for the word that a trial begins with.</param>
/// <param name="EndsAt">When the hub goes back by itself, unix milliseconds UTC; 0 when it tries nothing.</param>
internal readonly record struct TrialWord(
    DocumentState State, string Reason, long At, long Sequence, bool IsBegun = false, long EndsAt = 0);

/// <summary>What a hub last said.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
internal readonly record struct DocumentReport(long Version, long At);

/// <summary>The SQL of documents; everything within a session.</summary>
internal static class ProgrammingStore
{
    /// <summary>The newest version; 0 when there is none.</summary>
    public static long Newest(StoreSession session, HubPrincipal hub, DocumentKind kind)
    {
        return session.Sql("SELECT MAX(version) FROM device.hub_document WHERE hub_row_id = @hub AND kind = @kind")
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .Number() ?? 0;
    }

    /// <summary>Writes a version; those before it that no hub has answered are superseded.</summary>
    public static void Add(StoreSession session, Actor actor, HubPrincipal hub, NewDocument made, long now)
    {
        session.Sql(
            """
            INSERT INTO device.hub_document (
                hub_row_id, kind, version, tenant_id, model, body, tag, comment, restored_from, case_number, made_at,
                actor_id, actor_name)
            VALUES (
                @hub, @kind, @version, @tenant_id, @model, @body, @tag, @comment, @restored_from, @case_number, @now,
                @actor_id, @actor_name)
            """)
            .With("@hub", hub.RowId)
            .With("@kind", (long)made.Kind)
            .With("@version", made.Version)
            .With("@tenant_id", hub.TenantId)
            .With("@model", made.Model)
            .With("@body", made.Body)
            .With("@tag", made.Tag)
            .With("@comment", made.Cause.Comment)
            .With("@restored_from", made.RestoredFrom)
            .With("@case_number", made.Cause.CaseNumber)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
        session.Sql(
            """
            UPDATE device.hub_document_state SET state = 9, changed_at = @now
            WHERE hub_row_id = @hub AND kind = @kind AND state IN (0, 1, 4, 5)
            """)
            .With("@now", now)
            .With("@hub", hub.RowId)
            .With("@kind", (long)made.Kind)
            .Run();
        session.Sql(
            """
            INSERT INTO device.hub_document_state (hub_row_id, kind, version, tenant_id, state, reason, changed_at)
            VALUES (@hub, @kind, @version, @tenant_id, 0, '', @now)
            """)
            .With("@hub", hub.RowId)
            .With("@kind", (long)made.Kind)
            .With("@version", made.Version)
            .With("@tenant_id", hub.TenantId)
            .With("@now", now)
            .Run();
    }

    /// <summary>Whether the tenant has a case with a number.</summary>
    public static bool HasCase(StoreSession session, Guid tenantId, long caseNumber)
    {
        return session.Sql(
            "SELECT COUNT(*) FROM care.alarm_case WHERE tenant_id = @tenant_id AND case_number = @case_number")
            .With("@tenant_id", tenantId)
            .With("@case_number", caseNumber)
            .Number() > 0;
    }

    /// <summary>The version that a hub is still to answer; null when there is none.</summary>
    public static DocumentToSend? Unanswered(StoreSession session, HubPrincipal hub, DocumentKind kind)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT d.version, d.body, d.tag, s.trials FROM device.hub_document_state s
            JOIN device.hub_document d ON d.hub_row_id = s.hub_row_id AND d.kind = s.kind AND d.version = s.version
            WHERE s.hub_row_id = @hub AND s.kind = @kind AND s.state IN (0, 1, 4, 5)
            ORDER BY s.version DESC LIMIT 1
            """)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .Read();
        return reader.Read()
            ? new DocumentToSend(
                (uint)reader.GetInt64(0),
                reader.GetFieldValue<byte[]>(1),
                reader.GetFieldValue<byte[]>(2),
                reader.GetInt32(3))
            : null;
    }

    /// <summary>All hubs that are still to answer, with what.</summary>
    public static List<(long Row, DocumentKind Kind)> AllUnanswered(StoreSession session)
    {
        var rows = new List<(long, DocumentKind)>();
        using DbDataReader reader = session.Sql(
            "SELECT DISTINCT hub_row_id, kind FROM device.hub_document_state WHERE state IN (0, 1, 4, 5)").Read();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), (DocumentKind)reader.GetInt32(1)));
        }

        return rows;
    }

    /// <summary>What all hubs last said is in force, of one kind.</summary>
    public static List<(long Row, long Version)> AllReports(StoreSession session, DocumentKind kind)
    {
        var rows = new List<(long, long)>();
        using DbDataReader reader = session.Sql(
            "SELECT hub_row_id, version FROM device.hub_document_report WHERE kind = @kind")
            .With("@kind", (long)kind)
            .Read();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }

        return rows;
    }

    /// <summary>Notes under which numbers a version is about to leave; the oldest sendings are forgotten.</summary>
    public static void AddSending(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long version, long first, int count, long now)
    {
        session.Sql(
            """
            INSERT INTO device.hub_document_sending (
                first_sequence, last_sequence, hub_row_id, kind, version, tenant_id, sent_at)
            VALUES (@first, @last, @hub, @kind, @version, @tenant_id, @now)
            """)
            .With("@first", first)
            .With("@last", first + count - 1)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@version", version)
            .With("@tenant_id", hub.TenantId)
            .With("@now", now)
            .Run();
        session.Sql(
            """
            DELETE FROM device.hub_document_sending WHERE first_sequence IN (
                SELECT first_sequence FROM device.hub_document_sending WHERE hub_row_id = @hub
                ORDER BY first_sequence DESC LIMIT 1000 OFFSET @kept)
            """)
            .With("@hub", hub.RowId)
            .With("@kept", (long)Limits.Programming.Sendings)
            .Run();
    }

    /// <summary>Notes that a version has left.</summary>
    public static bool MarkSent(StoreSession session, HubPrincipal hub, DocumentKind kind, long version, long now)
    {
        return Change(session, hub, kind, version, DocumentState.Sent, "", now, "state = 0");
    }

    /// <summary>Which version a hub's answer is about; null when about none of ours.</summary>
    public static (DocumentKind Kind, long Version)? FindSending(
        StoreSession session, HubPrincipal hub, long sequence)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT kind, version FROM device.hub_document_sending
            WHERE hub_row_id = @hub AND first_sequence <= @sequence AND last_sequence >= @sequence
            """)
            .With("@hub", hub.RowId)
            .With("@sequence", sequence)
            .Read();
        return reader.Read() ? ((DocumentKind)reader.GetInt32(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Notes that a hub would not have a version, unless that is settled already.</summary>
    public static bool Refuse(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long version, string reason, long now)
    {
        return Change(session, hub, kind, version, DocumentState.Refused, reason, now, "state IN (0, 1, 4, 5)");
    }

    /// <summary>Notes why a hub could not do it now; the version is sent again.</summary>
    public static bool NoteFailure(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long version, string reason, long now)
    {
        return Change(session, hub, kind, version, DocumentState.Sent, reason, now, "state IN (0, 1)");
    }

    /// <summary>Notes what a hub says of a version that it tries, unless it has said something since.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="version">The version.</param>
    /// <param name="word">What it says.</param>
    /// <returns>False when it was said before, or the version is settled.</returns>
    public static bool NoteTrial(StoreSession session, HubPrincipal hub, long version, in TrialWord word)
    {
        return session.Sql(
            """
            UPDATE device.hub_document_state SET state = @state, reason = @reason, changed_at = @now,
                   word_sequence = @sequence, trials = trials + @begun, trial_ends_at = @ends
            WHERE hub_row_id = @hub AND kind = 2 AND version = @version AND state IN (0, 1, 4, 5)
              AND word_sequence < @sequence
            """)
            .With("@state", (long)word.State)
            .With("@reason", word.Reason)
            .With("@now", word.At)
            .With("@sequence", word.Sequence)
            .With("@begun", word.IsBegun ? 1L : 0L)
            .With("@ends", word.EndsAt)
            .With("@hub", hub.RowId)
            .With("@version", version)
            .Run() == 1;
    }

    /// <summary>Notes that a version is not sent any more: each trial of it ended with a restart of the hub.</summary>
    public static bool GiveUp(StoreSession session, HubPrincipal hub, DocumentKind kind, long version, long now)
    {
        return Change(
            session, hub, kind, version, DocumentState.Reverted, "every trial ended with a restart", now,
            "state IN (0, 1, 4, 5)");
    }

    /// <summary>Notes what a hub says is in force, unless it has said something since.</summary>
    /// <returns>False when it was said before, or is older than what was.</returns>
    public static bool Report(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long version, long sequence, long now)
    {
        return session.Sql(
            """
            INSERT INTO device.hub_document_report (hub_row_id, kind, tenant_id, version, sequence, reported_at)
            VALUES (@hub, @kind, @tenant_id, @version, @sequence, @now)
            ON CONFLICT (hub_row_id, kind) DO UPDATE SET version = @version, sequence = @sequence, reported_at = @now
            WHERE device.hub_document_report.sequence < @sequence
            """)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@tenant_id", hub.TenantId)
            .With("@version", version)
            .With("@sequence", sequence)
            .With("@now", now)
            .Run() == 1;
    }

    /// <summary>
    /// Brings the states into line with what a hub says is in force: that version is, no other one is, and the newest
    /// that was in force is to be sent again when the hub has gone back behind it.
    /// </summary>
    public static void PutInForce(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long version, long now)
    {
        session.Sql(
            """
            UPDATE device.hub_document_state SET state = CASE
                    WHEN version > @version AND version = (
                        SELECT MAX(version) FROM device.hub_document WHERE hub_row_id = @hub AND kind = @kind) THEN 0
                    ELSE 9 END, reason = '', changed_at = @now
            WHERE hub_row_id = @hub AND kind = @kind AND state = 2 AND version <> @version
            """)
            .With("@version", version)
            .With("@now", now)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .Run();
        Change(session, hub, kind, version, DocumentState.InForce, "", now, "state <> 2");
    }

    /// <summary>What a hub last said is in force; null when it has said nothing.</summary>
    public static DocumentReport? ReadReport(StoreSession session, HubPrincipal hub, DocumentKind kind)
    {
        using DbDataReader reader = session.Sql(
            "SELECT version, reported_at FROM device.hub_document_report WHERE hub_row_id = @hub AND kind = @kind")
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .Read();
        return reader.Read() ? new DocumentReport(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private static bool Change(
        StoreSession session,
        HubPrincipal hub,
        DocumentKind kind,
        long version,
        DocumentState state,
        string reason,
        long now,
        string where)
    {
        return session.Sql(
            """
            UPDATE device.hub_document_state SET state = @state, reason = @reason, changed_at = @now
            WHERE hub_row_id = @hub AND kind = @kind AND version = @version AND
            """ + " " + where)
            .With("@state", (long)state)
            .With("@reason", reason)
            .With("@now", now)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@version", version)
            .Run() == 1;
    }
}
