// What became of the short message that was given to the modem last.
namespace Hub.Core.Ports;

/// <summary>The state of the one short message (SMS) that a modem handles at a time.</summary>
public enum ShortMessageState
{
    /// <summary>None has been given.</summary>
    Idle = 0,

    /// <summary>Being sent.</summary>
    Sending = 1,

    /// <summary>The network has taken it. That somebody reads it is not proven.</summary>
    Sent = 2,

    /// <summary>The network or the modem has not taken it.</summary>
    Rejected = 3,
}
