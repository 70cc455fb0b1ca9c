// The paired devices across power cuts: keys, counters and what is known of each, append-only in flash of its own.
using Hub.Core.Pairing;
using Hub.Core.Ports;

namespace Hub.Core.Storage;

/// <summary>
/// Keeps a <see cref="DeviceTable"/> in flash. Every write returns true when the change survives a power cut at any
/// byte, and leaves the old state or the new when it is cut. How: <see cref="RecordLog"/>; layout and reasoning:
/// <c>firmware/README.md</c>.
/// </summary>
/// <remarks>
/// What is in the table is what a copy writes. So a write that returns false has changed the table all the same, and
/// goes to flash with the next copy, after the fault; a caller that gives up a pairing then takes the device out again
/// with <see cref="WriteRemoved"/>. As long as the store is not mounted nothing is changed, in the table neither.
/// </remarks>
public sealed class DeviceStore
{
    private readonly DeviceTable _devices;
    private readonly LogSectors _sectors;
    private readonly DeviceContents _contents;
    private readonly RecordLog _log;
    private long _eraseAgainAtMilliseconds;

    /// <summary>Makes a store over a flash part of its own; nothing is read or written yet.</summary>
    /// <param name="flash">At least two sectors of <see cref="Limits.MinDeviceSectorBytes"/>.</param>
    /// <param name="devices">The table it keeps, empty.</param>
    public DeviceStore(IFlash flash, DeviceTable devices)
    {
        _devices = devices;
        _sectors = new LogSectors(
            flash, DeviceRecord.Bytes, DeviceRecordKind.Highest, Limits.MinDeviceSectorBytes);
        _contents = new DeviceContents(devices);
        _log = new RecordLog(_sectors, _contents, DeviceRecord.Magic, Limits.MaxDevices);
    }

    /// <summary>True once the flash has been read; false while it cannot be.</summary>
    public bool IsMounted
    {
        get { return _log.IsMounted; }
    }

    /// <summary>True while nothing can be written; changes then live in memory only.</summary>
    public bool IsFaulty
    {
        get { return _log.IsFaulty; }
    }

    /// <summary>
    /// True when the mount found that this flash has never held a store: it was blank, or held no more than a cut left
    /// of the very first copy. The first write, or the first idle step, makes it a store for good. Devices that are in
    /// the table by then are in that first copy, all of them or none.
    /// </summary>
    public bool IsBlankAtMount { get; private set; }

    /// <summary>True when the flash had held a store and nothing whole of it was found; the table is then empty.
    /// </summary>
    public bool IsHistoryLost
    {
        get { return _log.IsHistoryLost && !IsBlankAtMount; }
    }

    /// <summary>Records that the mount found damaged, put right or not.</summary>
    public int DamagedRecordCount
    {
        get { return _log.DamagedCount + _log.CorrectedCount; }
    }

    /// <summary>True while flash may still hold the key of a device that was removed, because an erasure failed; it is
    /// tried again until it succeeds.</summary>
    public bool HasRemovedKeys
    {
        get { return _contents.HasRemovedKeys; }
    }

    /// <summary>Sequence of the last request for a pairing or a removal that was carried out; 0 before the first.
    /// </summary>
    public ulong LastRequestSequence
    {
        get { return _contents.LastRequestSequence; }
    }

    /// <summary>Erasures since the start.</summary>
    public long EraseCount
    {
        get { return _sectors.EraseCount; }
    }

    /// <summary>Records written since the start.</summary>
    public long WriteCount
    {
        get { return _sectors.WriteCount; }
    }

    /// <summary>Flash operations that failed since the start.</summary>
    public long ErrorCount
    {
        get { return _sectors.ErrorCount; }
    }

    internal int FreeSlots
    {
        get { return _log.FreeSlots; }
    }

    /// <summary>
    /// Reads the flash into the table, leaves behind what a cut or damage left there, and finishes a removal that was
    /// cut. May be called again as long as it fails; a cut at any byte of it loses nothing.
    /// </summary>
    /// <returns>True when the flash has been read; whether it can also be written, <see cref="IsFaulty"/> tells.
    /// </returns>
    public bool Mount()
    {
        if (_log.IsMounted)
        {
            return true;
        }

        if (!_log.Mount())
        {
            return false;
        }

        // Nothing is written to a blank store yet: what was delivered with the hub is to be in its first copy.
        IsBlankAtMount = _log.IsUnbegun;
        bool isCopied = IsBlankAtMount || !_log.NeedsCompaction || _log.Compact();
        if (isCopied && _contents.HasRemovedKeys)
        {
            EraseRemovedKeys();
        }

        return true;
    }

    /// <summary>Writes a device whole: newly paired (it is then added to the table), or with another room, occupant
    /// or interval. A new key for a device in the table ends the old one as <see cref="WriteReplaced"/> does when it
    /// is given in a place of its own.</summary>
    /// <param name="device">A place of the table.</param>
    public bool WritePaired(PairedDevice device)
    {
        PairedDevice? known = _devices.Find(device.DeviceId);
        if (known != null && known != device)
        {
            return WriteReplaced(device.DeviceId, device);
        }

        if (!_log.IsMounted || !AddIfNew(device))
        {
            return false;
        }

        return AppendDevice(device);
    }

