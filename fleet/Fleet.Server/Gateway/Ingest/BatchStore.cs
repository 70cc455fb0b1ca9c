// Reads raw batches for the replay and deletes those whose retention has ended.
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>The SQL of raw batches, apart from writing them.</summary>
internal static class BatchStore
{
    /// <summary>
    /// Deletes written batches, oldest first: those too old, and as many as it takes to free bytes.
    /// </summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="upTo">The last batch that may go.</param>
    /// <param name="olderThan">Batches committed before this go whatever their size, unix milliseconds.</param>
    /// <param name="bytesToFree">Further batches go until this much is freed.</param>
    /// <returns>The bytes freed, and whether more may remain to be deleted.</returns>
    public static (long Freed, bool HasMore) Delete(
        StoreSession session, long upTo, long olderThan, long bytesToFree)
    {
        long last = 0;
        long freed = 0;
        int count = 0;
        using (DbDataReader reader = session.Sql(
            """
            SELECT id, committed_at, length(frames) FROM device.ingest_batch
            WHERE id <= @upto ORDER BY id LIMIT @limit
            """)
            .With("@upto", upTo)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Read())
        {
            while (reader.Read() && (reader.GetInt64(1) < olderThan || freed < bytesToFree)
                && freed < Limits.Ingest.GroupBytes)
            {
                last = reader.GetInt64(0);
                freed += reader.GetInt64(2);
                count++;
            }
        }

        if (last > 0)
        {
            session.Sql("DELETE FROM device.ingest_batch WHERE id <= @last").With("@last", last).Run();
        }

        return (freed, count == Limits.Store.RowsPerBackgroundWrite || freed >= Limits.Ingest.GroupBytes);
    }

    /// <summary>Raw bytes in the store.</summary>
    public static long Bytes(StoreSession session)
    {
        return session.Sql("SELECT SUM(length(frames)) FROM device.ingest_batch").Number() ?? 0;
    }

    /// <summary>Batches after an id, oldest first.</summary>
    public static IReadOnlyList<(long Id, long At, byte[] Frames)> ReadAfter(StoreSession session, long id, int limit)
    {
        var batches = new List<(long, long, byte[])>();
        using DbDataReader reader = session.Sql(
            "SELECT id, committed_at, frames FROM device.ingest_batch WHERE id > @id ORDER BY id LIMIT @limit")
            .With("@id", id)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            batches.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        }

        return batches;
    }
}
