// The external watchdog chip.
namespace Hub.Core.Ports;

/// <summary>Restarts the board unless fed in time. Fed by the core only when every part made progress.</summary>
public interface IWatchdog
{
    /// <summary>Restarts the watchdog's time. Comes at least every <see cref="Limits.MaxStepIntervalMilliseconds"/>
    /// when the core is stepped as it asks for.</summary>
    void Feed();
}
