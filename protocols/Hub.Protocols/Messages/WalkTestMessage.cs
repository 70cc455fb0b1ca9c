// up/walk: a walk test begins, hears a press, ends.
using Hub.Protocols.Alarms;

namespace Hub.Protocols.Messages;

/// <summary>
/// One step of a walk test (sv: räckviddsprov), up/walk: presses in each room, each with how well it was heard.
/// </summary>
public sealed class WalkTestMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "pairingId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "step", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(5, "deviceId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(6, "location", ProtocolLimits.MaxScaipLocation),
        FieldRule.OptionalNumber(7, "ordinal", ProtocolLimits.MaxOrdinal),
        FieldRule.OptionalSigned(8, "signalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.OptionalSigned(9, "marginDb", -ProtocolLimits.MaxMarginDb, ProtocolLimits.MaxMarginDb),
        FieldRule.OptionalSigned(10, "deviceSignalDbm", ProtocolLimits.MinSignalDbm, 0),
        FieldRule.Number(11, "secondsLeft", 0, ProtocolLimits.MaxCount),
    ];

    /// <summary>The request that began the test.</summary>
    public uint PairingId { get; set; }

    /// <summary>What this tells.</summary>
    public WalkTestStep Step { get; set; }

    /// <summary>The device that is carried through the rooms.</summary>
    public uint DeviceId { get; set; }

    /// <summary>A SCAIP location code (<see cref="LocationCodes"/>), 0 when not known (optional).</summary>
    public int Location { get; set; }

    /// <summary>Which of several rooms with that location, 1 to 255; 0 when not told apart (optional).</summary>
    public int Ordinal { get; set; }

    /// <summary>The level at which the hub received the press, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int SignalDbm { get; set; }

    /// <summary>That level above the limit of reception, -100 to 100 dB (optional, with the signal).</summary>
    public int MarginDb { get; set; }

    /// <summary>The level at which the device received the hub, -200 to -1 dBm; 0 when not known (optional).</summary>
    public int DeviceSignalDbm { get; set; }

    /// <summary>Seconds after which the test ends by itself, 0 to 65535.</summary>
    public int SecondsLeft { get; set; }

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
            case 4: return (long)Step;
            case 5: return DeviceId;
            case 6: return Location;
            case 7: return Ordinal;
            case 8: return SignalDbm;
            case 9: return MarginDb;
            case 10: return DeviceSignalDbm;
            case 11: return SecondsLeft;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: PairingId = (uint)value; break;
            case 4: Step = (WalkTestStep)(int)value; break;
            case 5: DeviceId = (uint)value; break;
            case 6: Location = (int)value; break;
            case 7: Ordinal = (int)value; break;
            case 8: SignalDbm = (int)value; break;
            case 9: MarginDb = (int)value; break;
            case 10: DeviceSignalDbm = (int)value; break;
            case 11: SecondsLeft = (int)value; break;
        }
    }
}
