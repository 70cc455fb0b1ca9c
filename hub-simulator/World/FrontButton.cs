// The buttons on the hub's front.
namespace Hub.Simulator.World;

/// <summary>A button that a person presses on the hub itself.</summary>
public enum FrontButton
{
    /// <summary>Calls for help.</summary>
    Alarm,

    /// <summary>A responder has come (HBG-051).</summary>
    CheckIn,

    /// <summary>A responder goes (HBG-076).</summary>
    CheckOut,

    /// <summary>Held: opens pairing.</summary>
    Pair,

    /// <summary>Cancels what can be cancelled (HUL-145).</summary>
    Cancel,

    /// <summary>Held: forgets all devices.</summary>
    Reset,
}
