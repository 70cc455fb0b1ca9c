// The SQL of broadcasts.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Fleet.Server.Outages;

/// <summary>One recipient before anything is sent.</summary>
internal sealed record Recipient(OutgoingKind Kind, string Address, BroadcastReader Reader, string Label);

/// <summary>Reads and writes within a session.</summary>
internal static class BroadcastStore
{
    /// <summary>Makes a broadcast, or finds the one of the same key.</summary>
    public static Guid Begin(
        StoreSession session, Actor actor, string idempotencyKey, BroadcastDraft draft, Guid id, long now)
    {
        session.Sql(
            """
            INSERT INTO care.broadcast (
                broadcast_id, tenant_id, idempotency_key, outage_id, text, sent_at, actor_id, actor_name)
            VALUES (@id, @tenant_id, @key, @outage_id, @text, @now, @actor_id, @actor_name)
            ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
            """)
            .With("@id", id)
            .With("@tenant_id", actor.TenantId)
            .With("@key", idempotencyKey)
            .With("@outage_id", draft.OutageId)
            .With("@text", draft.Text)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
        using DbDataReader reader = session.Sql(
            "SELECT broadcast_id FROM care.broadcast WHERE tenant_id = @tenant_id AND idempotency_key = @key")
            .With("@tenant_id", actor.TenantId)
            .With("@key", idempotencyKey)
            .Read();
        reader.Read();
        return reader.GetGuid(0);
    }

    /// <summary>Notes a recipient.</summary>
    /// <returns>False when it is noted already.</returns>
    public static bool Add(
        StoreSession session, Guid tenantId, Guid broadcastId, Guid messageId, Recipient recipient, long now)
    {
        return session.Sql(
            """
            INSERT INTO care.broadcast_recipient (
                broadcast_id, kind, address, tenant_id, message_id, reader, label, state, changed_at, detail)
            VALUES (@id, @kind, @address, @tenant_id, @message_id, @reader, @label, 0, @now, '')
            ON CONFLICT (broadcast_id, kind, address) DO NOTHING
            """)
            .With("@id", broadcastId)
            .With("@kind", (long)recipient.Kind)
            .With("@address", recipient.Address)
            .With("@tenant_id", tenantId)
            .With("@message_id", messageId)
            .With("@reader", (long)recipient.Reader)
            .With("@label", recipient.Label)
            .With("@now", now)
            .Run() == 1;
    }

    /// <summary>Notes what became of a message; it never goes back.</summary>
    public static void Note(StoreSession session, Guid messageId, RecipientState state, string detail, long at)
    {
        session.Sql(
            """
            UPDATE care.broadcast_recipient SET state = @state, detail = @detail, changed_at = @at
            WHERE message_id = @message_id AND state < @state
            """)
            .With("@state", (long)state)
            .With("@detail", detail)
            .With("@at", at)
            .With("@message_id", messageId)
            .Run();
    }

    public static List<BroadcastView> List(StoreSession session, Guid tenantId, Guid? id)
    {
        var found = new List<BroadcastView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT b.broadcast_id, b.outage_id, b.text, b.sent_at, b.actor_name,
                   (SELECT COUNT(*) FROM care.broadcast_recipient r WHERE r.broadcast_id = b.broadcast_id),
                   (SELECT COUNT(*) FROM care.broadcast_recipient r
                    WHERE r.broadcast_id = b.broadcast_id AND r.state IN (1, 2)),
                   (SELECT COUNT(*) FROM care.broadcast_recipient r
                    WHERE r.broadcast_id = b.broadcast_id AND r.state = 2),
                   (SELECT COUNT(*) FROM care.broadcast_recipient r
                    WHERE r.broadcast_id = b.broadcast_id AND r.state = 3)
            FROM care.broadcast b WHERE b.tenant_id = @tenant_id AND (@all OR b.broadcast_id = @id)
            ORDER BY b.sent_at DESC LIMIT @limit
            """)
            .With("@tenant_id", tenantId)
            .With("@all", id is null)
            .With("@id", id ?? Guid.Empty)
            .With("@limit", (long)Limits.Technical.PerPage)
            .Read();
        while (reader.Read())
        {
            found.Add(new BroadcastView(
                reader.GetGuid(0),
                reader.IsDBNull(1) ? null : reader.GetGuid(1),
                reader.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                reader.GetString(4),
                reader.GetInt32(5),
                reader.GetInt32(6),
                reader.GetInt32(7),
                reader.GetInt32(8)));
        }

        return found;
    }

    public static List<BroadcastLine> Lines(StoreSession session, Guid broadcastId)
    {
        var found = new List<BroadcastLine>();
        using DbDataReader reader = session.Sql(
            """
            SELECT kind, address, reader, label, state, changed_at, detail FROM care.broadcast_recipient
            WHERE broadcast_id = @id ORDER BY CASE state WHEN 3 THEN 0 ELSE 1 END, state, reader, label, address
            """)
            .With("@id", broadcastId)
            .Read();
        while (reader.Read())
        {
            found.Add(new BroadcastLine(
                (OutgoingKind)reader.GetInt32(0),
                reader.GetString(1),
                (BroadcastReader)reader.GetInt32(2),
                reader.GetString(3),
                (RecipientState)reader.GetInt32(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.GetString(6)));
        }

        return found;
    }

    public static List<ListedAddress> Addresses(StoreSession session, Guid tenantId)
    {
        var found = new List<ListedAddress>();
        using DbDataReader reader = session.Sql(
            """
            SELECT kind, address, label FROM care.broadcast_address WHERE tenant_id = @tenant_id
            ORDER BY kind, label, address
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            found.Add(new ListedAddress(
                (OutgoingKind)reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return found;
    }

    public static int SetAddress(StoreSession session, Actor actor, ListedAddress address, long now)
    {
        return session.Sql(
            """
            INSERT INTO care.broadcast_address (tenant_id, kind, address, label, changed_at, actor_name)
            VALUES (@tenant_id, @kind, @address, @label, @now, @actor_name)
            ON CONFLICT (tenant_id, kind, address) DO UPDATE SET
                label = @label, changed_at = @now, actor_name = @actor_name
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@kind", (long)address.Kind)
            .With("@address", address.Address)
            .With("@label", address.Label)
            .With("@now", now)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }

    public static bool RemoveAddress(StoreSession session, Guid tenantId, OutgoingKind kind, string address)
    {
        return session.Sql(
            """
            DELETE FROM care.broadcast_address WHERE tenant_id = @tenant_id AND kind = @kind AND address = @address
            """)
            .With("@tenant_id", tenantId)
            .With("@kind", (long)kind)
            .With("@address", address)
            .Run() == 1;
    }
}
