// Mains and battery of a hub.
using System;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>Mains that can fail, and a battery that then lasts 72 hours (HBG-016) and charges in 12.</summary>
public sealed class SimulatedPower : IPower
{
    private const double EmptyAfterMilliseconds = 72 * 3_600_000.0;
    private const double FullAfterMilliseconds = 12 * 3_600_000.0;
    private readonly IWorldClock _clock;
    private bool _isMainsOn = true;
    private double _charge = 1;
    private long _changedAt;

    /// <summary>On mains, the battery full.</summary>
    public SimulatedPower(IWorldClock clock)
    {
        _clock = clock;
        _changedAt = clock.NowMilliseconds;
    }

    /// <summary>Whether mains is there.</summary>
    public bool IsMainsOn
    {
        get => _isMainsOn;
        set
        {
            _charge = Charge();
            _changedAt = _clock.NowMilliseconds;
            _isMainsOn = value;
        }
    }

    /// <inheritdoc/>
    public PowerSource Source => _isMainsOn ? PowerSource.Mains : PowerSource.Battery;

    /// <inheritdoc/>
    public int BatteryPercent => (int)Math.Round(Charge() * 100);

    private double Charge()
    {
        double passed = _clock.NowMilliseconds - _changedAt;
        return _isMainsOn
            ? Math.Min(1, _charge + (passed / FullAfterMilliseconds))
            : Math.Max(0, _charge - (passed / EmptyAfterMilliseconds));
    }
}
