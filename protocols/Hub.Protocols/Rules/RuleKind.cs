// What makes a rule count.
namespace Hub.Protocols.Rules;

/// <summary>How a rule begins and what it waits for. Another number is refused: a rule that is not understood must not
/// run.</summary>
public enum RuleKind
{
    /// <summary>Not a rule.</summary>
    None = 0,

    /// <summary>An event starts it; it fires after its delay unless something cancels it.</summary>
    Event = 1,

    /// <summary>An event begins a state and another ends it; it fires when the state has lasted for its delay within
    /// the window.</summary>
    State = 2,

    /// <summary>It fires when nothing of what it names has happened for its delay within the window (sv:
    /// passivitetslarm).</summary>
    Inactivity = 3,

    /// <summary>An event starts it; it fires when another follows within its delay.</summary>
    Sequence = 4,

    /// <summary>How long a call for help is held back, so that it can be cancelled; it never keeps one from being
    /// journalled.</summary>
    Call = 5
}
