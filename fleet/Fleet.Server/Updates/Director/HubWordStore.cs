// Reads and writes what hubs said of their firmware, and the codes that keep neighbours apart.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Director;

/// <summary>The SQL of hubs' words and codes; everything within a session.</summary>
internal static class HubWordStore
{
    /// <summary>The columns of a word, from an alias <c>u</c>.</summary>
    public const string Columns =
        """
        u.running_sequence, u.phase, u.release_sequence, u.reason, u.bytes_done, u.bytes_total, u.resumes,
        u.seconds_left, u.has_previous, u.previous_sequence, u.nonce, u.class_id, u.running_digest, u.key_ids,
        u.word_sequence, u.reported_at
        """;

    /// <summary>What a hub last said; null for nothing.</summary>
    public static HubWord? Find(StoreSession session, long hubRow)
    {
        using DbDataReader reader = session.Sql(
            $"SELECT {Columns} FROM device.hub_update u WHERE u.hub_row_id = @hub").With("@hub", hubRow).Read();
        return reader.Read() ? Map(reader, 0) : null;
    }

    /// <summary>What all hubs of a tenant last said.</summary>
    public static Dictionary<long, HubWord> All(StoreSession session, Guid tenantId)
    {
        var found = new Dictionary<long, HubWord>();
        using DbDataReader reader = session.Sql(
            $"SELECT {Columns}, u.hub_row_id FROM device.hub_update u WHERE u.tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            found[reader.GetInt64(16)] = Map(reader, 0);
        }

        return found;
    }

    /// <summary>Keeps a word, unless a later one is kept.</summary>
    /// <returns>False when it was not later.</returns>
    public static bool Keep(StoreSession session, HubPrincipal hub, HubWord word)
    {
        return session.Sql(
            """
            INSERT INTO device.hub_update AS u (
                hub_row_id, tenant_id, running_sequence, phase, release_sequence, reason, bytes_done, bytes_total,
                resumes, seconds_left, has_previous, previous_sequence, nonce, class_id, running_digest, key_ids,
                word_sequence, reported_at)
            VALUES (
                @hub, @tenant_id, @running, @phase, @release, @reason, @done, @total, @resumes, @left, @has, @previous,
                @nonce, @class, @digest, @keys, @sequence, @at)
            ON CONFLICT (hub_row_id) DO UPDATE SET
                running_sequence = @running, phase = @phase, release_sequence = @release, reason = @reason,
                bytes_done = @done, bytes_total = @total, resumes = @resumes, seconds_left = @left, has_previous = @has,
                previous_sequence = @previous, nonce = @nonce, class_id = @class, running_digest = @digest,
                key_ids = @keys, word_sequence = @sequence, reported_at = @at
            WHERE u.word_sequence < @sequence
            """)
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@running", word.Running)
            .With("@phase", (long)word.Phase)
            .With("@release", word.Release)
            .With("@reason", (long)word.Reason)
            .With("@done", word.BytesDone)
            .With("@total", word.BytesTotal)
            .With("@resumes", (long)word.Resumes)
            .With("@left", (long)word.SecondsLeft)
            .With("@has", word.HasPrevious)
            .With("@previous", word.Previous)
            .With("@nonce", word.Nonce)
            .With("@class", word.ClassId)
            .With("@digest", word.RunningDigest)
            .With("@keys", word.KeyIds)
            .With("@sequence", word.Sequence)
            .With("@at", word.At)
            .Run() == 1;
    }

    /// <summary>The codes of a hub; empty ones when none are set.</summary>
    public static HubPlaces PlacesOf(StoreSession session, long hubRow)
    {
        using DbDataReader reader = session.Sql(
            "SELECT stairwell, round, cell FROM device.hub_place WHERE hub_row_id = @hub").With("@hub", hubRow).Read();
        return reader.Read()
            ? new HubPlaces(reader.GetString(0), reader.GetString(1), reader.GetString(2))
            : new HubPlaces("", "", "");
    }

    /// <summary>Sets the codes of a hub.</summary>
    public static void Put(StoreSession session, HubPrincipal hub, HubPlaces places)
    {
        session.Sql(
            """
            INSERT INTO device.hub_place (hub_row_id, tenant_id, stairwell, round, cell)
            VALUES (@hub, @tenant_id, @stairwell, @round, @cell)
            ON CONFLICT (hub_row_id) DO UPDATE SET stairwell = @stairwell, round = @round, cell = @cell
            """)
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@stairwell", places.Stairwell)
            .With("@round", places.Round)
            .With("@cell", places.Cell)
            .Run();
    }

    /// <summary>A word from a row; null when the columns are those of no row.</summary>
    public static HubWord? MapOrNull(DbDataReader reader, int at)
    {
        return reader.IsDBNull(at) ? null : Map(reader, at);
    }

    private static HubWord Map(DbDataReader reader, int at)
    {
        return new HubWord(
            reader.GetInt64(at),
            (UpdatePhase)reader.GetInt64(at + 1),
            reader.GetInt64(at + 2),
            (UpdateReason)reader.GetInt64(at + 3),
            reader.GetInt64(at + 4),
            reader.GetInt64(at + 5),
            (int)reader.GetInt64(at + 6),
            (int)reader.GetInt64(at + 7),
            reader.GetBoolean(at + 8),
            reader.GetInt64(at + 9),
            reader.GetFieldValue<byte[]>(at + 10),
            reader.GetFieldValue<byte[]>(at + 11),
            reader.GetFieldValue<byte[]>(at + 12),
            reader.GetString(at + 13),
            reader.GetInt64(at + 14),
            reader.GetInt64(at + 15));
    }
}
