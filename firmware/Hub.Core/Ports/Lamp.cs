// The lamps on the hub that this core drives.
namespace Hub.Core.Ports;

/// <summary>A lamp of the hub, named as on its label (HUL-141…144, HUL-146).</summary>
public enum Lamp
{
    /// <summary>Power: orange while starting, white when running (HUL-141); on battery it blinks orange, and with a low
    /// battery it is red.</summary>
    Power = 0,

    /// <summary>Internet: white when connected, red when not (HUL-142).</summary>
    Internet = 1,

    /// <summary>Service: white when the chain to the fleet manager is proven, off when it is not (HUL-143).</summary>
    Service = 2,

    /// <summary>Pair: blinks white while a device may join, dark otherwise (HUL-144).</summary>
    Pair = 3,

    /// <summary>Radio: a blue flash when a device of this home was heard (HUL-146); red while one is out of contact,
    /// orange while the battery of one is low (HUL-149).</summary>
    Radio = 4,
}
