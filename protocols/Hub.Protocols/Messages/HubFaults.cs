// The bits of a heartbeat's fault flags.
namespace Hub.Protocols.Messages;

/// <summary>What can be wrong with a hub; bits that are added up in a heartbeat.</summary>
public static class HubFaults
{
    /// <summary>The alarm journal cannot be written.</summary>
    public const int Journal = 1;

    /// <summary>The clock has not been set since the start.</summary>
    public const int ClockUnset = 2;

    /// <summary>The battery is low (HBG-021).</summary>
    public const int BatteryLow = 4;

    /// <summary>The alarm journal is full: further presses cannot be kept through a power cut.</summary>
    public const int JournalFull = 8;
}
