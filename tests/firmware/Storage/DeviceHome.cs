// Paired devices around one flash part, with a model outside the hub that knows what must still be there.
using System;
using System.Collections.Generic;
using Firmware.Tests.World;
using Hub.Core.Pairing;
using Hub.Core.Storage;
using Hub.Protocols.Devices;

namespace Firmware.Tests.Storage;

/// <summary>
/// Runs the real store on a flash part. The model holds what the last successful write left, and what the write that
/// is under way would leave: after a cut one of the two must come back, exactly and whole.
/// </summary>
internal sealed class DeviceHome
{
    private readonly NorFlash _flash;
    private readonly Dictionary<uint, DeviceFacts> _ended = [];
    private HomeFacts _kept = new();
    private HomeFacts? _underWay;
    private int _keys;

    internal DeviceHome(NorFlash flash)
    {
        _flash = flash;
        Table = new DeviceTable();
        Store = new DeviceStore(flash, Table);
    }

    internal DeviceTable Table { get; private set; }

    internal DeviceStore Store { get; private set; }

    /// <summary>Starts the hub on what the flash holds.</summary>
    internal void Boot()
    {
        Table = new DeviceTable();
        Store = new DeviceStore(_flash, Table);
        Assert.True(Store.Mount());
    }

    internal HomeFacts Read() => HomeFacts.Of(Table, Store);

    internal List<uint> Ids() => [.. Read().Devices.Keys];

    /// <summary>What must hold after every recovery; from here on, what came back is what was kept.</summary>
    internal void CheckRecovered()
    {
        Assert.False(Store.IsFaulty);
        HomeFacts actual = Read();
        if (!actual.IsSameAs(_kept) && (_underWay == null || !actual.IsSameAs(_underWay)))
        {
            Assert.Fail($"came back:\n{actual}\nkept:\n{_kept}\nunder way:\n{_underWay}");
        }

        End(actual);
        CheckNoEndedKeyIsReadable();
    }

    internal void CheckNoEndedKeyIsReadable()
    {
        Assert.False(Store.HasRemovedKeys);
        foreach (DeviceFacts device in _ended.Values)
        {
            Assert.False(IsOnFlash(device.Key()), $"the key of {device.DeviceId}, which is gone, is on flash");
        }
    }

    internal bool IsOnFlash(byte[] key)
    {
        for (int sector = 0; sector < _flash.SectorCount; sector++)
        {
            if (_flash.Sector(sector).AsSpan().IndexOf(key) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    internal bool Pair(uint id)
    {
        PairedDevice device = Fill(Table.TakePlace()!, id);
        return Write(Store.WritePaired, device);
    }

    /// <summary>Puts devices into the table without writing any of them.</summary>
    internal void Deliver(params uint[] ids)
    {
        foreach (uint id in ids)
        {
            Table.Add(Fill(Table.TakePlace()!, id));
        }

        _underWay = Read();
    }

    /// <summary>Writes one of the delivered devices, and with it all.</summary>
    internal bool WriteDelivered(uint id) => Finish(Store.WritePaired(Table.Find(id)!));

    internal bool Move(uint id, int location)
    {
        PairedDevice device = Table.Find(id)!;
        device.LocationCode = location;
        device.Occupant = 1 + (location % 9);
        return Write(Store.WritePaired, device);
    }

    internal bool Replace(uint oldId, uint newId)
    {
        PairedDevice device = Fill(Table.TakePlaceForReplacement(), newId);
        _underWay = new HomeFacts(_kept);
        _underWay.Devices.Remove(oldId);
        _underWay.Devices[newId] = DeviceFacts.Of(device);
        return Finish(Store.WriteReplaced(oldId, device));
    }

    internal bool Remove(uint id)
    {
        _underWay = new HomeFacts(_kept);
        _underWay.Devices.Remove(id);
        return Finish(Store.WriteRemoved(id));
    }

    internal bool Forget()
    {
        _underWay = new HomeFacts { Request = _kept.Request };
        return Finish(Store.WriteForgotten());
    }

    internal bool Report(uint id)
    {
        PairedDevice device = Table.Find(id)!;
        device.Counter++;
        device.LastEvent = (device.LastEvent + 1) & 0xFFFF;
        device.LastHeardUnixMinutes += 60;
        device.BatteryPercent = (int)(device.Counter % 101);
        device.IsActive = device.Counter % 2 == 0;
        device.OrderCounter += device.Counter % 3 == 0 ? 1u : 0;
        return Write(Store.WriteProgress, device);
    }

    internal bool Request()
    {
        _underWay = new HomeFacts(_kept) { Request = _kept.Request + 1_000_000_007 };
        return Finish(Store.WriteRequest(_underWay.Request));
    }

    internal DeviceHome CloneOnto(NorFlash flash)
    {
        DeviceHome clone = new(flash)
        {
            _kept = new HomeFacts(_kept),
            _underWay = _underWay == null ? null : new HomeFacts(_underWay),
            _keys = _keys,
        };
        foreach (KeyValuePair<uint, DeviceFacts> pair in _ended)
        {
            clone._ended.Add(pair.Key, pair.Value);
        }

        return clone;
    }

    private PairedDevice Fill(PairedDevice device, uint id)
    {
        device.DeviceId = id;
        device.Kind = (DeviceKind)(int)(1 + (id % 17));
        device.Variant = (DeviceVariant)(int)(id % 4);
        device.LocationCode = (int)(id % 1000);
        device.Occupant = (int)(id % 10);
        _keys++;
        for (int i = 0; i < device.LinkKey.Length; i++)
        {
            device.LinkKey[i] = (byte)((id * 31) + (_keys * (i + 7)) + (i * i * 5));
        }

        device.SupervisionMinutes = 65_535 - (int)(id % 100);
        device.Counter = id * 3;
        device.LastHeardUnixMinutes = 28_000_000 + id;
        device.IsTested = id % 2 == 0;
        device.IsVendor = id % 5 == 0;
        return device;
    }

    private bool Write(Func<PairedDevice, bool> write, PairedDevice device)
    {
        _underWay = new HomeFacts(_kept);
        _underWay.Devices[device.DeviceId] = DeviceFacts.Of(device);
        return Finish(write(device));
    }

    private bool Finish(bool isWritten)
    {
        if (isWritten)
        {
            HomeFacts actual = Read();
            Assert.True(actual.IsSameAs(_underWay!), "what was written is not what the table holds");
            End(actual);
        }

        return isWritten;
    }

    // From here on, this is what is kept; a key that was and is no more must not be read from flash.
    private void End(HomeFacts actual)
    {
        foreach (DeviceFacts device in _kept.Devices.Values)
        {
            if (!actual.Devices.TryGetValue(device.DeviceId, out DeviceFacts? now) || now.KeyStart != device.KeyStart)
            {
                _ended[device.DeviceId] = device;
            }
        }

        _kept = actual;
        _underWay = null;
    }
}
