// Reads and writes outgoing messages within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>The SQL of outgoing messages. No statement takes a message back to where it was before.</summary>
internal static class OutgoingStore
{
    private const string Columns =
        "message_id, tenant_id, case_id, purpose, kind, address, text, queued_at, expires_at, state, provider, "
        + "provider_reference, attempts, detail, handed_over_at, delivered_at, ended_at";

    /// <summary>Adds a message; one with the same id is left as it is.</summary>
    /// <returns>True when it is new.</returns>
    public static bool Add(StoreSession session, OutgoingMessage message)
    {
        return session.Sql(
            """
            INSERT INTO care.outgoing_message (
                message_id, tenant_id, case_id, purpose, kind, address, text, state, next_attempt_at, queued_at,
                expires_at)
            VALUES (
                @message_id, @tenant_id, @case_id, @purpose, @kind, @address, @text, 0, @queued_at, @queued_at,
                @expires_at)
            ON CONFLICT (message_id) DO NOTHING
            """)
            .With("@message_id", message.MessageId)
            .With("@tenant_id", message.TenantId)
            .With("@case_id", message.CaseId)
            .With("@purpose", (long)message.Purpose)
            .With("@kind", (long)message.Kind)
            .With("@address", message.Address)
            .With("@text", message.Text)
            .With("@queued_at", message.Now)
            .With("@expires_at", message.ExpiresAt)
            .Run() == 1;
    }

    /// <summary>Takes back what waits for a case.</summary>
    public static int Withdraw(StoreSession session, Guid tenantId, Guid caseId, OutgoingPurpose purpose, long now)
    {
        return session.Sql(
            """
            UPDATE care.outgoing_message SET state = 5, next_attempt_at = NULL, ended_at = @now
            WHERE case_id = @case_id AND purpose = @purpose AND tenant_id = @tenant_id AND state = 0
            """)
            .With("@now", now)
            .With("@case_id", caseId)
            .With("@purpose", (long)purpose)
            .With("@tenant_id", tenantId)
            .Run();
    }

    /// <summary>One message; null when there is none.</summary>
    public static OutgoingRow? Find(StoreSession session, Guid messageId)
    {
        using DbDataReader reader = session.Sql(
            $"SELECT {Columns} FROM care.outgoing_message WHERE message_id = @message_id")
            .With("@message_id", messageId)
            .Read();
        return reader.Read() ? Row(reader) : null;
    }

