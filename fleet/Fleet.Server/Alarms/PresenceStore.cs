// Check-ins and check-outs in the store: each once, and for as long as evidence is kept.
using System.Data.Common;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Alarms;

/// <summary>Reads and writes what responders did at hubs (HBG-051, HBG-077).</summary>
internal static class PresenceStore
{
    /// <summary>Writes a check-in or check-out.</summary>
    /// <returns>False when it was there already.</returns>
    public static bool Insert(
        StoreSession session, AlarmSource source, AlarmMessage message, long raisedAt, long receivedAt)
    {
        return session.Sql(
            """
            INSERT INTO care.presence (
                hub_row_id, sequence, tenant_id, boot_count, status_code, raised_at, received_at)
            VALUES (@hub, @sequence, @tenant_id, @boot_count, @status_code, @raised_at, @received_at)
            ON CONFLICT (hub_row_id, sequence) DO NOTHING
            """)
            .With("@hub", source.HubRowId)
            .With("@sequence", (long)message.Sequence)
            .With("@tenant_id", source.TenantId)
            .With("@boot_count", message.BootCount)
            .With("@status_code", (long)message.StatusCode)
            .With("@raised_at", raisedAt)
            .With("@received_at", receivedAt)
            .Run() > 0;
    }

    /// <summary>When it first arrived, unix milliseconds UTC; null when it is not there.</summary>
    public static long? FindReceivedAt(StoreSession session, long hubRowId, ulong sequence)
    {
        using DbDataReader reader = session.Sql(
            "SELECT received_at FROM care.presence WHERE hub_row_id = @hub AND sequence = @sequence")
            .With("@hub", hubRowId)
            .With("@sequence", (long)sequence)
            .Read();
        return reader.Read() ? reader.GetInt64(0) : null;
    }
}
