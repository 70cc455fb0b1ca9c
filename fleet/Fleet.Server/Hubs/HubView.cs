// A hub as lists and pages show it.
using System;

namespace Fleet.Server.Hubs;

/// <summary>One hub with what is known of it and when that was last proven.</summary>
/// <param name="HubId">The hub's random id.</param>
/// <param name="Name">What it is called in lists (a place code, never a person's name).</param>
/// <param name="Status">What can honestly be said now.</param>
/// <param name="StatusSince">Since when the status holds.</param>
/// <param name="LastProvenAt">The last message committed from the hub; null when never heard.</param>
/// <param name="NextProofDueAt">When silence becomes a fault; null when never heard.</param>
/// <param name="IsConnected">Whether it has a connection now.</param>
/// <param name="LastTestAlarmAt">The last silent or manual test alarm (HBG-039); null when none.</param>
/// <param name="LastPersonAlarmAt">The last person alarm; null when none.</param>
/// <param name="FirmwareVersion">From its hello; null when never heard.</param>
/// <param name="HardwareModel">From its hello; null when never heard.</param>
/// <param name="BootCount">From its last message.</param>
/// <param name="IsOnMains">From its last heartbeat; null when unknown.</param>
/// <param name="BatteryPercent">From its last heartbeat, 0 to 100; null when unknown.</param>
/// <param name="SignalDbm">From its last heartbeat, in dBm; null when unknown.</param>
public sealed record HubView(
    string HubId,
    string Name,
    HubStatus Status,
    DateTimeOffset StatusSince,
    DateTimeOffset? LastProvenAt,
    DateTimeOffset? NextProofDueAt,
    bool IsConnected,
    DateTimeOffset? LastTestAlarmAt,
    DateTimeOffset? LastPersonAlarmAt,
    string? FirmwareVersion,
    string? HardwareModel,
    long BootCount,
    bool? IsOnMains,
    int? BatteryPercent,
    int? SignalDbm);
