// up/diagnostics: what a technician needs to know of a hub, without a word about a person.
namespace Hub.Protocols.Messages;

/// <summary>
/// The hub's figures, up/diagnostics: sent once for each command that asks, until the receiver has it. Numbers and
/// versions only, so that nothing in it says who lives in the home or how they live.
/// </summary>
public sealed class DiagnosticsMessage : HubMessage
{
    /// <summary>The largest number of a fault: SCAIP device type 9999, status code 9999.</summary>
    public const int MaxFault = 99_999_999;

    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "hubUnixMilliseconds", 0, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.Number64(4, "commandSequence"),
        FieldRule.Number(5, "uptimeSeconds", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Text(6, "firmwareVersion", ProtocolLimits.MaxFirmwareVersionBytes),
        FieldRule.Text(7, "hardwareModel", ProtocolLimits.MaxHardwareModelBytes),
        FieldRule.Number(8, "bootReason", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(9, "settingsVersion", 0, ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(10, "rulesVersion", ProtocolLimits.MaxUInt32),
        FieldRule.Number(11, "bearer", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalSigned(12, "signalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.OptionalNumber(13, "path", ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalNumber(14, "failedPaths", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(15, "linkFlags", ProtocolLimits.MaxCount),
        FieldRule.Number(16, "powerSource", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.NumberOr(17, "batteryPercent", 0, 100, HeartbeatMessage.UnknownBatteryPercent),
        FieldRule.OptionalNumber(18, "minutesLeft", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(19, "faultFlags", int.MaxValue),
        FieldRule.Number(20, "pendingAlarmCount", 0, ProtocolLimits.MaxCount),
        FieldRule.Number(21, "journalPercent", 0, 100),
        FieldRule.OptionalNumber(22, "journalErrors", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(23, "journalDamaged", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(24, "droppedAlarms", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(25, "alarmSendings", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(26, "eventsWaiting", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(27, "eventsLost", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(28, "sessions", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(29, "connects", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(30, "publishes", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(31, "pathMoves", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(32, "modemRestarts", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(33, "bytesToday", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(34, "framesAccepted", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(35, "framesRefused", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(36, "airMilliseconds", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(37, "devices", ProtocolLimits.MaxDevices),
        FieldRule.OptionalNumber(38, "refusedMessages", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(39, "commandsDone", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(40, "failedCheck", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(41, "lastFault", MaxFault),
        FieldRule.OptionalNumber(42, "faultBefore", MaxFault),
        FieldRule.OptionalNumber(43, "earlierFault", MaxFault),
    ];

    private readonly long[] _numbers = new long[AllRules.Length];

    /// <summary>The hub's clock in ms since 1970 UTC, 0 when it has not been set.</summary>
    public long HubUnixMilliseconds
    {
        get { return _numbers[3]; }
        set { _numbers[3] = value; }
    }

    /// <summary>Sequence of the command that asked.</summary>
    public ulong CommandSequence
    {
        get { return (ulong)_numbers[4]; }
        set { _numbers[4] = (long)value; }
    }

    /// <summary>Time since the start, in seconds, 32 bits.</summary>
    public long UptimeSeconds
    {
        get { return _numbers[5]; }
        set { _numbers[5] = value; }
    }

    /// <summary>The firmware version, at most 32 bytes of UTF-8.</summary>
    public string FirmwareVersion { get; set; } = "";

    /// <summary>The hardware model, at most 32 bytes of UTF-8.</summary>
    public string HardwareModel { get; set; } = "";

    /// <summary>Why the hub started.</summary>
    public BootReason BootReason
    {
        get { return (BootReason)(int)_numbers[8]; }
        set { _numbers[8] = (long)(int)value; }
    }

    /// <summary>The version of the settings in use, 32 bits, 0 when none.</summary>
    public long SettingsVersion
    {
        get { return _numbers[9]; }
        set { _numbers[9] = value; }
    }

    /// <summary>The version of the rules in force, 32 bits, 0 when none (optional).</summary>
    public long RulesVersion
    {
        get { return _numbers[10]; }
        set { _numbers[10] = value; }
    }

    /// <summary>What carries the connection.</summary>
    public BearerKind Bearer
    {
        get { return (BearerKind)(int)_numbers[11]; }
        set { _numbers[11] = (long)(int)value; }
    }

    /// <summary>Received signal, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int SignalDbm
    {
        get { return (int)_numbers[12]; }
        set { _numbers[12] = value; }
    }

    /// <summary>Which path carries the session, 1 the preferred one; 0 none (optional).</summary>
    public int Path
    {
        get { return (int)_numbers[13]; }
        set { _numbers[13] = value; }
    }

    /// <summary>Paths known to be broken, bit 0 the preferred one (optional).</summary>
    public int FailedPaths
    {
        get { return (int)_numbers[14]; }
        set { _numbers[14] = value; }
    }

    /// <summary>How the link stands, bits of <see cref="Messages.LinkFlags"/> (optional).</summary>
    public int LinkFlags
    {
        get { return (int)_numbers[15]; }
        set { _numbers[15] = value; }
    }

    /// <summary>What the hub runs on.</summary>
    public PowerSource PowerSource
    {
        get { return (PowerSource)(int)_numbers[16]; }
        set { _numbers[16] = (long)(int)value; }
    }

    /// <summary>Charge of the battery, 0 to 100 %, or 255 when not known.</summary>
    public int BatteryPercent
    {
        get { return (int)_numbers[17]; }
        set { _numbers[17] = value; }
    }

    /// <summary>How long the battery lasts, in minutes; 0 when not known (optional).</summary>
    public int MinutesLeft
    {
        get { return (int)_numbers[18]; }
        set { _numbers[18] = value; }
    }

    /// <summary>What is wrong, bits of <see cref="HubFaults"/> (optional).</summary>
    public int FaultFlags
    {
        get { return (int)_numbers[19]; }
        set { _numbers[19] = value; }
    }

    /// <summary>Alarms raised and not yet acknowledged, 0 to 65535.</summary>
    public int PendingAlarmCount
    {
        get { return (int)_numbers[20]; }
        set { _numbers[20] = value; }
    }

    /// <summary>How full the sector of the journal is that is being written, 0 to 100 %.</summary>
    public int JournalPercent
    {
        get { return (int)_numbers[21]; }
        set { _numbers[21] = value; }
    }

    /// <summary>Writes of the journal that failed, since the start, 32 bits (optional).</summary>
    public long JournalErrors
    {
        get { return _numbers[22]; }
        set { _numbers[22] = value; }
    }

    /// <summary>Journal records found damaged, ever, 32 bits (optional).</summary>
    public long JournalDamaged
    {
        get { return _numbers[23]; }
        set { _numbers[23] = value; }
    }

    /// <summary>Alarms of the hub itself given up for more important ones, ever, 32 bits (optional).</summary>
    public long DroppedAlarms
    {
        get { return _numbers[24]; }
        set { _numbers[24] = value; }
    }

    /// <summary>Sendings of alarms, repeated ones counted, since the start, 32 bits (optional).</summary>
    public long AlarmSendings
    {
        get { return _numbers[25]; }
        set { _numbers[25] = value; }
    }

    /// <summary>Events not yet sent (optional).</summary>
    public int EventsWaiting
    {
        get { return (int)_numbers[26]; }
        set { _numbers[26] = value; }
    }

    /// <summary>Events given up, since the start, 32 bits (optional).</summary>
    public long EventsLost
    {
        get { return _numbers[27]; }
        set { _numbers[27] = value; }
    }

    /// <summary>Sessions, since the start, 32 bits (optional).</summary>
    public long Sessions
    {
        get { return _numbers[28]; }
        set { _numbers[28] = value; }
    }

    /// <summary>Tries to make a session, since the start, 32 bits (optional).</summary>
    public long Connects
    {
        get { return _numbers[29]; }
        set { _numbers[29] = value; }
    }

    /// <summary>Messages sent, since the start, 32 bits (optional).</summary>
    public long Publishes
    {
        get { return _numbers[30]; }
        set { _numbers[30] = value; }
    }

    /// <summary>Moves to another path, since the start, 32 bits (optional).</summary>
    public long PathMoves
    {
        get { return _numbers[31]; }
        set { _numbers[31] = value; }
    }

    /// <summary>Times the modem was attached anew or switched off and on, since the start, 32 bits
    /// (optional).</summary>
    public long ModemRestarts
    {
        get { return _numbers[32]; }
        set { _numbers[32] = value; }
    }

    /// <summary>Bytes over the mobile network in these 24 hours of running, 32 bits (optional).</summary>
    public long BytesToday
    {
        get { return _numbers[33]; }
        set { _numbers[33] = value; }
    }

    /// <summary>Frames of devices taken, since the start, 32 bits (optional).</summary>
    public long FramesAccepted
    {
        get { return _numbers[34]; }
        set { _numbers[34] = value; }
    }

    /// <summary>Frames not authentic, replayed or of strangers, since the start, 32 bits (optional).</summary>
    public long FramesRefused
    {
        get { return _numbers[35]; }
        set { _numbers[35] = value; }
    }

    /// <summary>The hub's own air time in the last hour, in ms (optional).</summary>
    public int AirMilliseconds
    {
        get { return (int)_numbers[36]; }
        set { _numbers[36] = value; }
    }

    /// <summary>Paired devices (optional).</summary>
    public int Devices
    {
        get { return (int)_numbers[37]; }
        set { _numbers[37] = value; }
    }

    /// <summary>Messages of the fleet manager refused, since the start, 32 bits (optional).</summary>
    public long RefusedMessages
    {
        get { return _numbers[38]; }
        set { _numbers[38] = value; }
    }

    /// <summary>Commands carried out, since the start, 32 bits (optional).</summary>
    public long CommandsDone
    {
        get { return _numbers[39]; }
        set { _numbers[39] = value; }
    }

    /// <summary>Code of the check that ended the run before, 0 when none did (optional).</summary>
    public int FailedCheck
    {
        get { return (int)_numbers[40]; }
        set { _numbers[40] = value; }
    }

    /// <summary>The last fault told: SCAIP device type × 10,000 + status code; 0 when none (optional).</summary>
    public int LastFault
    {
        get { return (int)_numbers[41]; }
        set { _numbers[41] = value; }
    }

    /// <summary>The fault before it, likewise (optional).</summary>
    public int FaultBefore
    {
        get { return (int)_numbers[42]; }
        set { _numbers[42] = value; }
    }

    /// <summary>The fault before that, likewise (optional).</summary>
    public int EarlierFault
    {
        get { return (int)_numbers[43]; }
        set { _numbers[43] = value; }
    }

    /// <inheritdoc/>
    protected override FieldRule[] Rules
    {
        get { return AllRules; }
    }

    /// <inheritdoc/>
    protected override long GetNumber(int key)
    {
        return _numbers[key];
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        _numbers[key] = value;
    }

    /// <inheritdoc/>
    protected override string GetText(int key)
    {
        return key == 6 ? FirmwareVersion : HardwareModel;
    }

    /// <inheritdoc/>
    protected override void SetText(int key, string value)
    {
        if (key == 6)
        {
            FirmwareVersion = value;
        }
        else
        {
            HardwareModel = value;
        }
    }
}