    /// <summary>The message that a provider knows by a reference; null when there is none.</summary>
    public static Guid? FindByReference(StoreSession session, string provider, string reference)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT message_id FROM care.outgoing_message
            WHERE provider = @provider AND provider_reference = @reference LIMIT 1
            """)
            .With("@provider", provider)
            .With("@reference", reference)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    /// <summary>The tenant that last wrote to an address; null when none has.</summary>
    public static Guid? FindTenant(StoreSession session, string address)
    {
        using DbDataReader reader = session.Sql(
            "SELECT tenant_id FROM care.outgoing_message WHERE address = @address ORDER BY queued_at DESC LIMIT 1")
            .With("@address", address)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    /// <summary>Whether anything waits to be sent or told.</summary>
    public static bool IsAnyDue(StoreSession session, long now)
    {
        return session.Sql(
            """
            SELECT 1 FROM care.outgoing_message WHERE next_attempt_at <= @now
            UNION ALL SELECT 1 FROM care.outgoing_message WHERE is_told = 0
            UNION ALL SELECT 1 FROM care.incoming_message WHERE is_told = 0
            LIMIT 1
            """)
            .With("@now", now)
            .Number() is not null;
    }

    /// <summary>What is due, dispatches first, then the longest waiting.</summary>
    public static IReadOnlyList<OutgoingRow> Due(StoreSession session, long now, int limit)
    {
        var rows = new List<OutgoingRow>();
        using DbDataReader reader = session.Sql(
            $"""
            SELECT {Columns} FROM care.outgoing_message WHERE next_attempt_at <= @now
            ORDER BY purpose, next_attempt_at, queued_at LIMIT @limit
            """)
            .With("@now", now)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    /// <summary>Messages whose last step no listener has heard of.</summary>
    public static IReadOnlyList<OutgoingRow> Untold(StoreSession session, int limit)
    {
        var rows = new List<OutgoingRow>();
        using DbDataReader reader = session.Sql(
            $"SELECT {Columns} FROM care.outgoing_message WHERE is_told = 0 ORDER BY queued_at LIMIT @limit")
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    /// <summary>It goes to another address than it was queued for.</summary>
    public static void Readdress(StoreSession session, Guid messageId, string address)
    {
        session.Sql("UPDATE care.outgoing_message SET address = @address WHERE message_id = @message_id")
            .With("@address", address)
            .With("@message_id", messageId)
            .Run();
    }

    /// <summary>A sender has it until the lease is over.</summary>
    public static void Take(StoreSession session, Guid messageId, long leaseEndsAt)
    {
        session.Sql(
            """
            UPDATE care.outgoing_message SET state = 1, next_attempt_at = @lease
            WHERE message_id = @message_id AND state IN (0, 1)
            """)
            .With("@lease", leaseEndsAt)
            .With("@message_id", messageId)
            .Run();
    }

    /// <summary>Nobody could take it now; it is tried again.</summary>
    public static void Return(StoreSession session, Guid messageId, int attempts, long at, string detail)
    {
        session.Sql(
            """
            UPDATE care.outgoing_message
            SET state = 0, next_attempt_at = @at, attempts = @attempts, detail = @detail
            WHERE message_id = @message_id AND state IN (0, 1)
            """)
            .With("@at", at)
            .With("@attempts", (long)attempts)
            .With("@detail", detail)
            .With("@message_id", messageId)
            .Run();
    }

    /// <summary>A provider has it. What has gone further already keeps its state and gets its reference.</summary>
    /// <returns>True when the state changed.</returns>
    public static bool HandOver(
        StoreSession session, Guid messageId, string provider, string? reference, int attempts, long now)
    {
        session.Sql(
            """
            UPDATE care.outgoing_message
            SET provider = @provider, provider_reference = @reference, attempts = @attempts,
                handed_over_at = COALESCE(handed_over_at, @now)
            WHERE message_id = @message_id AND provider_reference IS NULL
            """)
            .With("@provider", provider)
            .With("@reference", reference)
            .With("@attempts", (long)attempts)
            .With("@now", now)
            .With("@message_id", messageId)
            .Run();
        return session.Sql(
            """
            UPDATE care.outgoing_message SET state = 2, next_attempt_at = NULL, detail = '', is_told = 0
            WHERE message_id = @message_id AND state IN (0, 1)
            """)
            .With("@message_id", messageId)
            .Run() == 1;
    }

    /// <summary>It is on the phone. Never taken back.</summary>
    /// <returns>True when the state changed.</returns>
    public static bool Deliver(StoreSession session, Guid messageId, string provider, long now)
    {
        return session.Sql(
            """
            UPDATE care.outgoing_message
            SET state = 4, next_attempt_at = NULL, delivered_at = @now, is_told = 0,
                handed_over_at = COALESCE(handed_over_at, @now),
                provider = CASE WHEN provider = '' THEN @provider ELSE provider END
            WHERE message_id = @message_id AND state <> 4
            """)
            .With("@now", now)
            .With("@provider", provider)
            .With("@message_id", messageId)
            .Run() == 1;
    }

    /// <summary>It failed for good, or its time was over.</summary>
    /// <returns>True when the state changed.</returns>
    public static bool End(
        StoreSession session, Guid messageId, MessageState state, int attempts, string detail, long now)
    {
        return session.Sql(
            """
            UPDATE care.outgoing_message
            SET state = @state, next_attempt_at = NULL, ended_at = @now, attempts = @attempts, detail = @detail,
                is_told = 0
            WHERE message_id = @message_id AND state IN (0, 1, 2)
            """)
            .With("@state", (long)state)
            .With("@now", now)
            .With("@attempts", (long)attempts)
            .With("@detail", detail)
            .With("@message_id", messageId)
            .Run() == 1;
    }

    /// <summary>The listeners have heard of the message's state.</summary>
    public static void SetTold(StoreSession session, Guid messageId)
    {
        session.Sql("UPDATE care.outgoing_message SET is_told = 1 WHERE message_id = @message_id")
            .With("@message_id", messageId)
            .Run();
    }

    /// <summary>Deletes a portion of what is over and older than a time.</summary>
    public static int DeleteOld(StoreSession session, long before)
    {
        return session.Sql(
            """
            DELETE FROM care.outgoing_message WHERE message_id IN (
                SELECT message_id FROM care.outgoing_message
                WHERE queued_at < @before AND next_attempt_at IS NULL ORDER BY queued_at LIMIT @limit)
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }

    private static OutgoingRow Row(DbDataReader reader)
    {
        var message = new OutgoingMessage(
            reader.GetGuid(0),
            reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetGuid(2),
            (OutgoingPurpose)reader.GetInt32(3),
            (OutgoingKind)reader.GetInt32(4),
            reader.GetString(5),
            reader.GetString(6),
            reader.GetInt64(7),
            reader.GetInt64(8));
        var state = (MessageState)reader.GetInt32(9);
        int at = state switch
        {
            MessageState.HandedOver => 14,
            MessageState.Delivered => 15,
            MessageState.Failed or MessageState.Expired or MessageState.Withdrawn => 16,
            _ => 7,
        };
        return new OutgoingRow(
            message,
            state,
            reader.GetString(10),
            reader.IsDBNull(11) ? null : reader.GetString(11),
            reader.GetInt32(12),
            reader.GetString(13),
            reader.IsDBNull(at) ? message.Now : reader.GetInt64(at));
    }
}
