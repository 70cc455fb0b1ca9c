// What is programmed into a hub from afar.
namespace Fleet.Server.Programming;

/// <summary>The kinds of documents; the numbers are those of the document's tag (protocols/README.md).</summary>
public enum DocumentKind
{
    /// <summary>A home's rules.</summary>
    RuleSet = 1,

    /// <summary>A hub's settings.</summary>
    Settings = 2,
}

/// <summary>How far a version of a document has come.</summary>
public enum DocumentState
{
    /// <summary>The hub is away; it is sent when the hub is back.</summary>
    Waiting = 0,

    /// <summary>It is sent, and the hub has not answered.</summary>
    Sent = 1,

    /// <summary>The hub has said that it is in force.</summary>
    InForce = 2,

    /// <summary>The hub has refused it; what was in force before it still is.</summary>
    Refused = 3,

    /// <summary>The hub has it and waits for an alarm to end before it tries it. Settings only.</summary>
    Postponed = 4,

    /// <summary>The hub uses it and goes back by itself unless it is proved in time. Settings only.</summary>
    Trial = 5,

    /// <summary>The hub tried it and went back; what was in force before it is again. Settings only.</summary>
    Reverted = 6,

    /// <summary>A later version has taken its place.</summary>
    Superseded = 9,
}
