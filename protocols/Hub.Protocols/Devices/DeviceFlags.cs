// The bits of a device's state on the wire.
namespace Hub.Protocols.Devices;

/// <summary>What holds of a device; bits that are added up in a <c>DeviceStateMessage</c>.</summary>
public static class DeviceFlags
{
    /// <summary>Not heard within its supervision time (HBG-020).</summary>
    public const int Lost = 1;

    /// <summary>Its battery is low (HBG-021).</summary>
    public const int BatteryLow = 2;

    /// <summary>Its case is open.</summary>
    public const int Tamper = 4;

    /// <summary>No press or event of it has yet reached the centre since it was paired or moved.</summary>
    public const int Untested = 8;

    /// <summary>Open, occupied, switched on, wet or whatever its kind can be.</summary>
    public const int Active = 16;

    /// <summary>No longer one of the hub's devices; the last that is said of it.</summary>
    public const int Removed = 32;

    /// <summary>A device of another vendor, heard through a bridge.</summary>
    public const int VendorDevice = 64;
}
