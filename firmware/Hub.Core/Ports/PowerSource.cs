// Where the hub's power comes from; the numbers are those of the heartbeat.
namespace Hub.Core.Ports;

/// <summary>The power source, with the numbers of the heartbeat's field <c>isOnMains</c>.</summary>
public enum PowerSource
{
    /// <summary>Running on battery.</summary>
    Battery = 0,

    /// <summary>Running on mains.</summary>
    Mains = 1,

    /// <summary>Not known (yet).</summary>
    Unknown = 2,
}
