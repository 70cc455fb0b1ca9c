// Reads and writes responder groups within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A phone with all changes of its number, newest first: none left out, or one in force could be.</summary>
internal sealed record StoredRecipient(
    Guid RecipientId,
    Guid GroupId,
    int Position,
    RecipientRole Role,
    string Name,
    RecipientChannel Channel,
    bool IsActive,
    IReadOnlyList<StoredNumber> Numbers)
{
    /// <summary>The number in force at a time; empty when none.</summary>
    public string NumberAt(long at)
    {
        foreach (StoredNumber number in Numbers)
        {
            if (number.FromAt <= at)
            {
                return number.PhoneNumber;
            }
        }

        return "";
    }
}

/// <summary>One change of a number.</summary>
internal sealed record StoredNumber(
    long FromAt, string OldNumber, string PhoneNumber, long ChangedAt, string ActorName);

/// <summary>A group with its phones in order.</summary>
internal sealed record StoredGroup(
    Guid GroupId,
    string Name,
    string UnitName,
    GroupKind Kind,
    bool IsActive,
    long Version,
    IReadOnlyList<StoredRecipient> Recipients);

/// <summary>The SQL of groups.</summary>
internal static class GroupStore
{
    private const string RecipientColumns =
        "recipient_id, group_id, position, role, name, channel, is_active";

    /// <summary>All groups of a tenant by name.</summary>
    public static List<StoredGroup> All(StoreSession session, Guid tenantId)
    {
        List<StoredGroup> groups = Rows.List(
            session.Sql(
                """
                SELECT group_id, name, unit_name, kind, is_active, version FROM care.responder_group
                WHERE tenant_id = @tenant_id ORDER BY name
                """)
                .With("@tenant_id", tenantId),
            Map);
        ILookup<Guid, StoredRecipient> recipients = WithNumbers(session, Rows.List(
            session.Sql(
                $"SELECT {RecipientColumns} FROM care.recipient WHERE tenant_id = @tenant_id AND is_removed = @no "
                + "ORDER BY position")
                .With("@tenant_id", tenantId)
                .With("@no", false),
            MapRecipient)).ToLookup(static recipient => recipient.GroupId);
        return groups.ConvertAll(group => group with { Recipients = [.. recipients[group.GroupId]] });
    }

    /// <summary>One group; null when the tenant has none with this id.</summary>
    public static StoredGroup? Find(StoreSession session, Guid tenantId, Guid groupId)
    {
        StoredGroup? group = Rows.List(
            session.Sql(
                """
                SELECT group_id, name, unit_name, kind, is_active, version FROM care.responder_group
                WHERE tenant_id = @tenant_id AND group_id = @id
                """)
                .With("@tenant_id", tenantId)
                .With("@id", groupId),
            Map).FirstOrDefault();
        return group is null ? null : group with { Recipients = Recipients(session, groupId) };
    }

    /// <summary>Writes the group's own row.</summary>
    public static void Save(StoreSession session, Guid tenantId, StoredGroup group)
    {
        session.Sql(
            """
            INSERT INTO care.responder_group (group_id, tenant_id, name, unit_name, kind, is_active, version)
            VALUES (@id, @tenant_id, @name, @unit, @kind, @active, @version)
            ON CONFLICT (group_id) DO UPDATE SET
                name = @name, unit_name = @unit, kind = @kind, is_active = @active, version = @version
            """)
            .With("@id", group.GroupId)
            .With("@tenant_id", tenantId)
            .With("@name", group.Name)
            .With("@unit", group.UnitName)
            .With("@kind", (long)group.Kind)
            .With("@active", group.IsActive)
            .With("@version", group.Version)
            .Run();
    }

    /// <summary>Writes a phone's row; its numbers are changed apart.</summary>
    public static void SaveRecipient(StoreSession session, Guid tenantId, StoredRecipient recipient)
    {
        session.Sql(
            """
            INSERT INTO care.recipient (
                recipient_id, tenant_id, group_id, position, role, name, channel, is_active, is_removed)
            VALUES (@id, @tenant_id, @group, @position, @role, @name, @channel, @active, @no)
            ON CONFLICT (recipient_id) DO UPDATE SET
                position = @position, role = @role, name = @name, channel = @channel, is_active = @active,
                is_removed = @no
            """)
            .With("@id", recipient.RecipientId)
            .With("@tenant_id", tenantId)
            .With("@group", recipient.GroupId)
            .With("@position", (long)recipient.Position)
            .With("@role", (long)recipient.Role)
            .With("@name", recipient.Name)
            .With("@channel", (long)recipient.Channel)
            .With("@active", recipient.IsActive)
            .With("@no", false)
            .Run();
    }

