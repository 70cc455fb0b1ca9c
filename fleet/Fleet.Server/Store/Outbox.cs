// What happened, written together with the change itself, for those who react after the commit.
using System;
using System.Collections.Generic;
using System.Data.Common;

namespace Fleet.Server.Store;

/// <summary>One event of the outbox.</summary>
/// <param name="Id">Ascends in the order of the commits.</param>
/// <param name="TenantId">The tenant it belongs to.</param>
/// <param name="Topic">What kind of thing changed, such as <see cref="Outbox.CaseTopic"/>.</param>
/// <param name="Subject">The id of what changed.</param>
public readonly record struct OutboxEvent(long Id, Guid TenantId, string Topic, string Subject);

/// <summary>Writes and reads the outbox.</summary>
public static class Outbox
{
    /// <summary>An alarm case changed; the subject is its id.</summary>
    public const string CaseTopic = "case";

    private const long AdvisoryLock = 0x48_55_42_4F_55_54;

    /// <summary>
    /// Makes sure that events get their ids in the order of the commits. Must be the first thing a transaction does
    /// that appends, before it locks any row; on SQLite, which has one writer, there is nothing to do.
    /// </summary>
    public static void Open(StoreSession session)
    {
        if (session.Dialect.Provider == StoreProvider.PostgreSql)
        {
            session.Sql("SELECT pg_advisory_xact_lock(@key)").With("@key", AdvisoryLock).Read().Dispose();
        }
    }

    /// <summary>Appends an event to the open transaction.</summary>
    public static void Append(StoreSession session, Guid tenantId, string topic, string subject, long atMilliseconds)
    {
        session.Sql(
            """
            INSERT INTO store.outbox (tenant_id, topic, subject, created_at)
            VALUES (@tenant_id, @topic, @subject, @created_at)
            """)
            .With("@tenant_id", tenantId)
            .With("@topic", topic)
            .With("@subject", subject)
            .With("@created_at", atMilliseconds)
            .Run();
        session.OutboxGrew = true;
    }

    /// <summary>Reads events after an id, oldest first.</summary>
    public static IReadOnlyList<OutboxEvent> ReadAfter(StoreSession session, long id, int limit)
    {
        var events = new List<OutboxEvent>();
        using DbDataReader reader = session.Sql(
            "SELECT id, tenant_id, topic, subject FROM store.outbox WHERE id > @id ORDER BY id LIMIT @limit")
            .With("@id", id)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            events.Add(new OutboxEvent(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)));
        }

        return events;
    }

    /// <summary>The newest event's id; 0 when there is none.</summary>
    public static long Newest(StoreSession session)
    {
        return session.Sql("SELECT MAX(id) FROM store.outbox").Number() ?? 0;
    }

    /// <summary>The oldest event's id that can still be read; 0 when there is none.</summary>
    public static long Oldest(StoreSession session)
    {
        return session.Sql("SELECT MIN(id) FROM store.outbox").Number() ?? 0;
    }

    /// <summary>Deletes a portion of the events older than a time, but never the newest.</summary>
    /// <returns>The events deleted.</returns>
    public static int DeleteOld(StoreSession session, long before)
    {
        return session.Sql(
            """
            DELETE FROM store.outbox WHERE id IN (
                SELECT id FROM store.outbox
                WHERE created_at < @before AND id < (SELECT MAX(id) FROM store.outbox) ORDER BY id LIMIT @limit)
            """)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }
}
