// The figures of a hub of this build.
using Hub.Core;
using Hub.Core.Alarming;
using Hub.Core.Pairing;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

internal sealed class HubFigures(HubStatus status) : IHubFigures
{
    private readonly PendingAlarms _alarms = status.Memory.Alarms;
    private readonly DeviceTable? _devices = status.Home?.Devices;

    public int StoppedByCheckCode => status.StoppedByCheckCode;

    public long BootCount => status.Memory.State.BootCount;

    public int HeartbeatIntervalSeconds => status.Heartbeats.IntervalSeconds;

    public int LoadStage => (int)status.Shedding.Stage;

    public int BatteryMinutesLeft => status.Estimate.MinutesLeft;

    public bool IsCheckedIn => status.Presence.IsCheckedIn;

    public int PendingCount => _alarms.Count;

    public bool IsPendingFull => _alarms.IsFull;

    public int PendingCapacity => _alarms.Capacity;

    public bool HasDevices => _devices != null;

    public int DeviceCount => _devices?.Count ?? 0;

    public int DeviceCapacity => _devices?.Capacity ?? 0;

    public int UpdatePhase => (int)(status.Update?.Phase ?? 0);

    public int UpdateReason => (int)(status.Update?.Reason ?? 0);

    public long FetchedBytes => status.Update?.FetchedBytes ?? 0;

    public int PendingKindAt(int place) => _alarms.At(place) is { IsInUse: true } alarm ? (int)alarm.Kind : -1;

    public int PendingStatusAt(int place) => _alarms.At(place).StatusCode;

    public uint PendingTriggerAt(int place) => _alarms.At(place).TriggerId;

    public uint DeviceIdAt(int place) => _devices?.At(place).DeviceId ?? 0;

    public int SupervisionMinutesAt(int place) => _devices?.At(place).SupervisionMinutes ?? 0;

    public int FindDevice(uint deviceId)
    {
        for (int i = 0; i < DeviceCapacity && deviceId != 0; i++)
        {
            if (DeviceIdAt(i) == deviceId)
            {
                return i;
            }
        }

        return -1;
    }
}
