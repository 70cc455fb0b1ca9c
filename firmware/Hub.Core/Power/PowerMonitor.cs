// Watches mains and battery and notes what changes.
using Hub.Core.Ports;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Power;

/// <summary>Debounces the power source and keeps the battery's state with hysteresis (HBG-016, HBG-021).</summary>
public sealed class PowerMonitor
{
    private readonly IPower _power;
    private readonly EventLog _events;
    private PowerSource _candidate = PowerSource.Unknown;
    private long _candidateSinceMilliseconds;

    internal PowerMonitor(IPower power, EventLog events)
    {
        _power = power;
        _events = events;
    }

    /// <summary>The power source, once it has lasted.</summary>
    public PowerSource Source { get; private set; } = PowerSource.Unknown;

    /// <summary>Charge in percent, 255 when not known.</summary>
    public int BatteryPercent { get; private set; } = HeartbeatMessage.UnknownBatteryPercent;

    /// <summary>Whether the battery is low.</summary>
    public bool IsBatteryLow { get; private set; }

    /// <summary>When a change is waiting to last; long.MaxValue when none is.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    internal void Step(long nowMilliseconds)
    {
        StepSource(nowMilliseconds);
        int percent = _power.BatteryPercent;
        BatteryPercent = percent >= 0 && percent <= 100 ? percent : HeartbeatMessage.UnknownBatteryPercent;
        if (BatteryPercent == HeartbeatMessage.UnknownBatteryPercent)
        {
            return;
        }

        if (!IsBatteryLow && BatteryPercent <= Limits.BatteryLowPercent)
        {
            IsBatteryLow = true;
            _events.Add(
                EventRank.Fault, DeviceTypes.PowerSupply, StatusCodes.BatteryLow, BatteryPercent, "battery low");
        }
        else if (IsBatteryLow && BatteryPercent >= Limits.BatteryOkPercent)
        {
            IsBatteryLow = false;
            _events.Add(
                EventRank.Supply, DeviceTypes.PowerSupply, StatusCodes.BatteryOk, BatteryPercent, "battery ok");
        }
    }

    private void StepSource(long nowMilliseconds)
    {
        PowerSource source = _power.Source;
        if (source != PowerSource.Battery && source != PowerSource.Mains)
        {
            source = PowerSource.Unknown;
        }

        if (source != _candidate)
        {
            _candidate = source;
            _candidateSinceMilliseconds = nowMilliseconds;
        }

        if (_candidate == Source)
        {
            NextDueAtMilliseconds = long.MaxValue;
            return;
        }

        // The first reading after the start counts at once: there is nothing yet that it could flap from.
        long dueAt = _candidateSinceMilliseconds + Limits.PowerDebounceMilliseconds;
        if (Source != PowerSource.Unknown && nowMilliseconds < dueAt)
        {
            NextDueAtMilliseconds = dueAt;
            return;
        }

        NextDueAtMilliseconds = long.MaxValue;
        bool wasOnMains = Source == PowerSource.Mains;
        bool wasOnBattery = Source == PowerSource.Battery;
        Source = _candidate;
        if (Source == PowerSource.Battery)
        {
            // Starting on battery is told too: nobody else knows that the mains are gone.
            _events.Add(
                EventRank.Supply, DeviceTypes.PowerSupply, StatusCodes.PowerFailure, _power.BatteryPercent,
                wasOnMains ? "mains lost" : "on battery");
        }
        else if (Source == PowerSource.Mains && wasOnBattery)
        {
            _events.Add(
                EventRank.Supply, DeviceTypes.PowerSupply, StatusCodes.PowerRestored, _power.BatteryPercent,
                "mains returned");
        }
    }
}
