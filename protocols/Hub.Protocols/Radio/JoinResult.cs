// What a hub answers to a device that wants to join.
namespace Hub.Protocols.Radio;

/// <summary>What a hub answers. A number not listed means refused.</summary>
public enum JoinResult
{
    /// <summary>The device belongs to the hub and derives its link key.</summary>
    Accepted = 0,

    /// <summary>Refused: the hub knows the secret and does not want the device.</summary>
    Refused = 1,

    /// <summary>Refused: the hub has as many devices as it can.</summary>
    TableFull = 2
}
