// How far the modem has come with its mobile network.
namespace Hub.Core.Ports;

/// <summary>The state of the modem's registration, as it told last.</summary>
public enum NetworkState
{
    /// <summary>Not known: the modem is off, starts, or has said nothing yet.</summary>
    Unknown = 0,

    /// <summary>Looking for a network.</summary>
    Searching = 1,

    /// <summary>Registered: data, calls and short messages can be tried.</summary>
    Registered = 2,

    /// <summary>A network has refused the SIM.</summary>
    Refused = 3,
}
