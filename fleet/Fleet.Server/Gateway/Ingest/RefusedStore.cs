// Keeps bodies that could not be decoded, a few per hub, for those who look for the fault.
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>The SQL of refused messages.</summary>
internal static class RefusedStore
{
    /// <summary>Keeps a body; the hub's oldest makes room.</summary>
    public static void Keep(StoreSession session, HubPrincipal hub, byte kind, MessageError error, byte[] body, long at)
    {
        session.Sql(
            """
            INSERT INTO device.refused_message (tenant_id, hub_row_id, received_at, kind, reason, body)
            VALUES (@tenant_id, @hub, @at, @kind, @reason, @body)
            """)
            .With("@tenant_id", hub.TenantId)
            .With("@hub", hub.RowId)
            .With("@at", at)
            .With("@kind", (long)kind)
            .With("@reason", error.ToString())
            .With("@body", body)
            .Run();
        session.Sql(
            """
            DELETE FROM device.refused_message
            WHERE hub_row_id = @hub AND id <= (
                SELECT id FROM device.refused_message WHERE hub_row_id = @hub ORDER BY id DESC LIMIT 1 OFFSET @kept)
            """)
            .With("@hub", hub.RowId)
            .With("@kept", (long)Limits.Ingest.RefusedPerHub)
            .Run();
    }
}
