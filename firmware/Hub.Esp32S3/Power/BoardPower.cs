// Mains and battery, from the two parts that know them.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Power;

/// <summary>What charger and gauge said last; reading costs nothing. Both are looked at by the loop.</summary>
public sealed class BoardPower : IPower
{
    private readonly Charger _charger;
    private readonly FuelGauge _gauge;

    /// <summary>Takes the parts.</summary>
    public BoardPower(Charger charger, FuelGauge gauge)
    {
        _charger = charger;
        _gauge = gauge;
    }

    /// <inheritdoc/>
    public PowerSource Source
    {
        get { return _charger.Source; }
    }

    /// <inheritdoc/>
    public int BatteryPercent
    {
        get { return _gauge.Percent; }
    }
}
