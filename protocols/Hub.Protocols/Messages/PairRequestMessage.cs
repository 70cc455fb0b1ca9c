// down/pair: the fleet manager asks the hub to pair, remove, place or test a device.
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;

namespace Hub.Protocols.Messages;

/// <summary>
/// A request about the hub's devices, down/pair; answered on up/ack like a command. It counts only with the seal that
/// <see cref="Security.PairingSeal"/> makes, so whoever can only write to a broker or a store pairs and removes
/// nothing.
/// </summary>
public sealed class PairRequestMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "pairingId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "action", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(5, "deviceId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(6, "deviceKind", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(7, "seconds", 0, ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(8, "location", ProtocolLimits.MaxScaipLocation),
        FieldRule.OptionalNumber(9, "occupant", ProtocolLimits.MaxOccupant),
        FieldRule.OptionalNumber(10, "replacesDeviceId", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalSigned(11, "argument", int.MinValue, int.MaxValue),
        FieldRule.Bytes(12, "sealed", ProtocolLimits.MinSealedBytes, ProtocolLimits.MaxSealedBytes),
    ];

    /// <summary>The request, random; what the hub then tells about it names it.</summary>
    public uint PairingId { get; set; }

    /// <summary>What to do.</summary>
    public PairAction Action { get; set; }

    /// <summary>The device, 0 for any.</summary>
    public uint DeviceId { get; set; }

    /// <summary>What the device is to be, unknown for any.</summary>
    public DeviceKind DeviceKind { get; set; }

    /// <summary>For how long, 0 to 65535.</summary>
    public int Seconds { get; set; }

    /// <summary>A SCAIP location code (<see cref="LocationCodes"/>), 0 when not known (optional).</summary>
    public int Location { get; set; }

    /// <summary>Which of those who live in the home it is for, 1 to 9; 0 when not told apart (optional).</summary>
    public int Occupant { get; set; }

    /// <summary>The device whose place it takes, 0 for none (optional).</summary>
    public uint ReplacesDeviceId { get; set; }

    /// <summary>A number that goes with the action (optional).</summary>
    public int Argument { get; set; }

    /// <summary>The seal, in its first <see cref="SealedLength"/> bytes.</summary>
    public byte[] Sealed { get; } = new byte[ProtocolLimits.MaxSealedBytes];

    /// <summary>The bytes of the seal, 8 to 32.</summary>
    public int SealedLength { get; set; }

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
            case 4: return (long)Action;
            case 5: return DeviceId;
            case 6: return (long)DeviceKind;
            case 7: return Seconds;
            case 8: return Location;
            case 9: return Occupant;
            case 10: return ReplacesDeviceId;
            case 11: return Argument;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: PairingId = (uint)value; break;
            case 4: Action = (PairAction)(int)value; break;
            case 5: DeviceId = (uint)value; break;
            case 6: DeviceKind = (DeviceKind)(int)value; break;
            case 7: Seconds = (int)value; break;
            case 8: Location = (int)value; break;
            case 9: Occupant = (int)value; break;
            case 10: ReplacesDeviceId = (uint)value; break;
            case 11: Argument = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        return Sealed;
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        return SealedLength;
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        SealedLength = length;
    }
}
