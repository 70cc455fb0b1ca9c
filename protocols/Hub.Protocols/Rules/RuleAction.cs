// One thing that a rule does.
using Hub.Protocols.Alarms;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Rules;

/// <summary>An action; which fields count, its kind says.</summary>
public sealed class RuleAction
{
    /// <summary>What is done.</summary>
    public RuleActionKind Kind { get; set; }

    /// <summary>Of an alarm: what it is about, a person or something technical.</summary>
    public AlarmKind AlarmKind { get; set; }

    /// <summary>Of an alarm: 1 is most urgent, 9 least.</summary>
    public int Priority { get; set; }

    /// <summary>Of an alarm: SCAIP device type, 0 for that of the device that started the rule.</summary>
    public int DeviceType { get; set; }

    /// <summary>Of an alarm: SCAIP status code, 0 for that of the event that started the rule.</summary>
    public int StatusCode { get; set; }

    /// <summary>SCAIP location code. Of an alarm, 0 for that of the device that started the rule; of a plug, 0 for
    /// any.</summary>
    public int Location { get; set; }

    /// <summary>Of an alarm: whom it is for, 1 to 9; 0 for that of the device that started the rule.</summary>
    public int Occupant { get; set; }

    /// <summary>Of an alarm: one of <see cref="RuleRecipients"/>.</summary>
    public int Recipients { get; set; }

    /// <summary>Of a plug: its id, 0 for all at the location.</summary>
    public uint DeviceId { get; set; }

    /// <summary>Of a plug: <see cref="OrderKind.SwitchOn"/> or <see cref="OrderKind.SwitchOff"/>; of presence: <see
    /// cref="RulePresence"/>; of speech: the phrase's number.</summary>
    public int Argument { get; set; }

    /// <summary>Puts every field to 0.</summary>
    public void Clear()
    {
        Kind = RuleActionKind.None;
        AlarmKind = AlarmKind.Person;
        Priority = 0;
        DeviceType = 0;
        StatusCode = 0;
        Location = 0;
        Occupant = 0;
        Recipients = 0;
        DeviceId = 0;
        Argument = 0;
    }
}
