// Every bound of the hub's core, in one place.
namespace Hub.Core;

/// <summary>The bounds of the core. Times in milliseconds unless the name says otherwise.</summary>
public static class Limits
{
    /// <summary>Smallest usable flash sector: it must hold all live state twice over.</summary>
    public const int MinSectorBytes = 4096;

    /// <summary>Most sectors the journal uses; a larger part is used in part.</summary>
    public const int MaxSectors = 16;

    /// <summary>Heartbeat interval unless set (HBG-018).</summary>
    public const int DefaultHeartbeatIntervalSeconds = 120;

    /// <summary>Shortest heartbeat interval.</summary>
    public const int MinHeartbeatIntervalSeconds = 10;

    /// <summary>Longest heartbeat interval.</summary>
    public const int MaxHeartbeatIntervalSeconds = 3600;

    /// <summary>Silent test interval unless set: 23 h (HBG-039).</summary>
    public const int DefaultSilentTestIntervalSeconds = 23 * 3600;

    /// <summary>Shortest silent test interval.</summary>
    public const int MinSilentTestIntervalSeconds = 600;

    /// <summary>Longest silent test interval: a week.</summary>
    public const int MaxSilentTestIntervalSeconds = 7 * 24 * 3600;

    /// <summary>MQTT keep-alive unless set.</summary>
    public const int DefaultKeepAliveSeconds = 60;

    /// <summary>Longest MQTT password.</summary>
    public const int MaxPasswordBytes = 64;

    /// <summary>Longest time between two steps that the hub asks for, so that the watchdog is fed.</summary>
    public const int MaxStepIntervalMilliseconds = 10_000;

    /// <summary>Presses that may wait between the radio and a step.</summary>
    public const int PressRingCapacity = 32;
}
