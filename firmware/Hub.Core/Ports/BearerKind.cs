// Which kind of network a bearer is; the numbers are those of the heartbeat.
namespace Hub.Core.Ports;

/// <summary>The kind of a bearer, with the numbers of the heartbeat's field <c>bearer</c>.</summary>
public enum BearerKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Fixed line, Ethernet.</summary>
    Fixed = 1,

    /// <summary>Wi-Fi.</summary>
    WiFi = 2,

    /// <summary>Mobile network, LTE.</summary>
    Lte = 3,
}
