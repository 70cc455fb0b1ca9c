// Reads and writes policies and templates within a transaction.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A template as it is stored; null as text for the built-in one.</summary>
internal sealed record StoredTemplate(string? Text, long ChangedAt, string ActorName, long Version);

/// <summary>The SQL of policies and templates.</summary>
internal static class PolicyStore
{
    private static readonly DispatchPolicyView BuiltIn =
        new(MessagePrivacy.Pseudonymous, Limits.Dispatch.LinkMinutes, null, "", "", 0);

    /// <summary>The policy in force.</summary>
    public static DispatchPolicyView Find(StoreSession session, Guid tenantId)
    {
        return History(session, tenantId, 1)[0];
    }

    /// <summary>The newest versions, newest first; the built-in policy is the last.</summary>
    public static List<DispatchPolicyView> History(StoreSession session, Guid tenantId, int limit)
    {
        List<DispatchPolicyView> versions = Rows.List(
            session.Sql(
                """
                SELECT privacy, link_minutes, changed_at, actor_name, reason, version FROM care.dispatch_policy
                WHERE tenant_id = @tenant_id ORDER BY version DESC LIMIT @limit
                """)
                .With("@tenant_id", tenantId)
                .With("@limit", (long)limit),
            static reader => new DispatchPolicyView(
                (MessagePrivacy)reader.GetInt32(0), reader.GetInt32(1), Rows.Time(reader.GetInt64(2)),
                reader.GetString(3), reader.GetString(4), reader.GetInt64(5)));
        if (versions.Count < limit)
        {
            versions.Add(BuiltIn);
        }

        return versions;
    }

    /// <summary>Adds a version.</summary>
    public static void Add(StoreSession session, Actor actor, DispatchPolicyView policy)
    {
        session.Sql(
            """
            INSERT INTO care.dispatch_policy (
                tenant_id, version, privacy, link_minutes, changed_at, actor_id, actor_name, reason)
            VALUES (@tenant_id, @version, @privacy, @minutes, @at, @actor_id, @actor_name, @reason)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@version", policy.Version)
            .With("@privacy", (long)policy.Privacy)
            .With("@minutes", (long)policy.LinkMinutes)
            .With("@at", policy.ChangedAt!.Value.ToUnixTimeMilliseconds())
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .With("@reason", policy.Reason)
            .Run();
    }

    /// <summary>The newest version of a template; null when it was never written.</summary>
    public static StoredTemplate? Template(StoreSession session, Guid tenantId, TemplatePurpose purpose)
    {
        return Rows.List(
            session.Sql(
                """
                SELECT body, changed_at, actor_name, version FROM care.message_template
                WHERE tenant_id = @tenant_id AND purpose = @purpose ORDER BY version DESC LIMIT 1
                """)
                .With("@tenant_id", tenantId)
                .With("@purpose", (long)purpose),
            static reader => new StoredTemplate(
                reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1), reader.GetString(2),
                reader.GetInt64(3))).FirstOrDefault();
    }

    /// <summary>The text in force.</summary>
    public static string Text(StoreSession session, Guid tenantId, TemplatePurpose purpose)
    {
        return Template(session, tenantId, purpose)?.Text ?? MessageTexts.Template(purpose);
    }

    /// <summary>Adds a version of a template.</summary>
    public static void AddTemplate(
        StoreSession session, Actor actor, TemplatePurpose purpose, StoredTemplate template)
    {
        session.Sql(
            """
            INSERT INTO care.message_template (
                tenant_id, purpose, version, body, changed_at, actor_id, actor_name)
            VALUES (@tenant_id, @purpose, @version, @body, @at, @actor_id, @actor_name)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@purpose", (long)purpose)
            .With("@version", template.Version)
            .With("@body", template.Text)
            .With("@at", template.ChangedAt)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }
}
