// Reads and writes rollouts.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>The SQL of rollouts; everything within a session.</summary>
internal static class RolloutStore
{
    private const string Select =
        """
        SELECT r.rollout_id, r.tenant_id, r.number, r.sequence, r.target, r.waves, r.wave, r.wave_settled_at,
               r.window_from, r.window_to, r.soak_seconds, r.failures_allowed, r.failure_percent, r.hubs_per_minute,
               r.burst, r.bytes_per_hour, r.keys_kept, r.tokens, r.tokens_at, r.state, r.reason, r.comment, r.made_at,
               r.changed_at, r.actor_id, r.actor_name
        FROM device.rollout r
        """;

    /// <summary>The rollouts that have something to do: those that order hubs, and those that hubs are still under way
    /// of. The oldest release first, so that what others depend on has its turn before them.</summary>
    public static List<StoredRollout> AtWork(StoreSession session)
    {
        return ReadAll(session.Sql(Select +
            """
             WHERE r.state IN (2, 6) OR (r.state IN (3, 4) AND EXISTS (
                SELECT 1 FROM device.rollout_hub h WHERE h.rollout_id = r.rollout_id AND h.state IN (1, 2, 3, 4, 8)))
            ORDER BY r.tenant_id, r.sequence, r.number
            """));
    }

    /// <summary>A tenant's rollouts, newest first.</summary>
    public static List<StoredRollout> List(StoreSession session, Guid tenantId, int limit)
    {
        return ReadAll(session.Sql(Select + " WHERE r.tenant_id = @tenant_id ORDER BY r.number DESC LIMIT @limit")
            .With("@tenant_id", tenantId)
            .With("@limit", (long)limit));
    }

    /// <summary>A rollout by number; null when there is none.</summary>
    public static StoredRollout? Find(StoreSession session, Guid tenantId, long number)
    {
        return ReadAll(session.Sql(Select + " WHERE r.tenant_id = @tenant_id AND r.number = @number")
            .With("@tenant_id", tenantId)
            .With("@number", number)) is [var found] ? found : null;
    }

