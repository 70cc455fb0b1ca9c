// How far the pairing of a device has come.
namespace Hub.Protocols.Messages;

/// <summary>How far pairing has come. A number not listed is kept and means unknown.</summary>
public enum PairingStep
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>The window is open; the hub listens for join requests.</summary>
    Opened = 1,

    /// <summary>A device has asked to join.</summary>
    Heard = 2,

    /// <summary>Its first report under the link key has come.</summary>
    KeysExchanged = 3,

    /// <summary>It has told its battery.</summary>
    BatteryReported = 4,

    /// <summary>The hub now watches that it is heard.</summary>
    Supervised = 5,

    /// <summary>A press of it has been received at the centre.</summary>
    PressReceived = 6,

    /// <summary>Paired.</summary>
    Finished = 7,

    /// <summary>Not paired; the reason says why.</summary>
    Refused = 8,

    /// <summary>The window is closed.</summary>
    Closed = 9,

    /// <summary>The device is no longer one of the hub's.</summary>
    Removed = 10,

    /// <summary>Another device has taken its place.</summary>
    Replaced = 11
}
