// What the device store keeps: paired devices and the number of the last request carried out.
using Hub.Core.Pairing;

namespace Hub.Core.Storage;

/// <summary>Puts devices into records and brings them back from there.</summary>
internal sealed class DeviceContents : ILogOwner
{
    private readonly DeviceTable _devices;

    internal DeviceContents(DeviceTable devices)
    {
        _devices = devices;
    }

    /// <inheritdoc/>
    public int LivePlaces
    {
        get { return 1 + _devices.Capacity; }
    }

    /// <summary>Sequence of the last request that was carried out.</summary>
    internal ulong LastRequestSequence { get; set; }

    /// <summary>How full the last hour of air time was at most, in steps of 50 ms; 0 when never written.</summary>
    internal int AirUse { get; set; }

    /// <summary>True while flash may still hold keys of devices that are gone.</summary>
    internal bool HasRemovedKeys { get; private set; }

    /// <summary>True while the active sector itself may hold some.</summary>
    internal bool IsActiveSectorStale { get; private set; }

    /// <inheritdoc/>
    public int PutLive(int place, byte[] record)
    {
        if (place == 0)
        {
            PutState(record);
            return DeviceRecordKind.State;
        }

        PairedDevice device = _devices.At(place - 1);
        if (!device.IsInUse)
        {
            return 0;
        }

        DeviceRecord.PutDevice(record, device);
        return DeviceRecordKind.Device;
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _devices.Clear();
        LastRequestSequence = 0;
        AirUse = 0;
        HasRemovedKeys = false;
        IsActiveSectorStale = false;
    }

    /// <inheritdoc/>
    public void Apply(byte[] record)
    {
        switch (LogRecord.Kind(record))
        {
            case DeviceRecordKind.State:
                LastRequestSequence = DeviceRecord.GetRequestSequence(record);
                AirUse = DeviceRecord.GetAirUse(record);
                HasRemovedKeys = (DeviceRecord.GetStateFlags(record) & DeviceRecord.RemovedKeysFlag) != 0;
                break;
            case DeviceRecordKind.Device:
                ApplyDevice(record);
                break;
            case DeviceRecordKind.Replaced:
                TakeOut(DeviceRecord.GetReplacedId(record));
                ApplyDevice(record);
                break;
            case DeviceRecordKind.Removed:
                TakeOut(DeviceRecord.DeviceId(record));
                break;
            case DeviceRecordKind.Forgotten:
                TakeAllOut();
                break;
        }
    }

    /// <inheritdoc/>
    public void OnCopied()
    {
        IsActiveSectorStale = false;
    }

    internal void PutState(byte[] record)
    {
        int flags = HasRemovedKeys ? DeviceRecord.RemovedKeysFlag : 0;
        DeviceRecord.PutState(record, LastRequestSequence, flags);
        DeviceRecord.PutAirUse(record, AirUse);
    }

    /// <summary>Takes a device out of the table, if it is there; its key is still on flash.</summary>
    internal void TakeOut(uint deviceId)
    {
        PairedDevice? device = _devices.Find(deviceId);
        if (device != null)
        {
            _devices.Remove(device);
        }

        OnKeyEnded();
    }

    /// <summary>Takes all devices out of the table; their keys are still on flash.</summary>
    internal void TakeAllOut()
    {
        _devices.Clear();
        OnKeyEnded();
    }

    /// <summary>The active sector, and perhaps others, hold a key that is no longer used.</summary>
    internal void OnKeyEnded()
    {
        HasRemovedKeys = true;
        IsActiveSectorStale = true;
    }

    /// <summary>No sector holds the key of a device that is gone any more.</summary>
    internal void OnKeysErased()
    {
        HasRemovedKeys = false;
    }

    private void ApplyDevice(byte[] record)
    {
        PairedDevice? place = _devices.Find(DeviceRecord.DeviceId(record));
        bool isNew = place == null;
        place = isNew ? _devices.TakePlace() : place;

        // More devices than places can only come from a store that other software wrote.
        if (place == null)
        {
            return;
        }

        DeviceRecord.GetDevice(record, place);
        place.KeepInRange();
        if (isNew)
        {
            _devices.Add(place);
        }
    }
}
