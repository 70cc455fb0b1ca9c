// up/heartbeat: the hub is alive, and in what state.
namespace Hub.Protocols.Messages;

/// <summary>The regular sign of life (sv: pulsmätning), HBG-018, up/heartbeat.</summary>
public sealed class HeartbeatMessage : HubMessage
{
    /// <summary>The battery's charge is not known.</summary>
    public const int UnknownBatteryPercent = 255;

    /// <summary>The highest mobile network: country code 999, network code 999.</summary>
    public const int MaxNetworkCode = 999_999;

    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "hubUnixMilliseconds", 0, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.Number(4, "uptimeSeconds", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(5, "bearer", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalSigned(6, "signalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.Number(7, "powerSource", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.NumberOr(8, "batteryPercent", 0, 100, UnknownBatteryPercent),
        FieldRule.Number(9, "pendingAlarmCount", 0, ProtocolLimits.MaxCount),
        FieldRule.Number(10, "settingsVersion", 0, ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(11, "faultFlags", int.MaxValue),
        FieldRule.OptionalNumber(12, "radioTechnology", ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalNumber(13, "linkFlags", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(14, "networkCode", MaxNetworkCode),
    ];

    /// <summary>The hub's clock in ms since 1970 UTC, 0 when it has not been set.</summary>
    public long HubUnixMilliseconds { get; set; }

    /// <summary>Time since the start, in seconds, 32 bits.</summary>
    public long UptimeSeconds { get; set; }

    /// <summary>What carries the connection.</summary>
    public BearerKind Bearer { get; set; }

    /// <summary>Received signal, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int SignalDbm { get; set; }

    /// <summary>What the hub runs on.</summary>
    public PowerSource PowerSource { get; set; }

    /// <summary>Charge of the battery, 0 to 100 %, or <see cref="UnknownBatteryPercent"/>.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>Alarms raised and not yet acknowledged, 0 to 65535.</summary>
    public int PendingAlarmCount { get; set; }

    /// <summary>The version of the settings in use, 32 bits, 0 when none.</summary>
    public long SettingsVersion { get; set; }

    /// <summary>What is wrong, bits of <see cref="HubFaults"/>; unknown bits are kept (optional).</summary>
    public int FaultFlags { get; set; }

    /// <summary>The mobile network's technology, 0 when not known (optional, HBG-014).</summary>
    public RadioTechnology RadioTechnology { get; set; }

    /// <summary>How the link stands, bits of <see cref="Messages.LinkFlags"/>; unknown bits are kept (optional).
    /// </summary>
    public int LinkFlags { get; set; }

    /// <summary>The mobile network: country code × 1,000 + network code; 0 when not known (optional).</summary>
    public int NetworkCode { get; set; }

    /// <inheritdoc/>
    protected override FieldRule[] Rules
    {
        get { return AllRules; }
    }

    /// <inheritdoc/>
    protected override long GetNumber(int key)
    {
        switch (key)
        {
            case 3: return HubUnixMilliseconds;
            case 4: return UptimeSeconds;
            case 5: return (long)Bearer;
            case 6: return SignalDbm;
            case 7: return (long)PowerSource;
            case 8: return BatteryPercent;
            case 9: return PendingAlarmCount;
            case 10: return SettingsVersion;
            case 11: return FaultFlags;
            case 12: return (long)RadioTechnology;
            case 13: return LinkFlags;
            case 14: return NetworkCode;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: HubUnixMilliseconds = value; break;
            case 4: UptimeSeconds = value; break;
            case 5: Bearer = (BearerKind)(int)value; break;
            case 6: SignalDbm = (int)value; break;
            case 7: PowerSource = (PowerSource)(int)value; break;
            case 8: BatteryPercent = (int)value; break;
            case 9: PendingAlarmCount = (int)value; break;
            case 10: SettingsVersion = value; break;
            case 11: FaultFlags = (int)value; break;
            case 12: RadioTechnology = (RadioTechnology)(int)value; break;
            case 13: LinkFlags = (int)value; break;
            case 14: NetworkCode = (int)value; break;
        }
    }
}
