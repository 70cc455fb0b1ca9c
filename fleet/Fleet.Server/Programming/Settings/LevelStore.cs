// Reads and writes what levels tell, and which revision of them a hub follows.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Settings;

/// <summary>A revision as the store has it; times are unix milliseconds UTC.</summary>
internal sealed record StoredRevision(
    long Revision,
    IReadOnlyDictionary<string, ToldSetting> Told,
    string Comment,
    long? CaseNumber,
    long? RestoredFrom,
    long MadeAt,
    string ActorName);

/// <summary>The SQL of levels; everything within a session.</summary>
internal static class LevelStore
{
    private const string Select =
        """
        SELECT revision, told, comment, case_number, restored_from, made_at, actor_name FROM device.settings_revision
        WHERE tenant_id = @tenant_id AND level = @level AND scope = @scope
        """;

    /// <summary>A revision; null when the level has none of that number.</summary>
    public static StoredRevision? Find(StoreSession session, Guid tenantId, LevelScope scope, long revision)
    {
        using DbDataReader reader = On(session.Sql(Select + " AND revision = @revision"), tenantId, scope)
            .With("@revision", revision)
            .Read();
        return reader.Read() ? Map(reader) : null;
    }

    /// <summary>Revisions below one, newest first.</summary>
    public static List<StoredRevision> List(
        StoreSession session, Guid tenantId, LevelScope scope, long before, int limit)
    {
        var found = new List<StoredRevision>();
        using DbDataReader reader = On(
            session.Sql(Select + " AND revision < @before ORDER BY revision DESC LIMIT @limit"), tenantId, scope)
            .With("@before", before)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return found;
    }

    /// <summary>The newest revision; <see cref="ToldSettings.None"/> when there is none.</summary>
    public static ToldSettings Newest(StoreSession session, Guid tenantId, LevelScope scope)
    {
        return List(session, tenantId, scope, long.MaxValue, 1) is [var newest]
            ? new ToldSettings(newest.Revision, newest.Told)
            : ToldSettings.None;
    }

    /// <summary>The levels of a tenant that have told anything, but homes.</summary>
    public static List<LevelScope> Scopes(StoreSession session, Guid tenantId)
    {
        var found = new List<LevelScope>();
        using DbDataReader reader = session.Sql(
            """
            SELECT level, scope FROM device.settings_level WHERE tenant_id = @tenant_id ORDER BY level, scope
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            found.Add(new LevelScope((SettingLevel)reader.GetInt32(0), reader.GetString(1)));
        }

        return found;
    }

    /// <summary>Adds a revision.</summary>
    public static void Add(
        StoreSession session, Actor actor, LevelScope scope, ToldSettings told, RevisionCause cause, long now)
    {
        On(session.Sql(
            """
            INSERT INTO device.settings_revision (
                tenant_id, level, scope, revision, told, comment, case_number, restored_from, made_at, actor_id,
                actor_name)
            VALUES (
                @tenant_id, @level, @scope, @revision, @told, @comment, @case_number, @restored_from, @now, @actor_id,
                @actor_name)
            """), actor.TenantId, scope)
            .With("@revision", told.Revision)
            .With("@told", ToldSettings.ToText(told.Told))
            .With("@comment", cause.Why.Comment)
            .With("@case_number", cause.Why.CaseNumber)
            .With("@restored_from", cause.RestoredFrom)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
        if (scope.Level != SettingLevel.Home)
        {
            On(session.Sql(
                """
                INSERT INTO device.settings_level (tenant_id, level, scope, released)
                VALUES (@tenant_id, @level, @scope, 0) ON CONFLICT (tenant_id, level, scope) DO NOTHING
                """), actor.TenantId, scope).Run();
        }
    }

    /// <summary>The revision that every hub of a level follows at least.</summary>
    public static long Released(StoreSession session, Guid tenantId, LevelScope scope)
    {
        return On(session.Sql(
            """
            SELECT released FROM device.settings_level
            WHERE tenant_id = @tenant_id AND level = @level AND scope = @scope
            """), tenantId, scope)
            .Number() ?? 0;
    }

    /// <summary>From now on every hub of a level follows a revision at least.</summary>
    public static void Release(StoreSession session, Guid tenantId, LevelScope scope, long revision)
    {
        On(session.Sql(
            """
            UPDATE device.settings_level SET released = @revision
            WHERE tenant_id = @tenant_id AND level = @level AND scope = @scope AND released < @revision
            """), tenantId, scope)
            .With("@revision", revision)
            .Run();
    }

    /// <summary>The revision of a level that a hub follows.</summary>
    public static long Followed(StoreSession session, HubPrincipal hub, LevelScope scope)
    {
        long? ahead = session.Sql(
            """
            SELECT revision FROM device.settings_follow
            WHERE hub_row_id = @hub AND level = @level AND scope = @scope
            """)
            .With("@hub", hub.RowId)
            .With("@level", (long)scope.Level)
            .With("@scope", scope.Scope)
            .Number();
        return Math.Max(ahead ?? 0, Released(session, hub.TenantId, scope));
    }

    /// <summary>A hub follows a revision from now on.</summary>
    public static void Follow(StoreSession session, HubPrincipal hub, LevelScope scope, long revision)
    {
        session.Sql(
            """
            INSERT INTO device.settings_follow (hub_row_id, level, scope, revision)
            VALUES (@hub, @level, @scope, @revision)
            ON CONFLICT (hub_row_id, level) DO UPDATE SET scope = @scope, revision = @revision
            """)
            .With("@hub", hub.RowId)
            .With("@level", (long)scope.Level)
            .With("@scope", scope.Scope)
            .With("@revision", revision)
            .Run();
    }

    /// <summary>The rows of the hubs that are ahead of what is released of a level, with what they follow.</summary>
    public static Dictionary<long, long> Ahead(StoreSession session, Guid tenantId, LevelScope scope)
    {
        var rows = new Dictionary<long, long>();
        using DbDataReader reader = On(session.Sql(
            """
            SELECT f.hub_row_id, f.revision FROM device.settings_follow f
            JOIN device.hub h ON h.hub_row_id = f.hub_row_id
            WHERE h.tenant_id = @tenant_id AND f.level = @level AND f.scope = @scope
            """), tenantId, scope).Read();
        while (reader.Read())
        {
            rows[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return rows;
    }

    private static StoreCommand On(StoreCommand command, Guid tenantId, LevelScope scope)
    {
        return command
            .With("@tenant_id", tenantId)
            .With("@level", (long)scope.Level)
            .With("@scope", scope.Scope);
    }

    private static StoredRevision Map(DbDataReader reader)
    {
        return new StoredRevision(
            reader.GetInt64(0),
            ToldSettings.FromText(reader.GetString(1)),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetInt64(3),
            reader.IsDBNull(4) ? null : reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetString(6));
    }
}

/// <summary>Why a revision is made.</summary>
/// <param name="Why">The reason.</param>
/// <param name="RestoredFrom">The revision that it takes again; null for none.</param>
internal sealed record RevisionCause(ChangeCause Why, long? RestoredFrom = null);
