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
    Reboot = 4,

    /// <summary>Say a phrase; the argument is its number, and 256 more when it may also be said at night.</summary>
    PlayPhrase = 5,

    /// <summary>Call one of the hub's own numbers; the argument is its place in the list, from 1.</summary>
    DialNumber = 6,

    /// <summary>Tell the hub's figures, up/diagnostics.</summary>
    CollectDiagnostics = 7
}
