// How the hub reaches the fleet manager.
namespace Hub.Protocols.Messages;

/// <summary>What carries the hub's connection. A number not listed is read as it is and means unknown.</summary>
public enum BearerKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A cable.</summary>
    Fixed = 1,

    /// <summary>Wi-Fi.</summary>
    WiFi = 2,

    /// <summary>The mobile network, LTE.</summary>
    Lte = 3
}
