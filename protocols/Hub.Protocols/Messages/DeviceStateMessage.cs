// up/device: what one device of the hub is and how it is.
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Messages;

/// <summary>
/// The state of one device, up/device: whenever it changes, and each device's after each hello (HBG-022).
/// </summary>
public sealed class DeviceStateMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "deviceId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "deviceKind", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalNumber(5, "variant", ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(6, "flags", 0, ProtocolLimits.MaxCount),
        FieldRule.NumberOr(7, "batteryPercent", 0, 100, RadioLimits.BatteryUnknown),
        FieldRule.OptionalSigned(8, "signalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.OptionalSigned(9, "deviceSignalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.Number(10, "lastHeardSeconds", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(11, "supervisionMinutes", 0, ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(12, "location", ProtocolLimits.MaxScaipLocation),
        FieldRule.OptionalNumber(13, "occupant", ProtocolLimits.MaxOccupant),
        FieldRule.OptionalSigned(14, "value", int.MinValue, int.MaxValue),
        FieldRule.Number(15, "deviceCount", 0, ProtocolLimits.MaxDevices),
    ];

    /// <summary>The device.</summary>
    public uint DeviceId { get; set; }

    /// <summary>What it is.</summary>
    public DeviceKind DeviceKind { get; set; }

    /// <summary>What tells it from others of its kind (optional).</summary>
    public DeviceVariant Variant { get; set; }

    /// <summary>What holds of it, <see cref="DeviceFlags"/>, 0 to 65535; unknown bits are kept.</summary>
    public int Flags { get; set; }

    /// <summary>Charge of its battery in %, 0 to 100, or 255 for unknown.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>The level at which the hub last received it, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int SignalDbm { get; set; }

    /// <summary>The level at which it last received the hub, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int DeviceSignalDbm { get; set; }

    /// <summary>Seconds since the hub last heard it, 32 bits; the highest number also for never.</summary>
    public long LastHeardSeconds { get; set; }

    /// <summary>Minutes between two signs of life, 0 to 65535; 0 when it is never missed.</summary>
    public int SupervisionMinutes { get; set; }

    /// <summary>A SCAIP location code (<see cref="LocationCodes"/>), 0 when not known (optional).</summary>
    public int Location { get; set; }

    /// <summary>Which of those who live in the home it is for, 1 to 9; 0 when not told apart (optional).</summary>
    public int Occupant { get; set; }

    /// <summary>Its last measurement in the kind's unit; a temperature in 0.1 °C (optional).</summary>
    public int Value { get; set; }

    /// <summary>How many devices the hub now has, 0 to 255.</summary>
    public int DeviceCount { get; set; }

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
            case 3: return DeviceId;
            case 4: return (long)DeviceKind;
            case 5: return (long)Variant;
            case 6: return Flags;
            case 7: return BatteryPercent;
            case 8: return SignalDbm;
            case 9: return DeviceSignalDbm;
            case 10: return LastHeardSeconds;
            case 11: return SupervisionMinutes;
            case 12: return Location;
            case 13: return Occupant;
            case 14: return Value;
            case 15: return DeviceCount;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: DeviceId = (uint)value; break;
            case 4: DeviceKind = (DeviceKind)(int)value; break;
            case 5: Variant = (DeviceVariant)(int)value; break;
            case 6: Flags = (int)value; break;
            case 7: BatteryPercent = (int)value; break;
            case 8: SignalDbm = (int)value; break;
            case 9: DeviceSignalDbm = (int)value; break;
            case 10: LastHeardSeconds = value; break;
            case 11: SupervisionMinutes = (int)value; break;
            case 12: Location = (int)value; break;
            case 13: Occupant = (int)value; break;
            case 14: Value = (int)value; break;
            case 15: DeviceCount = (int)value; break;
        }
    }
}
