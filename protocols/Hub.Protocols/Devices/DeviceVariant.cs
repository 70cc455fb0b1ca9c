// What tells devices of one kind apart.
namespace Hub.Protocols.Devices;

/// <summary>How a personal trigger is worn. A number not listed is kept and means none.</summary>
public enum DeviceVariant
{
    /// <summary>There is nothing to tell apart.</summary>
    None = 0,

    /// <summary>Round the neck.</summary>
    Neck = 1,

    /// <summary>On the wrist.</summary>
    Wrist = 2,

    /// <summary>An extra one, carried or mounted (HBG-030).</summary>
    Extra = 3
}
