// The signals a hub gives by sound.
namespace Hub.Core.Ports;

/// <summary>A short signal; what it sounds like is the adapter's choice, each unlike the others.</summary>
public enum Sound
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A press is stored and on its way.</summary>
    PressHeard = 1,

    /// <summary>The hub heard a press of the walk test.</summary>
    WalkTestAnswer = 2,

    /// <summary>A device may now join.</summary>
    PairingOpened = 3,

    /// <summary>A device has joined.</summary>
    Paired = 4,

    /// <summary>A device was refused, or what was asked for cannot be done.</summary>
    Refused = 5,

    /// <summary>No device may join any more.</summary>
    PairingClosed = 6,
}
