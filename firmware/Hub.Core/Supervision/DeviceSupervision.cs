// Watches over paired devices: silence, battery, case, faults, and what was never tested.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Pairing;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Supervision;

/// <summary>
/// Raises a technical alarm when a device is lost, its battery low, its case open, the device broken or untested
/// (HBG-020, HBG-021), and tells an event when that has ended. Each state holds in the store from the moment it was
/// told, so a restart neither repeats nor forgets it; each ends later than it began, so none flaps.
/// </summary>
public sealed class DeviceSupervision : IDropListener
{
    private const long MinuteMilliseconds = 60_000;

    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly AlarmBook _book;
    private readonly EventLog _events;
    private readonly HubClock _clock;
    private readonly DeviceStates _states;
    private long _clockSetCount;
    private int _changes;

    internal DeviceSupervision(
        DeviceTable table,
        DeviceStore store,
        AlarmBook book,
        EventLog events,
        HubClock clock,
        DeviceStates states)
    {
        _table = table;
        _store = store;
        _book = book;
        _events = events;
        _clock = clock;
        _states = states;
    }

    /// <summary>When a device may have to be looked at; long.MaxValue when none is paired.</summary>
    internal long NextDueAtMilliseconds { get; private set; }

    /// <summary>How long a device may be silent: twice its interval and a quarter of it.</summary>
    internal static long LostAfterMilliseconds(PairedDevice device)
    {
        return device.SupervisionMinutes * MinuteMilliseconds * 9 / 4;
    }

    /// <summary>Begins to watch a device that the store brought back. While the hub was off it was deaf: a device has
    /// one interval and a quarter from here to be heard.</summary>
    internal void Start(PairedDevice device, long nowMilliseconds)
    {
        device.HasLowBattery = device.IsBatteryLow;
        device.HasTamper = device.IsTampered;
        device.SilentSinceMilliseconds = nowMilliseconds - (device.SupervisionMinutes * MinuteMilliseconds);
        NextDueAtMilliseconds = nowMilliseconds;
    }

    /// <summary>Begins to watch a device that has just been paired.</summary>
    internal void Begin(PairedDevice device, long nowMilliseconds)
    {
        device.SilentSinceMilliseconds = nowMilliseconds;
        NextDueAtMilliseconds = nowMilliseconds;
    }

    /// <summary>A device was heard; what is to be written with that is written by the caller.</summary>
    internal void OnReport(PairedDevice device, DeviceReport report, long nowMilliseconds)
    {
        device.SilentSinceMilliseconds = nowMilliseconds;
        if (device.IsLost)
        {
            device.IsLost = false;
            NextDueAtMilliseconds = nowMilliseconds;
            _events.AddOf(device, StatusCodes.RadioTestTransmissionReestablished, 0, nowMilliseconds);
            _states.Mark(device);
        }

        NoteBattery(device, report);
        bool isTamper = (report.Flags & ReportFlags.Tamper) != 0 || report.Cause == DeviceCause.Tamper;
        if (isTamper)
        {
            device.HasTamper = true;
            device.TamperEndsAtMilliseconds = PairedDevice.NoTime;
        }
        else if (device.HasTamper && device.TamperEndsAtMilliseconds == PairedDevice.NoTime)
        {
            device.TamperEndsAtMilliseconds = nowMilliseconds + Limits.TamperEndMilliseconds;
        }

        device.HasFault = device.HasFault
            || (report.Cause == DeviceCause.Fault && report.EventNumber != device.LastEvent);
        if (device.HasFault || device.HasLowBattery != device.IsBatteryLow || device.HasTamper || device.IsTampered)
        {
            NextDueAtMilliseconds = nowMilliseconds;
        }
    }

    /// <summary>Looks at all devices when it is time.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (_clock.SetCount != _clockSetCount)
        {
            bool isFirst = _clockSetCount == 0;
            _clockSetCount = _clock.SetCount;
            if (isFirst)
            {
                Recall(nowMilliseconds);
            }
        }

        if (nowMilliseconds < NextDueAtMilliseconds)
        {
            return;
        }

        NextDueAtMilliseconds = long.MaxValue;
        _changes = 0;
        for (int i = 0; i < _table.Capacity && _table.Count > 0; i++)
        {
            if (_table.At(i).IsInUse)
            {
                LookAt(_table.At(i), nowMilliseconds);
            }
        }

