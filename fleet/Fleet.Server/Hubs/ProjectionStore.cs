// Reads and writes what is known of the hubs.
using Fleet.Server.Store;

namespace Fleet.Server.Hubs;

/// <summary>The SQL of the projection.</summary>
internal static class ProjectionStore
{
    /// <summary>Writes a hub's facts.</summary>
    public static void WriteState(StoreSession session, LiveHub hub)
    {
        HubFacts facts = hub.TakeForWriting();
        session.Sql(
            """
            INSERT INTO device.hub_state (
                hub_row_id, tenant_id, last_heard_at, well_since, boot_count, heartbeat_interval_seconds,
                firmware_version, hardware_model, uptime_seconds, bearer, signal_dbm, power_source, battery_percent,
                pending_alarms, settings_version, fault_flags, last_test_at, last_test_sequence, last_person_alarm_at,
                last_sample_at, silent_since, link_flags, network_code)
            VALUES (
                @hub, @tenant_id, @heard, @well, @boot, @interval, @firmware, @model, @uptime, @bearer, @signal,
                @power, @battery, @pending, @settings, @faults, @test_at, @test_sequence, @person_at, @sample, @silent,
                @link_flags, @network_code)
            ON CONFLICT (hub_row_id) DO UPDATE SET
                last_heard_at = @heard, well_since = @well, boot_count = @boot, heartbeat_interval_seconds = @interval,
                firmware_version = @firmware, hardware_model = @model, uptime_seconds = @uptime, bearer = @bearer,
                signal_dbm = @signal, power_source = @power, battery_percent = @battery, pending_alarms = @pending,
                settings_version = @settings, fault_flags = @faults, last_test_at = @test_at,
                last_test_sequence = @test_sequence, last_person_alarm_at = @person_at, last_sample_at = @sample,
                silent_since = @silent, link_flags = @link_flags, network_code = @network_code
            """)
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@heard", facts.LastHeardAt)
            .With("@well", facts.WellSince)
            .With("@boot", facts.BootCount)
            .With("@interval", (long)facts.HeartbeatIntervalSeconds)
            .With("@firmware", facts.FirmwareVersion)
            .With("@model", facts.HardwareModel)
            .With("@uptime", facts.UptimeSeconds)
            .With("@bearer", (long)facts.Bearer)
            .With("@signal", (long)facts.SignalDbm)
            .With("@power", (long)facts.PowerSource)
            .With("@battery", (long)facts.BatteryPercent)
            .With("@pending", (long)facts.PendingAlarms)
            .With("@settings", facts.SettingsVersion)
            .With("@faults", facts.FaultFlags)
            .With("@test_at", facts.LastTestAt == 0 ? null : facts.LastTestAt)
            .With("@test_sequence", (long)facts.LastTestSequence)
            .With("@person_at", facts.LastPersonAlarmAt == 0 ? null : facts.LastPersonAlarmAt)
            .With("@sample", facts.LastSampleAt)
            .With("@silent", facts.SilentSince == 0 ? null : facts.SilentSince)
            .With("@link_flags", (long)facts.LinkFlags)
            .With("@network_code", (long)facts.NetworkCode)
            .Run();
    }

    /// <summary>Writes a history line; one that came from a message and is there already stays as it is.</summary>
    public static void WriteHistory(StoreSession session, in HistoryLine line)
    {
        session.Sql(
            """
            INSERT INTO device.hub_history (tenant_id, hub_row_id, at, kind, detail, case_id, batch_id, frame)
            VALUES (@tenant_id, @hub, @at, @kind, @detail, @case_id, @batch, @frame)
            ON CONFLICT (batch_id, frame) WHERE batch_id IS NOT NULL DO NOTHING
            """)
            .With("@tenant_id", line.Hub.TenantId)
            .With("@hub", line.Hub.RowId)
            .With("@at", line.At)
            .With("@kind", line.Kind)
            .With("@detail", line.Detail)
            .With("@case_id", line.CaseId)
            .With("@batch", line.BatchId == 0 ? null : line.BatchId)
            .With("@frame", line.BatchId == 0 ? null : (long?)line.Frame)
            .Run();
    }

    /// <summary>Notes that everything up to a batch is written.</summary>
    public static void WriteCheckpoint(StoreSession session, string name, long batchId)
    {
        session.Sql(
            """
            INSERT INTO store.checkpoint (name, value) VALUES (@name, @value)
            ON CONFLICT (name) DO UPDATE SET value = @value
            """)
            .With("@name", name)
            .With("@value", batchId)
            .Run();
    }

    /// <summary>The last batch of which everything is written.</summary>
    public static long ReadCheckpoint(StoreSession session, string name)
    {
        return session.Sql("SELECT value FROM store.checkpoint WHERE name = @name").With("@name", name).Number() ?? 0;
    }

    /// <summary>Deletes a portion of the history lines of one kind that are older than their retention.</summary>
    /// <returns>The lines deleted.</returns>
    public static int DeleteHistory(StoreSession session, string kind, long before)
    {
        return session.Sql(
            """
            DELETE FROM device.hub_history WHERE id IN (
                SELECT id FROM device.hub_history WHERE kind = @kind AND at < @before ORDER BY at LIMIT @limit)
            """)
            .With("@kind", kind)
            .With("@before", before)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }
}
