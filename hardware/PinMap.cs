// Which pin of the controller is wired to what; the board project compiles this file.
namespace Hub.Hardware;

/// <summary>GPIO numbers of the ESP32-S3-WROOM-1 on the reference board.</summary>
public static class PinMap
{
    /// <summary>Output to the watchdog chip; each edge feeds it.</summary>
    public const int WatchdogFeed = 21;
}
