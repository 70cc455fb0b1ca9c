// Writes what hubs tell of their devices.
using Fleet.Server.Store;
using Hub.Protocols;
using Hub.Protocols.Devices;

namespace Fleet.Server.Devices;

/// <summary>The SQL of devices.</summary>
internal static class DeviceStore
{
    /// <summary>
    /// Takes a device's state; the last one told counts. Telling the same states again in their order ends the same.
    /// </summary>
    public static void Take(StoreSession session, in DeviceNews news)
    {
        if (!HasRoom(session, news))
        {
            return;
        }

        bool isUntested = (news.Flags & DeviceFlags.Untested) != 0;
        bool isRemoved = (news.Flags & DeviceFlags.Removed) != 0;
        long? heardAt = news.LastHeardSeconds == ProtocolLimits.MaxUInt32
            ? null
            : news.At - (news.LastHeardSeconds * 1_000L);
        session.Sql(
            """
            INSERT INTO device.hub_device (
                hub_row_id, device_id, tenant_id, kind, variant, location, occupant, flags, battery_percent, signal_dbm,
                device_signal_dbm, supervision_minutes, value, device_count, paired_at, reported_at, last_heard_at,
                tested_at, removed_at)
            VALUES (
                @hub, @device, @tenant_id, @kind, @variant, @location, @occupant, @flags, @battery, @signal,
                @device_signal, @minutes, @value, @count, @at, @at, @heard, @tested, @removed)
            ON CONFLICT (hub_row_id, device_id) DO UPDATE SET
                kind = @kind, variant = @variant, location = @location, occupant = @occupant, flags = @flags,
                battery_percent = @battery, signal_dbm = @signal, device_signal_dbm = @device_signal,
                supervision_minutes = @minutes, value = @value, device_count = @count, reported_at = @at,
                last_heard_at = @heard,
                tested_at = CASE WHEN @tested IS NULL THEN NULL ELSE COALESCE(device.hub_device.tested_at, @tested) END,
                paired_at = CASE WHEN device.hub_device.removed_at IS NOT NULL AND @removed IS NULL
                    THEN @at ELSE device.hub_device.paired_at END,
                removed_at = CASE WHEN @removed IS NULL THEN NULL
                    ELSE COALESCE(device.hub_device.removed_at, @removed) END
            """)
            .With("@hub", news.Hub.RowId)
            .With("@device", news.DeviceId)
            .With("@tenant_id", news.Hub.TenantId)
            .With("@kind", (long)news.DeviceKind)
            .With("@variant", (long)news.Variant)
            .With("@location", (long)news.Location)
            .With("@occupant", (long)news.Occupant)
            .With("@flags", (long)news.Flags)
            .With("@battery", (long)news.Battery)
            .With("@signal", (long)news.SignalDbm)
            .With("@device_signal", (long)news.DeviceSignalDbm)
            .With("@minutes", (long)news.SupervisionMinutes)
            .With("@value", (long)news.Value)
            .With("@count", (long)news.DeviceCount)
            .With("@at", news.At)
            .With("@heard", heardAt)
            .With("@tested", isUntested ? null : news.At)
            .With("@removed", isRemoved ? news.At : null)
            .Run();
    }

    /// <summary>A press of the device has been received at the centre.</summary>
    public static void NoteTested(StoreSession session, long hubRowId, long deviceId, long at)
    {
        session.Sql(
            """
            UPDATE device.hub_device SET tested_at = COALESCE(tested_at, @at), flags = flags & ~@untested
            WHERE hub_row_id = @hub AND device_id = @device AND removed_at IS NULL
            """)
            .With("@at", at)
            .With("@untested", (long)DeviceFlags.Untested)
            .With("@hub", hubRowId)
            .With("@device", deviceId)
            .Run();
    }

    /// <summary>The kind of a device that the hub has; null when it has none with this id.</summary>
    public static DeviceKind? KindOf(StoreSession session, long hubRowId, long deviceId)
    {
        long? kind = session.Sql(
            """
            SELECT kind FROM device.hub_device
            WHERE hub_row_id = @hub AND device_id = @device AND removed_at IS NULL
            """)
            .With("@hub", hubRowId)
            .With("@device", deviceId)
            .Number();
        return kind is { } number ? (DeviceKind)number : null;
    }

    /// <summary>Makes room for a device not told of before: of those removed the oldest goes.</summary>
    private static bool HasRoom(StoreSession session, in DeviceNews news)
    {
        long others = session.Sql(
            "SELECT COUNT(*) FROM device.hub_device WHERE hub_row_id = @hub AND device_id <> @device")
            .With("@hub", news.Hub.RowId)
            .With("@device", news.DeviceId)
            .Number() ?? 0;
        return others < Limits.Devices.RowsPerHub || session.Sql(
            """
            DELETE FROM device.hub_device WHERE hub_row_id = @hub AND device_id = (
                SELECT device_id FROM device.hub_device
                WHERE hub_row_id = @hub AND device_id <> @device AND removed_at IS NOT NULL
                ORDER BY removed_at LIMIT 1)
            """)
            .With("@hub", news.Hub.RowId)
            .With("@device", news.DeviceId)
            .Run() > 0;
    }
}
