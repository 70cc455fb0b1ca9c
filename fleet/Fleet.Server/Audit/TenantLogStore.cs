// The logs of the municipalities in the store.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Evidence;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <summary>Where a log ends.</summary>
/// <param name="Number">The newest entry's number.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record TenantLogHead(long Number, byte[] Hash);

/// <summary>The SQL of the tenants' logs and of the keys they are checked with.</summary>
internal static class TenantLogStore
{
    private const string Columns =
        """
        tenant_id, number, at, topic, subject, subject_number, step, detail, actor_id, actor_name, content_hash,
        previous_hash, key_id, hash, signature
        """;

    /// <summary>Writes the entry and makes it the log's head.</summary>
    public static void Insert(StoreSession session, TenantEntry entry)
    {
        session.Sql(
            "INSERT INTO care.tenant_log (" + Columns + """
            ) VALUES (
                @tenant_id, @number, @at, @topic, @subject, @subject_number, @step, @detail, @actor_id, @actor_name,
                @content_hash, @previous_hash, @key_id, @hash, @signature)
            """)
            .With("@tenant_id", entry.TenantId)
            .With("@number", entry.Number)
            .With("@at", entry.At)
            .With("@topic", entry.Topic)
            .With("@subject", entry.Subject)
            .With("@subject_number", entry.SubjectNumber)
            .With("@step", entry.Step)
            .With("@detail", entry.Detail)
            .With("@actor_id", entry.ActorId)
            .With("@actor_name", entry.ActorName)
            .With("@content_hash", entry.ContentHash)
            .With("@previous_hash", entry.PreviousHash)
            .With("@key_id", entry.KeyId)
            .With("@hash", entry.Hash)
            .With("@signature", entry.Signature)
            .Run();
        session.Sql(
            """
            INSERT INTO care.tenant_log_head (tenant_id, number, hash) VALUES (@tenant_id, @number, @hash)
            ON CONFLICT (tenant_id) DO UPDATE SET number = excluded.number, hash = excluded.hash
            """)
            .With("@tenant_id", entry.TenantId)
            .With("@number", entry.Number)
            .With("@hash", entry.Hash)
            .Run();
        _ = session.Keep(HeadKey(entry.TenantId), new TenantLogHead(entry.Number, entry.Hash));
    }

    /// <summary>Entries after a number, oldest first.</summary>
    public static IReadOnlyList<TenantEntry> ReadAfter(StoreSession session, Guid tenantId, long number, int limit)
    {
        return All(session.Sql(
            "SELECT " + Columns + """
             FROM care.tenant_log WHERE tenant_id = @tenant_id AND number > @number ORDER BY number LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@number", number)
            .With("@limit", (long)limit));
    }

    /// <summary>The entries of a case's own log, oldest first.</summary>
    public static IReadOnlyList<TenantEntry> OfCase(StoreSession session, Guid tenantId, Guid caseId)
    {
        return All(session.Sql(
            "SELECT " + Columns + """
             FROM care.tenant_log
            WHERE tenant_id = @tenant_id AND topic = 'case' AND subject = @subject ORDER BY number
            """)
            .With("@tenant_id", tenantId)
            .With("@subject", caseId.ToString()));
    }

    /// <summary>The newest entries that are not of cases, newest first.</summary>
    public static IReadOnlyList<TenantEntry> Newest(StoreSession session, Guid tenantId, string? topic, int limit)
    {
        return All(session.Sql(
            "SELECT " + Columns + """
             FROM care.tenant_log
            WHERE tenant_id = @tenant_id AND topic <> 'case' AND (@any OR topic = @topic)
            ORDER BY number DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@any", topic is null)
            .With("@topic", topic ?? "")
            .With("@limit", (long)limit));
    }

    /// <summary>
    /// From the first entry of a period to its last; entries between them belong to it whatever their time, because a
    /// clock can be put back and a chain cannot.
    /// </summary>
    public static (long First, long Last) Numbers(StoreSession session, Guid tenantId, long from, long to)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT MIN(number), MAX(number) FROM care.tenant_log
            WHERE tenant_id = @tenant_id AND at >= @from AND at < @to
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@to", to)
            .Read();
        return reader.Read() && !reader.IsDBNull(0) ? (reader.GetInt64(0), reader.GetInt64(1)) : (1, 0);
    }

    /// <summary>The newest entry's number and hash; 0 and zeros when there is none.</summary>
    public static TenantLogHead Head(StoreSession session, Guid tenantId)
    {
        return session.Kept<TenantLogHead>(HeadKey(tenantId)) ?? ReadHead(session, tenantId);
    }

    private static object HeadKey(Guid tenantId) => (typeof(TenantLogHead), tenantId);

    private static TenantLogHead ReadHead(StoreSession session, Guid tenantId)
    {
        using DbDataReader reader = session.Sql(
            "SELECT number, hash FROM care.tenant_log_head WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read();
        return reader.Read()
            ? new TenantLogHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : new TenantLogHead(0, TenantEntry.Zeros);
    }

    /// <summary>What the municipality is called.</summary>
    public static string TenantName(StoreSession session, Guid tenantId)
    {
        using DbDataReader reader = session.Sql("SELECT name FROM access.tenant WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read();
        return reader.Read() ? reader.GetString(0) : "";
    }

    /// <summary>Keeps a public key for as long as anything it signed.</summary>
    public static void KeepKey(StoreSession session, byte[] keyId, byte[] publicKey, long at)
    {
        session.Sql(
            """
            INSERT INTO store.log_key (key_id, public_key, first_used_at) VALUES (@key_id, @public_key, @at)
            ON CONFLICT (key_id) DO NOTHING
            """)
            .With("@key_id", keyId)
            .With("@public_key", publicKey)
            .With("@at", at)
            .Run();
    }

    /// <summary>All public keys, oldest first.</summary>
    public static IReadOnlyList<LogKeyView> Keys(StoreSession session)
    {
        var keys = new List<LogKeyView>();
        using DbDataReader reader = session.Sql(
            "SELECT key_id, public_key, first_used_at FROM store.log_key ORDER BY first_used_at, key_id").Read();
        while (reader.Read())
        {
            keys.Add(new LogKeyView(
                Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)),
                Convert.ToBase64String(reader.GetFieldValue<byte[]>(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        return keys;
    }

    private static List<TenantEntry> All(StoreCommand command)
    {
        var entries = new List<TenantEntry>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            entries.Add(new TenantEntry(
                reader.GetGuid(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetInt64(5),
                reader.GetString(6),
                reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetGuid(8),
                reader.IsDBNull(9) ? null : reader.GetString(9),
                reader.GetFieldValue<byte[]>(10),
                reader.GetFieldValue<byte[]>(11),
                reader.GetFieldValue<byte[]>(12),
                reader.GetFieldValue<byte[]>(13),
                reader.GetFieldValue<byte[]>(14)));
        }

        return entries;
    }
}
