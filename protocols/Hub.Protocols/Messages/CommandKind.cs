// What the fleet manager can ask of a hub.
namespace Hub.Protocols.Messages;

/// <summary>What a hub is asked to do. A number not listed is answered with Refused.</summary>
public enum CommandKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Send a heartbeat at once.</summary>
    SendHeartbeat = 1,

    /// <summary>Raise a test alarm (sv: provlarm), HBG-040.</summary>
    TestAlarm = 2,

    /// <summary>Raise a silent test alarm (sv: tyst prov), HBG-039.</summary>
    SilentTest = 3,

    /// <summary>Start over.</summary>
    Reboot = 4
}
