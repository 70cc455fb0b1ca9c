// What is wrong with the hub now, as the heartbeat tells it.
using Hub.Core.Linking;
using Hub.Core.Power;
using Hub.Core.Storage;
using Hub.Protocols.Messages;

namespace Hub.Core.Supervision;

/// <summary>Gathers the bits of <see cref="HubFaults"/>.</summary>
public sealed class FaultFlags
{
    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly PowerMonitor _power;
    private readonly DeviceStore? _devices;

    internal FaultFlags(HubMemory memory, HubClock clock, PowerMonitor power, DeviceStore? devices)
    {
        _memory = memory;
        _clock = clock;
        _power = power;
        _devices = devices;
    }

    /// <summary>Whether a press can be kept through a power cut, and devices are known: a hub that could not read its
    /// devices hears none of them.</summary>
    public bool IsJournalWhole
    {
        get
        {
            return _memory.Journal.IsMounted && !_memory.Journal.IsFaulty
                && (_devices == null || (_devices.IsMounted && !_devices.IsFaulty));
        }
    }

    /// <summary>The bits that hold now.</summary>
    public int Now()
    {
        int flags = IsJournalWhole ? 0 : HubFaults.Journal;
        flags |= _clock.IsSet ? 0 : HubFaults.ClockUnset;
        flags |= _power.IsBatteryLow ? HubFaults.BatteryLow : 0;
        flags |= _memory.Alarms.IsFull ? HubFaults.JournalFull : 0;
        return flags;
    }
}
