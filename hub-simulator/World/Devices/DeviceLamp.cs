// What a device's own lamp tells the person who holds it.
namespace Hub.Simulator.World.Devices;

/// <summary>The lamp on a device.</summary>
public enum DeviceLamp
{
    /// <summary>Nothing to tell.</summary>
    Off = 0,

    /// <summary>The device is sending.</summary>
    Sending = 1,

    /// <summary>The hub holds what the device had to say.</summary>
    Green = 2,

    /// <summary>The hub has not answered; the device goes on trying.</summary>
    Red = 3,
}
