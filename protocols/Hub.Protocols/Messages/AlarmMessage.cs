// up/alarm: a press, or another alarm, repeated until the fleet manager acknowledges it.
using Hub.Protocols.Alarms;

namespace Hub.Protocols.Messages;

/// <summary>
/// An alarm, up/alarm. (hub, sequence) is fixed when it is raised and the same in every sending of it;
/// only <see cref="AgeMilliseconds"/> and <see cref="Attempt"/> change.
/// </summary>
public sealed class AlarmMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "raisedUnixMilliseconds", 0, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.Number(4, "ageMilliseconds", 0, ProtocolLimits.MaxDurationMilliseconds),
        FieldRule.Number(5, "kind", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(6, "triggerId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(7, "deviceType", 0, ProtocolLimits.MaxScaipCode),
        FieldRule.Number(8, "statusCode", 0, ProtocolLimits.MaxScaipCode),
        FieldRule.Number(9, "priority", 1, 9),
        FieldRule.Number(10, "attempt", 1, int.MaxValue),
        FieldRule.Number(11, "pressCount", 1, ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(12, "location", ProtocolLimits.MaxScaipLocation),
        FieldRule.OptionalNumber(13, "flags", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(14, "occupant", ProtocolLimits.MaxOccupant),
        FieldRule.OptionalNumber(15, "ruleId", ProtocolLimits.MaxCount),
    ];

    /// <summary>When it was raised by the hub's clock, ms since 1970 UTC, 0 when not set then.</summary>
    public long RaisedUnixMilliseconds { get; set; }

    /// <summary>Time since it was raised, at this sending, in ms.</summary>
    public long AgeMilliseconds { get; set; }

    /// <summary>What the alarm is about.</summary>
    public AlarmKind Kind { get; set; }

    /// <summary>The trigger that raised it, 0 for the hub itself.</summary>
    public uint TriggerId { get; set; }

    /// <summary>What the trigger is, a SCAIP device type (<see cref="DeviceTypes"/>).</summary>
    public int DeviceType { get; set; }

    /// <summary>What happened, a SCAIP status code (<see cref="StatusCodes"/>).</summary>
    public int StatusCode { get; set; }

    /// <summary>1 is most urgent, 9 least.</summary>
    public int Priority { get; set; }

    /// <summary>1 at the first sending, one more for each repetition.</summary>
    public int Attempt { get; set; }

    /// <summary>Presses this alarm stands for, 1 to 65535.</summary>
    public int PressCount { get; set; }

    /// <summary>A SCAIP location code (<see cref="LocationCodes"/>), 0 when not known (optional).</summary>
    public int Location { get; set; }

    /// <summary>Bits of <see cref="Hub.Protocols.Rules.RuleRecipients"/>; unknown ones are passed over (optional).
    /// </summary>
    public int Flags { get; set; }

    /// <summary>Which of those who live in the home the trigger is for, 1 to 9; 0 when not told apart (HBG-030,
    /// optional).</summary>
    public int Occupant { get; set; }

    /// <summary>The rule of the home that raised it or held it back, 0 for none (HUL-011, optional).</summary>
    public int RuleId { get; set; }

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
            case 3: return RaisedUnixMilliseconds;
            case 4: return AgeMilliseconds;
            case 5: return (long)Kind;
            case 6: return TriggerId;
            case 7: return DeviceType;
            case 8: return StatusCode;
            case 9: return Priority;
            case 10: return Attempt;
            case 11: return PressCount;
            case 12: return Location;
            case 13: return Flags;
            case 14: return Occupant;
            case 15: return RuleId;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: RaisedUnixMilliseconds = value; break;
            case 4: AgeMilliseconds = value; break;
            case 5: Kind = (AlarmKind)(int)value; break;
            case 6: TriggerId = (uint)value; break;
            case 7: DeviceType = (int)value; break;
            case 8: StatusCode = (int)value; break;
            case 9: Priority = (int)value; break;
            case 10: Attempt = (int)value; break;
            case 11: PressCount = (int)value; break;
            case 12: Location = (int)value; break;
            case 13: Flags = (int)value; break;
            case 14: Occupant = (int)value; break;
            case 15: RuleId = (int)value; break;
        }
    }
}