    /// <summary>Takes a phone out of its group; what it was told and answered stays.</summary>
    public static void RemoveRecipient(StoreSession session, Guid recipientId)
    {
        session.Sql("UPDATE care.recipient SET is_removed = @yes WHERE recipient_id = @id")
            .With("@yes", true)
            .With("@id", recipientId)
            .Run();
    }

    /// <summary>Adds a change of a number.</summary>
    public static void AddNumber(
        StoreSession session, Guid tenantId, Guid recipientId, StoredNumber number, Guid? actorId)
    {
        session.Sql(
            """
            INSERT INTO care.recipient_number (
                tenant_id, recipient_id, from_at, old_number, phone_number, changed_at, actor_id, actor_name)
            VALUES (@tenant_id, @recipient, @from, @old, @new, @changed, @actor_id, @actor_name)
            """)
            .With("@tenant_id", tenantId)
            .With("@recipient", recipientId)
            .With("@from", number.FromAt)
            .With("@old", number.OldNumber)
            .With("@new", number.PhoneNumber)
            .With("@changed", number.ChangedAt)
            .With("@actor_id", actorId)
            .With("@actor_name", number.ActorName)
            .Run();
    }

    /// <summary>Who signs in for a group.</summary>
    public static List<GroupMember> Members(StoreSession session, Guid groupId)
    {
        return Rows.List(
            session.Sql(
                """
                SELECT u.user_id, u.user_name, u.display_name
                FROM care.group_member m JOIN access.app_user u ON u.user_id = m.user_id
                WHERE m.group_id = @group ORDER BY u.user_name
                """)
                .With("@group", groupId),
            static reader => new GroupMember(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
    }

    /// <summary>The groups that a person signs in for.</summary>
    public static List<Guid> GroupsOf(StoreSession session, Guid tenantId, Guid userId)
    {
        return Rows.List(
            session.Sql("SELECT group_id FROM care.group_member WHERE user_id = @user AND tenant_id = @tenant_id")
                .With("@user", userId)
                .With("@tenant_id", tenantId),
            static reader => reader.GetGuid(0));
    }

    /// <summary>Sets who signs in for a group.</summary>
    public static void SetMembers(StoreSession session, Guid tenantId, Guid groupId, IReadOnlyList<Guid> users)
    {
        session.Sql("DELETE FROM care.group_member WHERE group_id = @group").With("@group", groupId).Run();
        foreach (Guid user in users)
        {
            session.Sql(
                "INSERT INTO care.group_member (group_id, user_id, tenant_id) VALUES (@group, @user, @tenant_id)")
                .With("@group", groupId)
                .With("@user", user)
                .With("@tenant_id", tenantId)
                .Run();
        }
    }

    /// <summary>A responder of the tenant by user name; null when there is none.</summary>
    public static Guid? FindResponder(StoreSession session, Guid tenantId, string userName)
    {
        List<Guid> users = Rows.List(
            session.Sql(
                """
                SELECT user_id FROM access.app_user
                WHERE tenant_id = @tenant_id AND user_name = @name AND role IN ('responder', 'admin')
                """)
                .With("@tenant_id", tenantId)
                .With("@name", userName),
            static reader => reader.GetGuid(0));
        return users.Count == 0 ? null : users[0];
    }

    private static StoredRecipient[] Recipients(StoreSession session, Guid groupId)
    {
        return
        [
            .. WithNumbers(session, Rows.List(
                session.Sql(
                    $"SELECT {RecipientColumns} FROM care.recipient WHERE group_id = @group AND is_removed = @no "
                    + "ORDER BY position")
                    .With("@group", groupId)
                    .With("@no", false),
                MapRecipient)),
        ];
    }

    private static List<StoredRecipient> WithNumbers(StoreSession session, List<StoredRecipient> recipients)
    {
        return recipients.ConvertAll(recipient => recipient with
        {
            Numbers = Rows.List(
                session.Sql(
                    """
                    SELECT from_at, old_number, phone_number, changed_at, actor_name FROM care.recipient_number
                    WHERE recipient_id = @id ORDER BY from_at DESC, id DESC
                    """)
                    .With("@id", recipient.RecipientId),
                static reader => new StoredNumber(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
                    reader.GetString(4))),
        });
    }

    private static StoredGroup Map(DbDataReader reader)
    {
        return new StoredGroup(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), (GroupKind)reader.GetInt32(3),
            reader.GetBoolean(4), reader.GetInt64(5), []);
    }

    private static StoredRecipient MapRecipient(DbDataReader reader)
    {
        return new StoredRecipient(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), (RecipientRole)reader.GetInt32(3),
            reader.GetString(4), (RecipientChannel)reader.GetInt32(5), reader.GetBoolean(6), []);
    }
}
