// Mains and battery of a hub.
using System;
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// Mains that can fail, and a battery of some milliampere hours that the hub's loads then empty; it charges in 12
/// hours. What takes how much is said by <see cref="SimulatedLoads"/> from what the hub really does.
/// </summary>
public sealed class SimulatedPower : IPower
{
    private const double MillisecondsPerHour = 3_600_000;
    private const double FullAfterMilliseconds = 12 * MillisecondsPerHour;
    private readonly IWorldClock _clock;
    private bool _isMainsOn = true;
    private double _charge = 1;
    private double _loadMicrowatts;
    private long _changedAt;

    /// <summary>On mains, the battery full, new batteries' capacity left as at the end of their life.</summary>
    public SimulatedPower(IWorldClock clock)
    {
        _clock = clock;
        _changedAt = clock.NowMilliseconds;
        CapacityMilliampereHours = PowerBudget.BatteryMilliampereHours * PowerBudget.AgedBatteryPercent / 100.0;
    }

    /// <summary>What the battery holds when it is full.</summary>
    public double CapacityMilliampereHours { get; set; }

    /// <summary>Called when mains has come back.</summary>
    public Action? MainsReturned { get; set; }

    /// <summary>What the hub takes now, at the battery.</summary>
    public double LoadMicrowatts
    {
        get => _loadMicrowatts;
        set
        {
            Settle();
            _loadMicrowatts = value;
        }
    }

    /// <summary>Whether mains is there.</summary>
    public bool IsMainsOn
    {
        get => _isMainsOn;
        set
        {
            Settle();
            bool isBack = value && !_isMainsOn;
            _isMainsOn = value;
            if (isBack)
            {
                MainsReturned?.Invoke();
            }
        }
    }

    /// <summary>Whether neither mains nor battery gives anything.</summary>
    public bool IsDead => !_isMainsOn && Charge() <= 0;

    /// <inheritdoc/>
    public PowerSource Source => _isMainsOn ? PowerSource.Mains : PowerSource.Battery;

    /// <inheritdoc/>
    public int BatteryPercent => (int)Math.Round(Charge() * 100);

    private double CapacityMicrowattHours => CapacityMilliampereHours * PowerBudget.BatteryMillivolts;

    /// <summary>Charges or empties the battery to some part.</summary>
    public void SetCharge(int percent)
    {
        Settle();
        _charge = percent / 100.0;
    }

    /// <summary>Takes something at once, as a message does.</summary>
    public void Use(double millijoules)
    {
        Settle();
        if (!_isMainsOn)
        {
            _charge = Math.Max(0, _charge - (millijoules * 1000 / 3600 / CapacityMicrowattHours));
        }
    }

    private void Settle()
    {
        _charge = Charge();
        _changedAt = _clock.NowMilliseconds;
    }

    private double Charge()
    {
        double passed = _clock.NowMilliseconds - _changedAt;
        return _isMainsOn
            ? Math.Min(1, _charge + (passed / FullAfterMilliseconds))
            : Math.Max(0, _charge - (_loadMicrowatts * passed / MillisecondsPerHour / CapacityMicrowattHours));
    }
}
