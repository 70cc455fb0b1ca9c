// How a case ended.
namespace Fleet.Server.Alarms;

/// <summary>The outcome an operator gives when closing a case (HBG-008, HBG-010, HUL-005).</summary>
public enum CaseOutcome
{
    /// <summary>Somebody visited and helped.</summary>
    Visited = 1,

    /// <summary>A call was enough.</summary>
    Call = 2,

    /// <summary>Emergency services were called.</summary>
    EmergencyServices = 3,

    /// <summary>Pressed by mistake.</summary>
    Accidental = 4,

    /// <summary>Raised by a wrong setting or placement (HUL-040).</summary>
    WrongAlarm = 5,

    /// <summary>A test (HBG-040).</summary>
    Test = 6,

    /// <summary>The fault went away or was repaired.</summary>
    FaultCleared = 7,

    /// <summary>Something was done without a visit, such as an errand for the next round (HUL-005).</summary>
    ActionTaken = 8,

    /// <summary>Another authority was called: 1177, the police (HUL-005).</summary>
    OtherAuthority = 9,

    /// <summary>It went into another case; never given by a person.</summary>
    Merged = 10,
}
