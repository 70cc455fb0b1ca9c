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

    /// <summary>The state of the battery.</summary>
    public BatteryState Battery { get; private set; } = BatteryState.Unknown;

    /// <summary>Whether the battery is low, or worse.</summary>
    public bool IsBatteryLow
    {
        get { return Battery >= BatteryState.Low; }
    }

    /// <summary>Monotonic time since when the source is what it is.</summary>
    internal long SourceSinceMilliseconds { get; private set; }

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

        BatteryState before = Battery;
        Battery = StateAt(BatteryPercent, before);
        if (Battery > before && Battery >= BatteryState.Low)
        {
            TellWorse();
        }
        else if (Battery == BatteryState.Ok && before >= BatteryState.Low)
        {
            _events.Add(
                EventRank.Supply, DeviceTypes.PowerSupply, StatusCodes.BatteryOk, BatteryPercent, "battery ok");
        }
    }

    // Worse at once, better only beyond a margin: the gauge wanders, and a battery recovers when its load falls.
    private static BatteryState StateAt(int percent, BatteryState before)
    {
        BatteryState state = percent <= Limits.BatteryEmptyPercent ? BatteryState.Empty
            : percent <= Limits.BatteryCriticalPercent ? BatteryState.Critical
            : percent <= Limits.BatteryLowPercent ? BatteryState.Low
            : BatteryState.Ok;
        if (state >= before)
        {
            return state;
        }

        if (before == BatteryState.Empty && percent < Limits.BatteryNotEmptyPercent)
        {
            return BatteryState.Empty;
        }

        if (before >= BatteryState.Critical && percent < Limits.BatteryNotCriticalPercent)
        {
            return BatteryState.Critical;
        }

        return percent < Limits.BatteryOkPercent ? BatteryState.Low : BatteryState.Ok;
    }

    private void TellWorse()
    {
        switch (Battery)
        {
            case BatteryState.Low:
                _events.Add(
                    EventRank.Fault, DeviceTypes.PowerSupply, StatusCodes.BatteryLow, BatteryPercent, "battery low");
                break;
            case BatteryState.Critical:
                _events.Add(
                    EventRank.Fault, DeviceTypes.PowerSupply, StatusCodes.UrgentMaintenanceNeeded, BatteryPercent,
                    "battery critical");
                break;
            default:
                _events.Add(
                    EventRank.Fault, DeviceTypes.PowerSupply, StatusCodes.BatteryFailure, BatteryPercent,
                    "battery empty");
                break;
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
        SourceSinceMilliseconds = nowMilliseconds;
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
