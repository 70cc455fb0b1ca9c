// The bits of a report's flags.
namespace Hub.Protocols.Radio;

/// <summary>What holds of a device when it reports; bits that are added up. Unknown bits are kept.</summary>
public static class ReportFlags
{
    /// <summary>Its case is open.</summary>
    public const int Tamper = 1;

    /// <summary>Its battery is low (HBG-021).</summary>
    public const int BatteryLow = 2;

    /// <summary>Its first report since it was powered up.</summary>
    public const int FirstSincePowerUp = 4;

    /// <summary>Open, occupied, switched on, wet or whatever its kind can be.</summary>
    public const int Active = 8;

    /// <summary>An earlier report got no acknowledgement.</summary>
    public const int EarlierUnacknowledged = 16;

    /// <summary>Its test button is what started this.</summary>
    public const int TestButton = 32;
}
