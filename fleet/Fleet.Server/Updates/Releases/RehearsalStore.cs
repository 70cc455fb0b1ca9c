// Reads and writes rehearsals of releases.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Text.Json;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Releases;

/// <summary>The SQL of rehearsals; everything within a session.</summary>
internal static class RehearsalStore
{
    /// <summary>Whether a rehearsal of a release has passed.</summary>
    public static bool HasPassed(StoreSession session, Guid tenantId, long sequence)
    {
        return session.Sql(
            """
            SELECT COUNT(*) FROM device.rehearsal
            WHERE tenant_id = @tenant_id AND sequence = @sequence AND is_passed = @passed
            """)
            .With("@tenant_id", tenantId)
            .With("@sequence", sequence)
            .With("@passed", true)
            .Number() > 0;
    }

    /// <summary>Rehearsals of a release, newest first.</summary>
    public static List<RehearsalView> List(StoreSession session, Guid tenantId, long sequence)
    {
        var found = new List<RehearsalView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT number, is_passed, faults, report, uploaded_at, actor_name FROM device.rehearsal
            WHERE tenant_id = @tenant_id AND sequence = @sequence ORDER BY number DESC
            """)
            .With("@tenant_id", tenantId)
            .With("@sequence", sequence)
            .Read();
        while (reader.Read())
        {
            found.Add(new RehearsalView(
                (int)reader.GetInt64(0),
                reader.GetBoolean(1),
                JsonSerializer.Deserialize<string[]>(reader.GetString(2), JsonSettings.Options)!,
                JsonSerializer.Deserialize<RehearsalReport>(reader.GetString(3), JsonSettings.Options)!,
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                reader.GetString(5)));
        }

        return found;
    }

    /// <summary>Keeps a rehearsal.</summary>
    public static void Add(StoreSession session, Actor actor, long sequence, RehearsalView made)
    {
        session.Sql(
            """
            INSERT INTO device.rehearsal (
                tenant_id, sequence, number, report, is_passed, faults, uploaded_at, actor_id, actor_name)
            VALUES (@tenant_id, @sequence, @number, @report, @passed, @faults, @now, @actor_id, @actor_name)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@sequence", sequence)
            .With("@number", (long)made.Number)
            .With("@report", JsonSerializer.Serialize(made.Report, JsonSettings.Options))
            .With("@passed", made.IsPassed)
            .With("@faults", JsonSerializer.Serialize(made.Faults, JsonSettings.Options))
            .With("@now", made.UploadedAt.ToUnixTimeMilliseconds())
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }
}
