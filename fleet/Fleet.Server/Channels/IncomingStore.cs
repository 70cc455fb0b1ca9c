// Keeps what came in, once.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>What kind of thing came in.</summary>
internal enum IncomingKind
{
    /// <summary>A short message.</summary>
    Sms = 0,

    /// <summary>A delivery report.</summary>
    Report = 1,

    /// <summary>News of a call.</summary>
    Call = 2,
}

/// <summary>Something that came in.</summary>
/// <param name="IncomingId">Its id.</param>
/// <param name="Provider">From which provider.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ProviderReference">What tells it from others.</param>
/// <param name="Subject">The phone's number; of a report the provider's reference of the message.</param>
/// <param name="Text">What it says.</param>
/// <param name="MessageId">The message or call it belongs to.</param>
/// <param name="At">When it came.</param>
/// <param name="TenantId">Whose it is, as far as it can be told.</param>
internal sealed record IncomingRow(
    Guid IncomingId,
    string Provider,
    IncomingKind Kind,
    string ProviderReference,
    string Subject,
    string Text,
    Guid? MessageId,
    long At,
    Guid? TenantId);

/// <summary>The SQL of what came in.</summary>
internal static class IncomingStore
{
    private const string Columns =
        "incoming_id, provider, kind, provider_reference, subject, text, message_id, at, tenant_id";

    /// <summary>Keeps it; what came before with the same reference is not kept again.</summary>
    /// <returns>True when it is new.</returns>
    public static bool Add(StoreSession session, IncomingRow row, bool isMatched, bool isTold)
    {
        return session.Sql(
            """
            INSERT INTO care.incoming_message (
                incoming_id, tenant_id, provider, kind, provider_reference, subject, text, message_id, at, is_matched,
                is_told)
            VALUES (
                @incoming_id, @tenant_id, @provider, @kind, @reference, @subject, @text, @message_id, @at, @is_matched,
                @is_told)
            ON CONFLICT (provider, kind, provider_reference) DO NOTHING
            """)
            .With("@incoming_id", row.IncomingId)
            .With("@tenant_id", row.TenantId)
            .With("@provider", row.Provider)
            .With("@kind", (long)row.Kind)
            .With("@reference", row.ProviderReference)
            .With("@subject", row.Subject)
            .With("@text", row.Text)
            .With("@message_id", row.MessageId)
            .With("@at", row.At)
            .With("@is_matched", isMatched ? 1L : 0L)
            .With("@is_told", isTold ? 1L : 0L)
            .Run() == 1;
    }

    /// <summary>Reports of a message whose reference was not known when they came.</summary>
    public static IReadOnlyList<IncomingRow> UnmatchedReports(StoreSession session, string provider, string reference)
    {
        return Rows(session.Sql(
            $"""
            SELECT {Columns} FROM care.incoming_message
            WHERE provider = @provider AND subject = @reference AND is_matched = 0 AND kind = 1 ORDER BY at
            """)
            .With("@provider", provider)
            .With("@reference", reference));
    }

    /// <summary>What no listener has heard of.</summary>
    public static IReadOnlyList<IncomingRow> Untold(StoreSession session, int limit)
    {
        return Rows(session.Sql(
            $"SELECT {Columns} FROM care.incoming_message WHERE is_told = 0 ORDER BY at LIMIT @limit")
            .With("@limit", (long)limit));
    }

    /// <summary>Somebody has heard of it; whether it was for anybody.</summary>
    public static void SetTold(StoreSession session, Guid incomingId, bool isMatched)
    {
        session.Sql(
            "UPDATE care.incoming_message SET is_told = 1, is_matched = @is_matched WHERE incoming_id = @incoming_id")
            .With("@is_matched", isMatched ? 1L : 0L)
            .With("@incoming_id", incomingId)
            .Run();
    }

    /// <summary>Deletes a portion of what is older than a time.</summary>
    public static int DeleteOld(StoreSession session, long before)
    {
        return session.Sql(
            """
            DELETE FROM care.incoming_message WHERE incoming_id IN (
                SELECT incoming_id FROM care.incoming_message WHERE at < @before ORDER BY at LIMIT @limit)
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }

    private static List<IncomingRow> Rows(StoreCommand command)
    {
        var rows = new List<IncomingRow>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            rows.Add(new IncomingRow(
                reader.GetGuid(0),
                reader.GetString(1),
                (IncomingKind)reader.GetInt32(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetGuid(6),
                reader.GetInt64(7),
                reader.IsDBNull(8) ? null : reader.GetGuid(8)));
        }

        return rows;
    }
}
