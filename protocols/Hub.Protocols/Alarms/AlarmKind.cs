// What an alarm is about.
namespace Hub.Protocols.Alarms;

/// <summary>What an alarm is about. A number not listed is kept and treated as <see cref="Person"/>.</summary>
public enum AlarmKind
{
    /// <summary>A person asks for help.</summary>
    Person = 0,

    /// <summary>Something is broken; no person has pressed.</summary>
    Technical = 1,

    /// <summary>A test alarm with all functions (sv: provlarm), HBG-040.</summary>
    Test = 2,

    /// <summary>The automatic test nobody hears (sv: tyst prov), HBG-039.</summary>
    SilentTest = 3,

    /// <summary>A responder has come or gone (HBG-051, HBG-076). No alarm: evidence that is kept and repeated like one.
    /// Status 87 or 88 is a check-in, 111 a check-out.</summary>
    Presence = 4
}
