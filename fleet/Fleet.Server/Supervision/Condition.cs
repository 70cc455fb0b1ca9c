// What the store's picture of hubs and devices says is wrong at this moment.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Fleet.Server.Supervision;

/// <summary>One thing that is wrong, or was.</summary>
internal readonly record struct Condition(
    Guid TenantId, long HubRowId, long TriggerId, int DeviceType, int StatusCode)
{
    /// <summary>As the intake takes it.</summary>
    public Fault Fault => new(new AlarmSource(HubRowId, TenantId), DeviceType, StatusCode, TriggerId);
}

/// <summary>All that is wrong, and the hubs of which nothing new can be known.</summary>
internal sealed class ConditionPicture
{
    private const int WatchedLinkFlags = LinkFlags.PathFailed | LinkFlags.ModemSilent;
    private const int WatchedDeviceFlags =
        DeviceFlags.Lost | DeviceFlags.BatteryLow | DeviceFlags.Tamper | DeviceFlags.Untested;

    /// <summary>What is wrong now, and from when it may be told, in minutes after it was first seen.</summary>
    public Dictionary<Condition, int> Present { get; } = [];

    /// <summary>Hubs that are silent: what was wrong with them stays.</summary>
    public HashSet<long> Silent { get; } = [];

    /// <summary>Conditions of open cases, among those that this watch raises or clears.</summary>
    public HashSet<Condition> Raised { get; } = [];

    public static ConditionPicture Read(StoreSession session, FaultOptions options, long now)
    {
        var picture = new ConditionPicture();
        picture.ReadHubs(session, options, now);
        picture.ReadDevices(session, options);
        picture.ReadRaised(session);
        return picture;
    }

    private void ReadHubs(StoreSession session, FaultOptions options, long now)
    {
        long testBefore = now - (((23 * 60) + options.TestMarginMinutes) * 60_000L);
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, tenant_id, power_source, battery_percent, fault_flags, link_flags, last_test_at,
                   silent_since
            FROM device.hub_state
            WHERE silent_since IS NOT NULL OR power_source = 0 OR battery_percent < 20 OR fault_flags > 0
              OR (link_flags & @link) <> 0 OR last_test_at IS NULL OR last_test_at < @test_before
            """)
            .With("@link", (long)WatchedLinkFlags)
            .With("@test_before", testBefore)
            .Read();
        while (reader.Read())
        {
            long hub = reader.GetInt64(0);
            Guid tenant = reader.GetGuid(1);
            if (!reader.IsDBNull(7))
            {
                Silent.Add(hub);
                continue;
            }

            void Note(bool holds, int type, int status, int minutes)
            {
                if (holds)
                {
                    Present[new Condition(tenant, hub, 0, type, status)] = minutes;
                }
            }

            bool isOnBattery = reader.GetInt32(2) == (int)PowerSource.Battery;
            long faults = reader.GetInt64(4);
            int link = reader.GetInt32(5);
            Note(isOnBattery, DeviceTypes.PowerSupply, StatusCodes.PowerFailure, options.MainsLostMinutes);
            Note(reader.GetInt32(3) < 20 || (faults & HubFaults.BatteryLow) != 0,
                DeviceTypes.PowerSupply, StatusCodes.BatteryLow, 1);
            Note((faults & HubFaults.Journal) != 0, DeviceTypes.SystemMonitor, StatusCodes.Malfunction, 0);
            Note((faults & HubFaults.JournalFull) != 0, DeviceTypes.SystemMonitor, StatusCodes.MemoryFull, 0);
            Note((link & LinkFlags.ModemSilent) != 0, DeviceTypes.CommunicationLinkMonitor,
                StatusCodes.MobileNetworkConnectionFailure, options.LinkMinutes);
            Note((link & LinkFlags.PathFailed) != 0, DeviceTypes.CommunicationLinkMonitor,
                StatusCodes.RedundantCommunicationLinkFailure, options.LinkMinutes);

            // A hub that never sent one has until a day after it was first seen without.
            Note(reader.IsDBNull(6) || reader.GetInt64(6) < testBefore,
                DeviceTypes.CommunicationLinkMonitor, StatusCodes.TimeOut,
                reader.IsDBNull(6) ? (23 * 60) + options.TestMarginMinutes : 0);
        }
    }

    private void ReadDevices(StoreSession session, FaultOptions options)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, tenant_id, device_id, kind, flags FROM device.hub_device
            WHERE removed_at IS NULL AND (flags & @watched) <> 0
            """)
            .With("@watched", (long)WatchedDeviceFlags)
            .Read();
        while (reader.Read())
        {
            int flags = reader.GetInt32(4);
            foreach ((int flag, int status, int minutes) in new[]
            {
                (DeviceFlags.Lost, StatusCodes.RadioTestTransmissionMissing, options.DeviceMinutes),
                (DeviceFlags.BatteryLow, StatusCodes.BatteryLow, options.DeviceMinutes),
                (DeviceFlags.Tamper, StatusCodes.TamperAlarm, options.DeviceMinutes),
                (DeviceFlags.Untested, StatusCodes.MaintenanceNeeded, options.UntestedHours * 60),
            })
            {
                if ((flags & flag) != 0)
                {
                    Present[new Condition(
                        reader.GetGuid(1),
                        reader.GetInt64(0),
                        reader.GetInt64(2),
                        DeviceCatalogue.TypeOf((DeviceKind)reader.GetInt32(3)),
                        status)] = minutes;
                }
            }
        }
    }

    private void ReadRaised(StoreSession session)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT tenant_id, hub_row_id, trigger_id, device_type, status_code FROM care.alarm_case
            WHERE state <> 9 AND kind = 1 AND is_condition_active = @active
            """)
            .With("@active", true)
            .Read();
        while (reader.Read())
        {
            var condition = new Condition(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetInt32(4));
            if (IsWatched(condition))
            {
                Raised.Add(condition);
            }
        }
    }

    private static bool IsWatched(in Condition condition)
    {
        if (condition.TriggerId != 0)
        {
            return condition.StatusCode is StatusCodes.RadioTestTransmissionMissing or StatusCodes.BatteryLow
                or StatusCodes.TamperAlarm or StatusCodes.MaintenanceNeeded;
        }

        return condition.DeviceType is DeviceTypes.PowerSupply or DeviceTypes.SystemMonitor
                or DeviceTypes.CommunicationLinkMonitor
            && condition.StatusCode is StatusCodes.PowerFailure or StatusCodes.BatteryLow or StatusCodes.Malfunction
                or StatusCodes.MemoryFull or StatusCodes.MobileNetworkConnectionFailure
                or StatusCodes.RedundantCommunicationLinkFailure or StatusCodes.TimeOut;
    }
}
