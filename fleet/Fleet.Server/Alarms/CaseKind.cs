// The three kinds of case, kept apart everywhere.
namespace Fleet.Server.Alarms;

/// <summary>What a case is about.</summary>
public enum CaseKind
{
    /// <summary>Somebody may need help.</summary>
    Person = 0,

    /// <summary>A hub, trigger or path is faulty.</summary>
    Technical = 1,

    /// <summary>A test alarm made by a person (sv: provlarm, HBG-040). Silent tests raise no case.</summary>
    Test = 2,
}