    /// <summary>Writes what has changed of a device in the table: counters, last event, last heard, battery and flags.
    /// </summary>
    /// <returns>False too when the device is not in the table.</returns>
    public bool WriteProgress(PairedDevice device)
    {
        return device.IsInUse && AppendDevice(device);
    }

    /// <summary>Takes a device out of the table and, before it returns, its key from flash. An id that is not in the
    /// table is no fault.</summary>
    /// <returns>True when the device stays gone. Whether its key could be erased, <see cref="HasRemovedKeys"/> tells.
    /// </returns>
    public bool WriteRemoved(uint deviceId)
    {
        if (!_log.IsMounted)
        {
            return false;
        }

        if (_devices.Find(deviceId) == null)
        {
            return !_log.IsFaulty;
        }

        _contents.TakeOut(deviceId);
        byte[]? record = _log.Begin(DeviceRecordKind.Removed);
        if (record == null)
        {
            return false;
        }

        DeviceRecord.PutRemoved(record, deviceId);
        return AppendAndErase();
    }

    /// <summary>
    /// Puts a device in the place of another, in one record: after a cut one of the two is paired, never both and
    /// never none. The old key is gone from flash before this returns.
    /// </summary>
    /// <param name="oldId">The device that goes; may be the same id, for a new key.</param>
    /// <param name="device">The device that comes: a place of the table, taken for a replacement.</param>
    public bool WriteReplaced(uint oldId, PairedDevice device)
    {
        if (!_log.IsMounted)
        {
            return false;
        }

        if (_devices.Find(oldId) != device)
        {
            _contents.TakeOut(oldId);
        }

        _contents.OnKeyEnded();
        if (!AddIfNew(device))
        {
            return false;
        }

        byte[]? record = _log.Begin(DeviceRecordKind.Replaced);
        if (record == null)
        {
            return false;
        }

        DeviceRecord.PutReplaced(record, oldId, device);
        return AppendAndErase();
    }

    /// <summary>Takes all devices out of the table, in one record, and before it returns their keys from flash. The
    /// number of the last request stays.</summary>
    public bool WriteForgotten()
    {
        if (!_log.IsMounted)
        {
            return false;
        }

        _contents.TakeAllOut();
        return _log.Begin(DeviceRecordKind.Forgotten) != null && AppendAndErase();
    }

    /// <summary>How much of an hour's air time may have been used before the last write of it, in steps of 50 ms;
    /// 0 when it was never more than half.</summary>
    public int AirUse
    {
        get { return _contents.AirUse; }
    }

    /// <summary>Writes how much of an hour's air time may have been used, in steps of 50 ms, before it is.</summary>
    public bool WriteAirUse(int steps)
    {
        byte[]? record = _log.Begin(DeviceRecordKind.State);
        if (record == null)
        {
            return false;
        }

        _contents.AirUse = steps;
        _contents.PutState(record);
        return _log.Append();
    }

    /// <summary>Writes the sequence of a request that was carried out; it never goes back.</summary>
    public bool WriteRequest(ulong sequence)
    {
        byte[]? record = _log.Begin(DeviceRecordKind.State);
        if (record == null)
        {
            return false;
        }

        if (sequence > _contents.LastRequestSequence)
        {
            _contents.LastRequestSequence = sequence;
        }

        _contents.PutState(record);
        return _log.Append();
    }

    /// <summary>
    /// Work for idle steps: makes a blank part a store, copies ahead of time, so that a report seldom waits for an
    /// erasure, and tries again after a fault. Does nothing before the store is mounted.
    /// </summary>
    /// <returns>True when it did something.</returns>
    public bool Maintain(long nowMilliseconds)
    {
        if (_log.Maintain(nowMilliseconds))
        {
            return true;
        }

        if (!_contents.HasRemovedKeys || !_log.IsMounted || _log.IsFaulty
            || nowMilliseconds < _eraseAgainAtMilliseconds)
        {
            return false;
        }

        _eraseAgainAtMilliseconds = nowMilliseconds + Limits.KeyEraseRetryMilliseconds;
        EraseRemovedKeys();
        return true;
    }

    private bool AddIfNew(PairedDevice device)
    {
        if (!device.IsInUse)
        {
            // Full, and the device to be replaced is not in it.
            if (_devices.Count >= _devices.Capacity)
            {
                return false;
            }

            _devices.Add(device);
        }

        return true;
    }

    private bool AppendDevice(PairedDevice device)
    {
        byte[]? record = _log.Begin(DeviceRecordKind.Device);
        if (record == null)
        {
            return false;
        }

        DeviceRecord.PutDevice(record, device);
        return _log.Append();
    }

    private bool AppendAndErase()
    {
        if (!_log.Append())
        {
            return false;
        }

        // What was appended stands; an erasure that fails is tried again later.
        EraseRemovedKeys();
        return true;
    }

    // Copies what lives into the next sector and erases all others; then notes that this is done. A cut before the
    // note makes the next mount do it again.
    private void EraseRemovedKeys()
    {
        if ((_contents.IsActiveSectorStale && !_log.Compact()) || !_log.EraseOthers())
        {
            return;
        }

        _contents.OnKeysErased();
        byte[]? record = _log.Begin(DeviceRecordKind.State);
        if (record != null)
        {
            _contents.PutState(record);
            _log.Append();
        }
    }
}