        if (_changes >= Limits.ConditionsPerStep)
        {
            NextDueAtMilliseconds = nowMilliseconds;
        }
    }

    private static void NoteBattery(PairedDevice device, DeviceReport report)
    {
        int percent = report.BatteryPercent;
        bool isKnown = percent != RadioLimits.BatteryUnknown;
        if ((report.Flags & ReportFlags.BatteryLow) != 0
            || (isKnown && percent <= Limits.DeviceBatteryLowPercent))
        {
            device.HasLowBattery = true;
            device.GoodReports = 0;
        }
        else if (device.HasLowBattery)
        {
            device.GoodReports++;
            device.HasLowBattery = device.GoodReports < Limits.DeviceBatteryOkReports
                && !(isKnown && percent >= Limits.DeviceBatteryNewPercent);
        }
    }

    // The clock has been set for the first time since the start: when a device was last heard now means something.
    // What is later than the time it was given at the start counts, what is earlier does not.
    private void Recall(long nowMilliseconds)
    {
        long unixNow = _clock.UnixMilliseconds(nowMilliseconds);
        for (int i = 0; i < _table.Capacity; i++)
        {
            PairedDevice device = _table.At(i);
            if (device.IsInUse && device.HeardAtMilliseconds == PairedDevice.NoTime && device.LastHeardUnixMinutes > 0)
            {
                long heardAt = nowMilliseconds - (unixNow - (device.LastHeardUnixMinutes * MinuteMilliseconds));
                heardAt = heardAt < nowMilliseconds ? heardAt : nowMilliseconds;
                device.SilentSinceMilliseconds = heardAt > device.SilentSinceMilliseconds
                    ? heardAt
                    : device.SilentSinceMilliseconds;
            }
        }
    }

    private void LookAt(PairedDevice device, long nowMilliseconds)
    {
        if (_changes >= Limits.ConditionsPerStep)
        {
            return;
        }

        long lostAt = device.SupervisionMinutes == 0
            ? long.MaxValue
            : device.SilentSinceMilliseconds + LostAfterMilliseconds(device);
        if (!device.IsLost && nowMilliseconds >= lostAt
            && Raise(device, StatusCodes.RadioTestTransmissionMissing, nowMilliseconds))
        {
            device.IsLost = true;
            KeepRaised(device);
        }
        else if (!device.IsLost && nowMilliseconds < lostAt)
        {
            Wait(lostAt);
        }

        LookAtBattery(device, nowMilliseconds);
        LookAtCase(device, nowMilliseconds);
        if (device.HasFault && Raise(device, StatusCodes.Malfunction, nowMilliseconds))
        {
            device.HasFault = false;
            _changes++;
        }

        LookAtTest(device, nowMilliseconds);
    }

    private void LookAtBattery(PairedDevice device, long nowMilliseconds)
    {
        if (device.HasLowBattery && !device.IsBatteryLow && Raise(device, StatusCodes.BatteryLow, nowMilliseconds))
        {
            device.IsBatteryLow = true;
            KeepRaised(device);
        }
        else if (!device.HasLowBattery && device.IsBatteryLow)
        {
            device.IsBatteryLow = false;
            _events.AddOf(device, StatusCodes.BatteryOk, device.BatteryPercent, nowMilliseconds);
            Keep(device);
        }
    }

    private void LookAtCase(PairedDevice device, long nowMilliseconds)
    {
        if (device.HasTamper && !device.IsTampered && Raise(device, StatusCodes.TamperAlarm, nowMilliseconds))
        {
            device.IsTampered = true;
            KeepRaised(device);
        }

        if (!device.HasTamper || device.TamperEndsAtMilliseconds == PairedDevice.NoTime)
        {
            return;
        }

        if (nowMilliseconds < device.TamperEndsAtMilliseconds)
        {
            Wait(device.TamperEndsAtMilliseconds);
            return;
        }

        device.HasTamper = false;
        device.TamperEndsAtMilliseconds = PairedDevice.NoTime;
        if (device.IsTampered)
        {
            device.IsTampered = false;
            _events.AddOf(device, StatusCodes.Restoral, 0, nowMilliseconds);
            Keep(device);
        }
    }

    private void LookAtTest(PairedDevice device, long nowMilliseconds)
    {
        if (device.IsTested || device.UntestedAtMilliseconds == PairedDevice.NoTime)
        {
            device.UntestedAtMilliseconds = PairedDevice.NoTime;
            return;
        }

        if (nowMilliseconds < device.UntestedAtMilliseconds)
        {
            Wait(device.UntestedAtMilliseconds);
        }
        else if (Raise(device, StatusCodes.MaintenanceNeeded, nowMilliseconds))
        {
            device.UntestedAtMilliseconds = PairedDevice.NoTime;
            _changes++;
        }
    }

    /// <inheritdoc/>
    void IDropListener.OnDropped(uint triggerId, int statusCode)
    {
        PairedDevice? device = triggerId == 0 ? null : _table.Find(triggerId);
        if (device == null)
        {
            return;
        }

        switch (statusCode)
        {
            case StatusCodes.RadioTestTransmissionMissing:
                device.IsLost = false;
                break;
            case StatusCodes.BatteryLow:
                device.IsBatteryLow = false;
                break;
            case StatusCodes.TamperAlarm:
                device.IsTampered = false;
                break;
            case StatusCodes.Malfunction:
                device.HasFault = true;
                break;
            case StatusCodes.MaintenanceNeeded when !device.IsTested:
                device.UntestedAtMilliseconds = 0;
                break;
            default:
                return;
        }

        _store.WriteProgress(device);
        NextDueAtMilliseconds = 0;
    }

    // True when the alarm has been raised; else it is tried again.
    private bool Raise(PairedDevice device, int statusCode, long nowMilliseconds)
    {
        bool isRaised = _book.RaiseTechnical(
            device.DeviceId,
            DeviceCatalogue.TypeOf(device.Kind),
            statusCode,
            device.LocationCode,
            device.Occupant,
            nowMilliseconds);
        if (!isRaised)
        {
            Wait(nowMilliseconds + Limits.ConditionRetryMilliseconds);
        }

        return isRaised;
    }

    private void Keep(PairedDevice device)
    {
        _changes++;
        _store.WriteProgress(device);
        _states.Mark(device);
    }

    // What was told in an alarm that is not in the journal is to be told again after a restart.
    private void KeepRaised(PairedDevice device)
    {
        if (_book.WasJournalled)
        {
            Keep(device);
            return;
        }

        _changes++;
        _states.Mark(device);
    }

    private void Wait(long untilMilliseconds)
    {
        NextDueAtMilliseconds = untilMilliseconds < NextDueAtMilliseconds ? untilMilliseconds : NextDueAtMilliseconds;
    }
}
