// What is known of a hub at one moment.
using Hub.Protocols.Messages;

namespace Fleet.Server.Hubs;

/// <summary>What is known of a hub, copied as a whole under the hub's lock. Times are unix milliseconds UTC.</summary>
internal struct HubFacts
{
    /// <summary>The last message committed from the hub; 0 when never heard.</summary>
    public long LastHeardAt;

    /// <summary>The same on the steady clock; 0 when not heard in this process.</summary>
    public long HeardTick;

    /// <summary>Since when the hub has been well, or degraded.</summary>
    public long WellSince;

    /// <summary>Since when the hub has been silent; 0 when it is not.</summary>
    public long SilentSince;

    /// <summary>From the last message.</summary>
    public long BootCount;

    /// <summary>From the hello; 0 until then.</summary>
    public int HeartbeatIntervalSeconds;

    /// <summary>From the hello.</summary>
    public string? FirmwareVersion;

    /// <summary>From the hello.</summary>
    public string? HardwareModel;

    /// <summary>From the last heartbeat.</summary>
    public long UptimeSeconds;

    /// <summary>From the last heartbeat: the protocol's bearer number.</summary>
    public byte Bearer;

    /// <summary>From the last heartbeat: 0 battery, 1 mains, 2 unknown.</summary>
    public byte PowerSource;

    /// <summary>From the last heartbeat, 0 to 100; 255 unknown.</summary>
    public byte BatteryPercent;

    /// <summary>From the last heartbeat, in dBm; 0 unknown.</summary>
    public int SignalDbm;

    /// <summary>From the last heartbeat or hello.</summary>
    public int PendingAlarms;

    /// <summary>From the last heartbeat or hello.</summary>
    public long SettingsVersion;

    /// <summary>From the last heartbeat: the protocol's fault bits.</summary>
    public long FaultFlags;

    /// <summary>From the last heartbeat: the protocol's link bits.</summary>
    public int LinkFlags;

    /// <summary>From the last heartbeat: the mobile network, country code × 1,000 + network code; 0 unknown.</summary>
    public int NetworkCode;

    /// <summary>The last silent or manual test; 0 when none.</summary>
    public long LastTestAt;

    /// <summary>The sequence of the last silent test, so that a repeat is not counted.</summary>
    public ulong LastTestSequence;

    /// <summary>The last person alarm; 0 when none.</summary>
    public long LastPersonAlarmAt;

    /// <summary>The last heartbeat that became a line in the history.</summary>
    public long LastSampleAt;

    /// <summary>
    /// True when the last heartbeat told of a fault of the hub's own. A clock not yet set is none: the answer to that
    /// very heartbeat sets it, and alarms carry their age.
    /// </summary>
    public readonly bool HasFault =>
        PowerSource == 0 || BatteryPercent < 20 || (FaultFlags & ~HubFaults.ClockUnset) != 0 || PendingAlarms > 0;
}
