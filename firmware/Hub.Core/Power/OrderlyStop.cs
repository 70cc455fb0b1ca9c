// Says when a hub whose battery is empty is to switch itself off.
using Hub.Core.Alarming;
using Hub.Core.Supervision;
using Hub.Protocols.Messages;

namespace Hub.Core.Power;

/// <summary>
/// At empty the hub tells "battery empty", waits until that has gone or for a while, and stops before the voltage sags.
/// Never while an alarm of a person waits, and never on the word of a gauge that fell too fast to be believed: then
/// the hub runs for as long as there is voltage, and the journal keeps what it has.
/// </summary>
internal sealed class OrderlyStop
{
    private readonly PowerMonitor _power;
    private readonly PendingAlarms _alarms;
    private readonly EventLog _events;
    private long _emptySinceMilliseconds = long.MinValue;
    private long _lowSinceMilliseconds = long.MinValue;

    internal OrderlyStop(PowerMonitor power, PendingAlarms alarms, EventLog events)
    {
        _power = power;
        _alarms = alarms;
        _events = events;
    }

    internal bool IsDue { get; private set; }

    internal void Step(long nowMilliseconds)
    {
        bool isOnBattery = _power.Source == PowerSource.Battery;
        if (!isOnBattery || _power.Battery < BatteryState.Low)
        {
            _lowSinceMilliseconds = long.MinValue;
        }
        else if (_lowSinceMilliseconds == long.MinValue)
        {
            _lowSinceMilliseconds = nowMilliseconds;
        }

        bool isEmpty = isOnBattery && _power.Battery == BatteryState.Empty
            && nowMilliseconds - _lowSinceMilliseconds >= Limits.EmptyPlausibleMilliseconds;
        if (!isEmpty || _alarms.PersonCount > 0)
        {
            _emptySinceMilliseconds = long.MinValue;
            IsDue = false;
            return;
        }

        if (_emptySinceMilliseconds == long.MinValue)
        {
            _emptySinceMilliseconds = nowMilliseconds;
        }

        long waited = nowMilliseconds - _emptySinceMilliseconds;
        bool isTold = _events.Count == 0 && _alarms.Count == 0;
        IsDue = waited >= Limits.EmptyFarewellMilliseconds || (isTold && waited >= Limits.EmptyPhraseMilliseconds);
    }
}
