// Why pairing went no further.
namespace Hub.Protocols.Messages;

/// <summary>Why pairing went no further. A number not listed is kept and means that it went no further.</summary>
public enum PairingReason
{
    /// <summary>Nothing stopped it.</summary>
    None = 0,

    /// <summary>The install code is not that device's.</summary>
    WrongCode = 1,

    /// <summary>Another device or kind than asked for.</summary>
    OtherDevice = 2,

    /// <summary>The hub has as many devices as it can.</summary>
    TableFull = 3,

    /// <summary>The window closed before the device was there.</summary>
    TimedOut = 4,

    /// <summary>A person cancelled it.</summary>
    Cancelled = 5,

    /// <summary>The hub does not know the device's secret.</summary>
    CodeNeeded = 6,

    /// <summary>Another window is open.</summary>
    AlreadyOpen = 7,

    /// <summary>The hub could not store it.</summary>
    MemoryFault = 8,

    /// <summary>The request's seal is not right or not new.</summary>
    NotAuthentic = 9,

    /// <summary>The hub has no such device.</summary>
    UnknownDevice = 10,

    /// <summary>The hub started over meanwhile.</summary>
    HubRestarted = 11,

    /// <summary>All devices were forgotten: a factory reset.</summary>
    Forgotten = 12
}
