// What a rule does.
namespace Hub.Protocols.Rules;

/// <summary>What one action of a rule is. Another number is refused.</summary>
public enum RuleActionKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Raises an alarm.</summary>
    Alarm = 1,

    /// <summary>Switches a plug on or off.</summary>
    Switch = 2,

    /// <summary>Sets whether somebody is at home.</summary>
    Presence = 3,

    /// <summary>Speaks a phrase: the occupant is the only one told (HUL-032).</summary>
    Speak = 4
}
