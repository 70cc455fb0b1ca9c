// Keeps replies that belong to no dispatch.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>The SQL of unmatched replies.</summary>
internal static class UnmatchedStore
{
    /// <summary>
    /// Keeps a reply; of an unknown sender for the tenant whose number was written to, whose phone it is, or the only
    /// one there is. What is no tenant's is for those who run the server (<see cref="Nobodys"/>).
    /// </summary>
    public static void Keep(StoreSession session, Incoming incoming, string reason, Guid? tenantId = null)
    {
        string text = incoming.Text.Length <= Limits.Dispatch.ReplyLength
            ? incoming.Text
            : incoming.Text[..Limits.Dispatch.ReplyLength];
        session.Sql(
            """
            INSERT INTO care.unmatched_reply (reply_id, tenant_id, at, phone_number, body, reason)
            VALUES (@id, @tenant_id, @at, @phone, @body, @reason)
            """)
            .With("@id", Guid.CreateVersion7(Rows.Time(incoming.At)))
            .With("@tenant_id", tenantId ?? incoming.TenantId ?? TenantOf(session, incoming.From))
            .With("@at", incoming.At)
            .With("@phone", incoming.From)
            .With("@body", text)
            .With("@reason", reason)
            .Run();
    }

    /// <summary>A tenant's unmatched replies, newest first.</summary>
    public static List<UnmatchedReply> List(StoreSession session, Guid tenantId)
    {
        return Rows.List(
            session.Sql(
                """
                SELECT reply_id, at, phone_number, body, reason FROM care.unmatched_reply
                WHERE tenant_id = @tenant_id ORDER BY at DESC, reply_id DESC LIMIT @limit
                """)
                .With("@tenant_id", tenantId)
                .With("@limit", (long)Limits.Dispatch.PerPage),
            static reader => new UnmatchedReply(
                reader.GetGuid(0), Rows.Time(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4)));
    }

    /// <summary>Replies of senders whom no tenant knows, on a server with several tenants.</summary>
    public static List<UnmatchedReply> Nobodys(StoreSession session)
    {
        return List(session, Guid.Empty);
    }

    private static Guid TenantOf(StoreSession session, string from)
    {
        List<Guid> owners = Rows.List(
            session.Sql(
                "SELECT tenant_id FROM care.recipient_number WHERE phone_number = @phone ORDER BY id DESC LIMIT 1")
                .With("@phone", from),
            static reader => reader.GetGuid(0));
        if (owners.Count > 0)
        {
            return owners[0];
        }

        List<Guid> tenants = Rows.List(
            session.Sql("SELECT tenant_id FROM access.tenant LIMIT 2"), static reader => reader.GetGuid(0));
        return tenants.Count == 1 ? tenants.Single() : Guid.Empty;
    }
}
