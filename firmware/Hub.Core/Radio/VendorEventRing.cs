// Where adapters of other radios put events until the next step.
using Hub.Protocols;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// A fixed ring between adapters and the core. <see cref="Put"/> may be called from another thread; everything else
/// belongs to the core's loop.
/// </summary>
public sealed class VendorEventRing
{
    private readonly object _gate = new object();
    private readonly VendorEvent[] _events = new VendorEvent[Limits.VendorRingCapacity];
    private int _first;
    private int _count;

    /// <summary>Makes an empty ring.</summary>
    public VendorEventRing()
    {
        for (int i = 0; i < _events.Length; i++)
        {
            _events[i] = new VendorEvent();
        }
    }

    /// <summary>Events that waited for a place in vain, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Whether an event waits.</summary>
    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _count == 0;
            }
        }
    }

    /// <summary>Puts an event; see <see cref="HubCore.PutVendorEvent"/> for the arguments.</summary>
    /// <returns>False when the ring is full.</returns>
    internal bool Put(
        uint deviceId,
        int eventCode,
        int value,
        int batteryPercent,
        int signalDbm,
        uint eventNumber,
        long nowMilliseconds)
    {
        lock (_gate)
        {
            if (_count == _events.Length)
            {
                RefusedCount++;
                return false;
            }

            VendorEvent place = _events[(_first + _count) % Limits.VendorRingCapacity];
            place.DeviceId = deviceId;
            place.EventCode = eventCode;
            place.Value = value;
            place.BatteryPercent = batteryPercent < 0 || batteryPercent > 100
                ? RadioLimits.BatteryUnknown
                : batteryPercent;
            place.SignalDbm = signalDbm < ProtocolLimits.MinSignalDbm || signalDbm > 0 ? 0 : signalDbm;
            place.EventNumber = eventNumber;
            place.HeardAtMilliseconds = nowMilliseconds;
            _count++;
            return true;
        }
    }

    /// <summary>Copies the oldest event into <paramref name="into"/> and takes it out.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Take(VendorEvent into)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return false;
            }

            into.CopyFrom(_events[_first]);
            _first = (_first + 1) % Limits.VendorRingCapacity;
            _count--;
            return true;
        }
    }
}