    /// <summary>The hubs that a rollout brings to a release from a number on, below another, unless it was stopped.
    /// </summary>
    public static HashSet<long> BroughtTo(StoreSession session, Guid tenantId, long from, long below)
    {
        var rows = new HashSet<long>();
        using DbDataReader reader = session.Sql(
            """
            SELECT DISTINCT h.hub_row_id FROM device.rollout r
            JOIN device.rollout_hub h ON h.rollout_id = r.rollout_id
            WHERE r.tenant_id = @tenant_id AND r.sequence >= @from AND r.sequence < @below
                AND r.state IN (0, 1, 2, 3) AND h.state IN (0, 1, 2, 3, 4, 5)
            """)
            .With("@tenant_id", tenantId)
            .With("@from", from)
            .With("@below", below)
            .Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    /// <summary>Adds a rollout with the next number.</summary>
    public static StoredRollout Add(StoreSession session, StoredRollout made)
    {
        long number = (session.Sql("SELECT MAX(number) FROM device.rollout WHERE tenant_id = @tenant_id")
            .With("@tenant_id", made.TenantId).Number() ?? 0) + 1;
        session.Sql(
            """
            INSERT INTO device.rollout (
                rollout_id, tenant_id, number, sequence, target, waves, wave, wave_settled_at, window_from, window_to,
                soak_seconds, failures_allowed, failure_percent, hubs_per_minute, burst, bytes_per_hour, keys_kept,
                tokens, tokens_at, state, reason, comment, made_at, changed_at, actor_id, actor_name)
            VALUES (
                @rollout, @tenant_id, @number, @sequence, @target, @waves, 0, 0, @from, @to, @soak, @allowed, @percent,
                @rate, @burst, @bytes, @kept, 0, 0, 0, '', @comment, @now, @now, @actor_id, @actor_name)
            """)
            .With("@rollout", made.RolloutId)
            .With("@tenant_id", made.TenantId)
            .With("@number", number)
            .With("@sequence", made.Sequence)
            .With("@target", JsonSerializer.Serialize(made.Target, JsonSettings.Options))
            .With("@waves", string.Join(',', made.WaveEnds.Select(one => one.ToString(CultureInfo.InvariantCulture))))
            .With("@from", (long)made.Window.FromMinute)
            .With("@to", (long)made.Window.ToMinute)
            .With("@soak", (long)made.SoakSeconds)
            .With("@allowed", (long)made.FailuresAllowed)
            .With("@percent", (long)made.FailurePercent)
            .With("@rate", (long)made.Bucket.HubsPerMinute)
            .With("@burst", (long)made.Bucket.Burst)
            .With("@bytes", made.BytesPerHour)
            .With("@kept", (long)made.Kept)
            .With("@comment", made.Comment)
            .With("@now", made.MadeAt)
            .With("@actor_id", made.ActorId)
            .With("@actor_name", made.ActorName)
            .Run();
        return made with { Number = number };
    }

    /// <summary>Changes a rollout's state, if it is still as it was.</summary>
    /// <returns>False when it has changed since.</returns>
    public static bool Move(StoreSession session, StoredRollout rollout, RolloutState state, string reason, long now)
    {
        return session.Sql(
            """
            UPDATE device.rollout SET state = @state, reason = @reason, changed_at = @now
            WHERE rollout_id = @rollout AND state = @before
            """)
            .With("@state", (long)state)
            .With("@reason", reason)
            .With("@now", now)
            .With("@rollout", rollout.RolloutId)
            .With("@before", (long)rollout.State)
            .Run() == 1;
    }

    /// <summary>Whoever resumes a rollout has seen its failures: only another one stops it again.</summary>
    public static void Allow(StoreSession session, StoredRollout rollout, int failures)
    {
        session.Sql("UPDATE device.rollout SET failures_allowed = @allowed WHERE rollout_id = @rollout")
            .With("@allowed", (long)Math.Max(rollout.FailuresAllowed, failures))
            .With("@rollout", rollout.RolloutId)
            .Run();
    }

    /// <summary>Notes the wave under way, and when all of it had settled; 0 when it has not.</summary>
    public static void SetWave(StoreSession session, StoredRollout rollout, int wave, long settledAt)
    {
        session.Sql("UPDATE device.rollout SET wave = @wave, wave_settled_at = @settled WHERE rollout_id = @rollout")
            .With("@wave", (long)wave)
            .With("@settled", settledAt)
            .With("@rollout", rollout.RolloutId)
            .Run();
    }

    /// <summary>Notes what is left in the bucket.</summary>
    public static void SetBucket(StoreSession session, StoredRollout rollout, TokenBucket bucket)
    {
        session.Sql("UPDATE device.rollout SET tokens = @tokens, tokens_at = @at WHERE rollout_id = @rollout")
            .With("@tokens", bucket.Thousandths)
            .With("@at", bucket.At)
            .With("@rollout", rollout.RolloutId)
            .Run();
    }

    /// <summary>Notes that a person agrees; the same again changes nothing.</summary>
    /// <returns>False when the person had agreed before.</returns>
    public static bool Consent(
        StoreSession session, StoredRollout rollout, Actor actor, bool isOverride, string reason, long now)
    {
        return session.Sql(
            """
            INSERT INTO device.rollout_consent (
                rollout_id, kind, actor_id, tenant_id, actor_name, reason, given_at)
            VALUES (@rollout, @kind, @actor_id, @tenant_id, @actor_name, @reason, @now)
            ON CONFLICT (rollout_id, kind, actor_id) DO NOTHING
            """)
            .With("@rollout", rollout.RolloutId)
            .With("@kind", isOverride ? 2L : 1L)
            .With("@actor_id", actor.UserId)
            .With("@tenant_id", rollout.TenantId)
            .With("@actor_name", actor.DisplayName)
            .With("@reason", reason)
            .With("@now", now)
            .Run() == 1;
    }

    /// <summary>Who has agreed, in their order.</summary>
    public static List<ConsentView> Consents(StoreSession session, Guid rolloutId)
    {
        var found = new List<ConsentView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT kind, actor_name, reason, given_at FROM device.rollout_consent
            WHERE rollout_id = @rollout ORDER BY given_at, kind
            """)
            .With("@rollout", rolloutId)
            .Read();
        while (reader.Read())
        {
            found.Add(new ConsentView(
                reader.GetInt64(0) == 2,
                reader.GetString(1),
                reader.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))));
        }

        return found;
    }

    private static List<StoredRollout> ReadAll(StoreCommand command)
    {
        var found = new List<StoredRollout>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return found;
    }

    private static StoredRollout Map(DbDataReader reader)
    {
        return new StoredRollout(
            reader.GetGuid(0),
            reader.GetGuid(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            JsonSerializer.Deserialize<RolloutTarget>(reader.GetString(4), JsonSettings.Options)!,
            [.. reader.GetString(5).Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => int.Parse(one, CultureInfo.InvariantCulture))],
            (int)reader.GetInt64(6),
            reader.GetInt64(7),
            new LocalWindow((int)reader.GetInt64(8), (int)reader.GetInt64(9)),
            (int)reader.GetInt64(10),
            (int)reader.GetInt64(11),
            (int)reader.GetInt64(12),
            new TokenBucket(
                (int)reader.GetInt64(13), (int)reader.GetInt64(14), reader.GetInt64(17), reader.GetInt64(18)),
            reader.GetInt64(15),
            (KeptKeys)reader.GetInt64(16),
            (RolloutState)reader.GetInt64(19),
            reader.GetString(20),
            reader.GetString(21),
            reader.GetInt64(22),
            reader.GetInt64(23),
            reader.GetGuid(24),
            reader.GetString(25));
    }
}
