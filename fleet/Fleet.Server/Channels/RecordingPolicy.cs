// Whether a municipality has calls recorded, and for how long.
using System;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>A municipality's policy of recording (HBG-095); off unless it is chosen.</summary>
/// <param name="IsOn">Whether calls are recorded.</param>
/// <param name="RetentionDays">After how many days a recording is deleted, 1 to 3,650.</param>
public sealed record RecordingPolicy(bool IsOn, int RetentionDays)
{
    /// <summary>What is in force until something else is chosen.</summary>
    public static RecordingPolicy Standard { get; } = new(false, 30);

    internal static RecordingPolicy Find(StoreSession session, Guid tenantId)
    {
        using DbDataReader reader = session.Sql(
            "SELECT is_on, retention_days FROM care.recording_policy WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read();
        return reader.Read() ? new RecordingPolicy(reader.GetInt32(0) == 1, reader.GetInt32(1)) : Standard;
    }

    internal void Save(StoreSession session, Actor actor, long now)
    {
        session.Sql(
            """
            INSERT INTO care.recording_policy (tenant_id, is_on, retention_days, changed_at, actor_id, actor_name)
            VALUES (@tenant_id, @is_on, @days, @now, @actor_id, @actor_name)
            ON CONFLICT (tenant_id) DO UPDATE SET is_on = excluded.is_on, retention_days = excluded.retention_days,
                changed_at = excluded.changed_at, actor_id = excluded.actor_id, actor_name = excluded.actor_name
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@is_on", IsOn ? 1L : 0L)
            .With("@days", (long)RetentionDays)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }
}
