// Tells the fleet manager what holds of each device.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>
/// Sends a device's state when it changed, of all devices when a session begins after a change (or after a start), and
/// of all once a day. One message is under way at a time; a state that changes while it waits is told once.
/// </summary>
public sealed class DeviceStates
{
    private const int NoPlace = -1;
    private const long NeverHeardSeconds = 0xFFFFFFFF;
    private const long MinuteMilliseconds = 60_000;

    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly DeviceTable _table;
    private readonly DeviceStateMessage _message = new DeviceStateMessage();
    private readonly uint[] _removed = new uint[Limits.RemovedCapacity];
    private int _removedCount;
    private int _underWay = NoPlace;
    private int _underWayPublishId;
    private bool _isAnyDue;
    private bool _isEmptinessDue;
    private bool _hasChanged = true;
    private long _allAtMilliseconds = long.MaxValue;

    internal DeviceStates(HubMemory memory, HubClock clock, DeviceTable table)
    {
        _memory = memory;
        _clock = clock;
        _table = table;
    }

    /// <summary>States the receiver took, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>When all states are due though nothing changed; long.MaxValue before the first session.</summary>
    internal long NextDueAtMilliseconds
    {
        get { return _allAtMilliseconds; }
    }

    /// <summary>Whether a state waits and none is under way.</summary>
    internal bool HasUnsent
    {
        get { return _isAnyDue && _underWayPublishId == 0; }
    }

    /// <summary>Something about a device changed.</summary>
    internal void Mark(PairedDevice device)
    {
        device.IsStateDue = true;
        _isAnyDue = true;
        _hasChanged = true;
    }

    /// <summary>A device is no longer one of the hub's.</summary>
    internal void MarkRemoved(uint deviceId)
    {
        // Of more than fit, the oldest is forgotten: the number of devices tells the receiver that one is gone.
        if (_removedCount == _removed.Length)
        {
            System.Array.Copy(_removed, 1, _removed, 0, _removed.Length - 1);
            _removedCount--;
        }

        _removed[_removedCount++] = deviceId;
        _isAnyDue = true;
        _hasChanged = true;
    }

    /// <summary>All devices were forgotten at once.</summary>
    internal void MarkForgotten()
    {
        _removedCount = 0;
        _isEmptinessDue = true;
        _isAnyDue = true;
        _hasChanged = true;
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        if (_hasChanged)
        {
            MarkAll(nowMilliseconds);
        }
    }

    internal void OnSessionEnded()
    {
        _underWay = NoPlace;
        _underWayPublishId = 0;
        _hasChanged = _hasChanged || _isAnyDue;
    }

    /// <summary>Sends one state, unless one is under way.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!session.IsReady || _underWayPublishId != 0)
        {
            return false;
        }

        if (nowMilliseconds >= _allAtMilliseconds)
        {
            MarkAll(nowMilliseconds);
        }

        if (!_isAnyDue)
        {
            return false;
        }

        int place = FindDue();
        if (place == NoPlace && _removedCount == 0 && !_isEmptinessDue)
        {
            _isAnyDue = false;
            _hasChanged = false;
            return false;
        }

        Fill(place, nowMilliseconds);
        _underWay = place;
        _underWayPublishId = session.Publish(MessageKind.DeviceState, _message, 0, false, nowMilliseconds);
        if (_underWayPublishId != 0 && place != NoPlace)
        {
            // From here on a change is a new one.
            _table.At(place).IsStateDue = false;
        }

        return _underWayPublishId == 0;
    }

    /// <summary>The receiver answered.</summary>
    internal void OnAnswered(int publishId)
    {
        if (_underWayPublishId != publishId)
        {
            return;
        }

        _underWayPublishId = 0;
        SentCount++;
        if (_underWay != NoPlace)
        {
            return;
        }

        if (_removedCount > 0 && _removed[0] == _message.DeviceId)
        {
            _removedCount--;
            System.Array.Copy(_removed, 1, _removed, 0, _removedCount);
        }
        else
        {
            _isEmptinessDue = false;
        }
    }

    private void MarkAll(long nowMilliseconds)
    {
        _allAtMilliseconds = nowMilliseconds + Limits.DeviceStateMilliseconds;
        _isAnyDue = true;
        _isEmptinessDue = _isEmptinessDue || _table.Count == 0;
        for (int i = 0; i < _table.Capacity; i++)
        {
            _table.At(i).IsStateDue = _table.At(i).IsInUse;
        }
    }

    private int FindDue()
    {
        for (int i = 0; i < _table.Capacity; i++)
        {
            if (_table.At(i).IsInUse && _table.At(i).IsStateDue)
            {
                return i;
            }
        }

        return NoPlace;
    }

    private void Fill(int place, long nowMilliseconds)
    {
        _message.Clear();
        _message.BootCount = _memory.State.BootCount;
        _message.Sequence = _memory.Sequences.Next();
        _message.DeviceCount = _table.Count;
        _message.BatteryPercent = RadioLimits.BatteryUnknown;
        _message.LastHeardSeconds = NeverHeardSeconds;
        if (place == NoPlace)
        {
            _message.DeviceId = _removedCount > 0 ? _removed[0] : 0;
            _message.Flags = _removedCount > 0 ? DeviceFlags.Removed : 0;
            return;
        }

        PairedDevice device = _table.At(place);
        _message.DeviceId = device.DeviceId;
        _message.DeviceKind = device.Kind;
        _message.Variant = device.Variant;
        _message.Flags = FlagsOf(device);
        _message.BatteryPercent = device.BatteryPercent;
        _message.SignalDbm = device.SignalDbm;
        _message.DeviceSignalDbm = device.DeviceSignalDbm;
        _message.LastHeardSeconds = LastHeardSeconds(device, nowMilliseconds);
        _message.SupervisionMinutes = device.SupervisionMinutes;
        _message.Location = device.LocationCode;
        _message.Occupant = device.Occupant;
        _message.Value = device.Value;
    }

    private static int FlagsOf(PairedDevice device)
    {
        int flags = device.IsLost ? DeviceFlags.Lost : 0;
        flags |= device.IsBatteryLow ? DeviceFlags.BatteryLow : 0;
        flags |= device.IsTampered ? DeviceFlags.Tamper : 0;
        flags |= device.IsTested ? 0 : DeviceFlags.Untested;
        flags |= device.IsActive ? DeviceFlags.Active : 0;
        flags |= device.IsVendor ? DeviceFlags.VendorDevice : 0;
        return flags;
    }

    private long LastHeardSeconds(PairedDevice device, long nowMilliseconds)
    {
        long age = NeverHeardSeconds * 1000;
        if (device.HeardAtMilliseconds != PairedDevice.NoTime)
        {
            age = nowMilliseconds - device.HeardAtMilliseconds;
        }
        else if (device.LastHeardUnixMinutes > 0 && _clock.IsSet)
        {
            age = _clock.UnixMilliseconds(nowMilliseconds) - (device.LastHeardUnixMinutes * MinuteMilliseconds);
        }

        age = age < 0 ? 0 : age / 1000;
        return age > NeverHeardSeconds ? NeverHeardSeconds : age;
    }
}
