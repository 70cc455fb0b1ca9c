// The kinds of frames on the hub's radio.
namespace Hub.Protocols.Radio;

/// <summary>What a frame is. A frame of a kind not listed is no frame of this version.</summary>
public enum RadioFrameKind
{
    /// <summary>No frame.</summary>
    None = 0,

    /// <summary>Device to hub: an event or a sign of life (<see cref="DeviceReport"/>).</summary>
    Report = 1,

    /// <summary>Hub to device: the report is stored.</summary>
    Acknowledge = 2,

    /// <summary>Device to hub: a device wants to join (<see cref="Radio.JoinRequest"/>).</summary>
    JoinRequest = 3,

    /// <summary>Hub to device: it may, or not (<see cref="Radio.JoinAnswer"/>).</summary>
    JoinAnswer = 4,

    /// <summary>Hub to device: do something (<see cref="DeviceOrder"/>).</summary>
    Order = 5,

    /// <summary>Hub to device: the counter is too low, go on from here.</summary>
    Resync = 6
}
