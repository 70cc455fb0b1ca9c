// Mains and battery, as measured.
using Hub.Protocols.Messages;

namespace Hub.Core.Ports;

/// <summary>
/// The hub's power supply. Read at every step, so reading must be cheap: the adapter measures on its own.
/// </summary>
public interface IPower
{
    /// <summary>Where the power comes from now.</summary>
    PowerSource Source { get; }

    /// <summary>Charge of the battery, 0 to 100 percent, or 255 when not known.</summary>
    int BatteryPercent { get; }
}
