// What can be wrong, in the words that staff report faults with.
namespace Fleet.Server.Supervision;

/// <summary>The kinds of fault (HBG-085), as far as server, hub or staff can tell them apart.</summary>
public enum FaultKind
{
    /// <summary>Another fault.</summary>
    Other = 0,

    /// <summary>No contact with the hub: alarms may fail or come late (HBG-081).</summary>
    NoContact = 1,

    /// <summary>The home is hard to hear, or hears badly.</summary>
    PoorSound = 2,

    /// <summary>Hub or trigger lies where it should not.</summary>
    Misplaced = 3,

    /// <summary>A part is broken that alarms do without.</summary>
    PartBroken = 4,

    /// <summary>A trigger has not been heard within its supervision time.</summary>
    TriggerSilent = 5,

    /// <summary>A trigger has been paired and never pressed through to the centre.</summary>
    TriggerUntested = 6,

    /// <summary>A battery is low (HBG-021).</summary>
    BatteryLow = 7,

    /// <summary>The hub has been without mains for long (HBG-016).</summary>
    MainsLost = 8,

    /// <summary>The silent test has not come (HBG-039).</summary>
    TestMissing = 9,

    /// <summary>The hub cannot keep presses through a power cut.</summary>
    Storage = 10,

    /// <summary>A path of the hub does not work; another carries its alarms.</summary>
    Link = 11,

    /// <summary>A case is open.</summary>
    Tamper = 12,

    /// <summary>The radio is disturbed.</summary>
    Jamming = 13,
}

/// <summary>Which component fails (HUL-121); each has its own support contact.</summary>
public enum FaultComponent
{
    /// <summary>Something else.</summary>
    Other = 0,

    /// <summary>The hub.</summary>
    Hub = 1,

    /// <summary>A trigger or sensor.</summary>
    Device = 2,

    /// <summary>The network: router, mobile operator.</summary>
    Network = 3,

    /// <summary>The mains.</summary>
    Power = 4,

    /// <summary>The console and what staff see in a browser.</summary>
    Portal = 5,

    /// <summary>The alarm phones.</summary>
    Phone = 6,

    /// <summary>The door's lock.</summary>
    Lock = 7,
}
