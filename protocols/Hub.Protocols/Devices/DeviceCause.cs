// Why a device reports.
namespace Hub.Protocols.Devices;

/// <summary>
/// Why a device reports; with its kind it is a SCAIP status code (<see cref="DeviceCatalogue"/>). A number not listed
/// is kept and means that something happened which this version has no word for.
/// </summary>
public enum DeviceCause
{
    /// <summary>Nothing happened: the device shows that it is there.</summary>
    Supervision = 0,

    /// <summary>The button was pressed, or what the device watches for has come.</summary>
    Triggered = 1,

    /// <summary>What it watches for is over.</summary>
    Restored = 2,

    /// <summary>Opened.</summary>
    Opened = 3,

    /// <summary>Closed.</summary>
    Closed = 4,

    /// <summary>Something moved.</summary>
    Movement = 5,

    /// <summary>Nothing has moved for the device's own time.</summary>
    NoMovement = 6,

    /// <summary>Bed, chair or room is occupied.</summary>
    Occupied = 7,

    /// <summary>Bed, chair or room is empty.</summary>
    Vacated = 8,

    /// <summary>Switched on.</summary>
    SwitchedOn = 9,

    /// <summary>Switched off.</summary>
    SwitchedOff = 10,

    /// <summary>A measurement, in the report's value; a temperature in 0.1 °C.</summary>
    Measured = 11,

    /// <summary>A measurement above the device's limit.</summary>
    TooHigh = 12,

    /// <summary>A measurement below the device's limit.</summary>
    TooLow = 13,

    /// <summary>The device is broken in part (HBG-020).</summary>
    Fault = 14,

    /// <summary>The first report under a new link key.</summary>
    Joined = 15,

    /// <summary>The test button was pressed.</summary>
    Test = 16,

    /// <summary>The case was opened, or the device torn off.</summary>
    Tamper = 17,

    /// <summary>The case is closed again.</summary>
    TamperEnded = 18
}
