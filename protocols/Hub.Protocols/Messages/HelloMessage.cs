// up/hello: what the hub says of itself each time it has connected.
namespace Hub.Protocols.Messages;

/// <summary>The first message on each connection, up/hello.</summary>
public sealed class HelloMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "hubUnixMilliseconds", 0, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.Number(4, "uptimeMilliseconds", 0, ProtocolLimits.MaxDurationMilliseconds),
        FieldRule.Text(5, "firmwareVersion", ProtocolLimits.MaxFirmwareVersionBytes),
        FieldRule.Text(6, "hardwareModel", ProtocolLimits.MaxHardwareModelBytes),
        FieldRule.Number(7, "bootReason", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(8, "pendingAlarmCount", 0, ProtocolLimits.MaxCount),
        FieldRule.Number(9, "settingsVersion", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(10, "minProtocolVersion", 1, ProtocolLimits.MaxVersionNumber),
        FieldRule.Number(11, "maxProtocolVersion", 1, ProtocolLimits.MaxVersionNumber),
        FieldRule.Number(12, "heartbeatIntervalSeconds", 1, ProtocolLimits.MaxHeartbeatIntervalSeconds),
    ];

    /// <summary>The hub's clock in ms since 1970 UTC, 0 when it has not been set.</summary>
    public long HubUnixMilliseconds { get; set; }

    /// <summary>Time since the start, in ms.</summary>
    public long UptimeMilliseconds { get; set; }

    /// <summary>The firmware version, at most 32 bytes of UTF-8.</summary>
    public string FirmwareVersion { get; set; } = "";

    /// <summary>The hardware model, at most 32 bytes of UTF-8.</summary>
    public string HardwareModel { get; set; } = "";

    /// <summary>Why the hub started.</summary>
    public BootReason BootReason { get; set; }

    /// <summary>Alarms raised and not yet acknowledged, 0 to 65535.</summary>
    public int PendingAlarmCount { get; set; }

    /// <summary>The version of the settings in use, 32 bits, 0 when none.</summary>
    public long SettingsVersion { get; set; }

    /// <summary>The lowest protocol version the hub reads, 1 to 255.</summary>
    public int MinProtocolVersion { get; set; }

    /// <summary>The highest protocol version the hub reads, not below the lowest.</summary>
    public int MaxProtocolVersion { get; set; }

    /// <summary>Seconds between heartbeats, 1 to 86400 (HBG-018: 120).</summary>
    public int HeartbeatIntervalSeconds { get; set; }

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
            case 4: return UptimeMilliseconds;
            case 7: return (long)BootReason;
            case 8: return PendingAlarmCount;
            case 9: return SettingsVersion;
            case 10: return MinProtocolVersion;
            case 11: return MaxProtocolVersion;
            case 12: return HeartbeatIntervalSeconds;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: HubUnixMilliseconds = value; break;
            case 4: UptimeMilliseconds = value; break;
            case 7: BootReason = (BootReason)(int)value; break;
            case 8: PendingAlarmCount = (int)value; break;
            case 9: SettingsVersion = value; break;
            case 10: MinProtocolVersion = (int)value; break;
            case 11: MaxProtocolVersion = (int)value; break;
            case 12: HeartbeatIntervalSeconds = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override string GetText(int key)
    {
        return key == 5 ? FirmwareVersion : HardwareModel;
    }

    /// <inheritdoc/>
    protected override void SetText(int key, string value)
    {
        if (key == 5)
        {
            FirmwareVersion = value;
        }
        else
        {
            HardwareModel = value;
        }
    }

    /// <inheritdoc/>
    protected override MessageError CheckTogether()
    {
        return MinProtocolVersion > MaxProtocolVersion ? MessageError.FieldOutOfRange : MessageError.None;
    }
}
