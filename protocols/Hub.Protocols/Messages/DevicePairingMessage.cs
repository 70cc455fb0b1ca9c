// up/pairing: how far the pairing of a device has come.
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Messages;

/// <summary>One step of pairing, up/pairing, as it happens; also how a device came to be removed or replaced.</summary>
public sealed class DevicePairingMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "pairingId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "deviceId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(5, "deviceKind", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(6, "step", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(7, "reason", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(8, "secondsLeft", 0, ProtocolLimits.MaxCount),
        FieldRule.NumberOr(9, "batteryPercent", 0, 100, RadioLimits.BatteryUnknown),
        FieldRule.OptionalSigned(10, "signalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.OptionalSigned(11, "marginDb", -ProtocolLimits.MaxMarginDb, ProtocolLimits.MaxMarginDb),
        FieldRule.OptionalNumber(12, "variant", ProtocolLimits.MaxEnumerationNumber),
    ];

    /// <summary>The request that this answers, 0 when pairing was opened at the hub.</summary>
    public uint PairingId { get; set; }

    /// <summary>The device, 0 while there is none.</summary>
    public uint DeviceId { get; set; }

    /// <summary>What the device is, or is to be.</summary>
    public DeviceKind DeviceKind { get; set; }

    /// <summary>How far it has come.</summary>
    public PairingStep Step { get; set; }

    /// <summary>Why it went no further.</summary>
    public PairingReason Reason { get; set; }

    /// <summary>Seconds for which the window is still open, 0 to 65535; 0 when it is closed.</summary>
    public int SecondsLeft { get; set; }

    /// <summary>Charge of the device's battery in %, 0 to 100, or 255 for unknown.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>The level at which the hub received the device, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int SignalDbm { get; set; }

    /// <summary>That level above the limit of reception, -100 to 100 dB (optional, with the signal).</summary>
    public int MarginDb { get; set; }

    /// <summary>What tells the device from others of its kind (optional).</summary>
    public DeviceVariant Variant { get; set; }

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
            case 3: return PairingId;
            case 4: return DeviceId;
            case 5: return (long)DeviceKind;
            case 6: return (long)Step;
            case 7: return (long)Reason;
            case 8: return SecondsLeft;
            case 9: return BatteryPercent;
            case 10: return SignalDbm;
            case 11: return MarginDb;
            case 12: return (long)Variant;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: PairingId = (uint)value; break;
            case 4: DeviceId = (uint)value; break;
            case 5: DeviceKind = (DeviceKind)(int)value; break;
            case 6: Step = (PairingStep)(int)value; break;
            case 7: Reason = (PairingReason)(int)value; break;
            case 8: SecondsLeft = (int)value; break;
            case 9: BatteryPercent = (int)value; break;
            case 10: SignalDbm = (int)value; break;
            case 11: MarginDb = (int)value; break;
            case 12: Variant = (DeviceVariant)(int)value; break;
        }
    }
}
