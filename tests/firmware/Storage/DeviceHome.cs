// Paired devices around one flash part, with a model outside the hub that knows what must still be there.
using System;
using System.Collections.Generic;
using System.Linq;
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
    private readonly HashSet<string> _keysEverPaired = [];
    private SortedDictionary<uint, string> _kept = [];
    private SortedDictionary<uint, string>? _underWay;
    private ulong _keptRequest;
    private ulong _requestUnderWay;
    private int _keys;

    internal DeviceHome(NorFlash flash)
    {
        _flash = flash;
        Table = new DeviceTable();
        Store = new DeviceStore(flash, Table);
    }

    internal DeviceTable Table { get; private set; }

    internal DeviceStore Store { get; private set; }

    internal int Count => _kept.Count;

    /// <summary>Starts the hub on what the flash holds.</summary>
    internal void Boot()
    {
        Table = new DeviceTable();
        Store = new DeviceStore(_flash, Table);
        Assert.True(Store.Mount());
    }

    /// <summary>What must hold after every recovery; from here on, what came back is what was kept.</summary>
    internal void CheckRecovered()
    {
        Assert.False(Store.IsFaulty);
        string actual = Describe(Read(), Store.LastRequestSequence);
        string kept = Describe(_kept, _keptRequest);
        string? other = _underWay == null ? null : Describe(_underWay, _requestUnderWay);
        Assert.True(
            actual == kept || actual == other, $"came back:\n{actual}\nkept:\n{kept}\nunder way:\n{other}");
        _kept = Read();
        _keptRequest = Store.LastRequestSequence;
        _underWay = null;
        CheckNoEndedKeyIsReadable();
    }

    internal void CheckNoEndedKeyIsReadable()
    {
        Assert.False(Store.HasRemovedKeys);
        HashSet<string> live = Devices().Select(d => Convert.ToHexString(d.LinkKey)).ToHashSet();
        foreach (string key in _keysEverPaired.Where(k => !live.Contains(k)))
        {
            Assert.False(IsOnFlash(Convert.FromHexString(key)), $"the key {key} of a removed device is on flash");
        }
    }

    internal bool IsOnFlash(byte[] key) =>
        Enumerable.Range(0, _flash.SectorCount).Any(s => _flash.Sector(s).AsSpan().IndexOf(key) >= 0);

    internal bool Pair(uint id)
    {
        PairedDevice device = Fill(Table.TakePlace()!, id);
        return Write(() => Store.WritePaired(device), next => next[id] = Describe(device));
    }

    /// <summary>Puts devices into the table without writing any of them.</summary>
    internal void Deliver(params uint[] ids)
    {
        _underWay = new SortedDictionary<uint, string>(_kept);
        foreach (uint id in ids)
        {
            PairedDevice device = Fill(Table.TakePlace()!, id);
            Table.Add(device);
            _underWay[id] = Describe(device);
        }
    }

    /// <summary>Writes the first of the delivered devices, and with it all.</summary>
    internal bool WriteDelivered(uint id)
    {
        SortedDictionary<uint, string> all = _underWay!;
        return Write(() => Store.WritePaired(Table.Find(id)!), next => CopyTo(all, next));
    }

    internal bool Move(uint id, int location)
    {
        PairedDevice device = Table.Find(id)!;
        device.LocationCode = location;
        device.Occupant = 1 + (location % 9);
        return Write(() => Store.WritePaired(device), next => next[id] = Describe(device));
    }

    internal bool Replace(uint oldId, uint newId)
    {
        PairedDevice device = Fill(Table.TakePlaceForReplacement(), newId);
        return Write(() => Store.WriteReplaced(oldId, device), next =>
        {
            next.Remove(oldId);
            next[newId] = Describe(device);
        });
    }

    internal bool Remove(uint id) => Write(() => Store.WriteRemoved(id), next => next.Remove(id));

    internal bool Forget() => Write(() => Store.WriteForgotten(), next => next.Clear());

    internal bool Report(uint id)
    {
        PairedDevice device = Table.Find(id)!;
        device.Counter++;
        device.LastEvent = (device.LastEvent + 1) & 0xFFFF;
        device.LastHeardUnixMinutes += 60;
        device.BatteryPercent = (int)(device.Counter % 101);
        device.IsActive = device.Counter % 2 == 0;
        device.OrderCounter += device.Counter % 3 == 0 ? 1u : 0;
        return Write(() => Store.WriteProgress(device), next => next[id] = Describe(device));
    }

    internal bool Request()
    {
        ulong sequence = _keptRequest + 1_000_000_007;
        _requestUnderWay = sequence;
        _underWay = new SortedDictionary<uint, string>(_kept);
        return End(Store.WriteRequest(sequence));
    }

    internal DeviceHome CloneOnto(NorFlash flash)
    {
        DeviceHome clone = new(flash)
        {
            _kept = new SortedDictionary<uint, string>(_kept),
            _underWay = _underWay == null ? null : new SortedDictionary<uint, string>(_underWay),
            _keptRequest = _keptRequest,
            _requestUnderWay = _requestUnderWay,
            _keys = _keys,
        };
        clone._keysEverPaired.UnionWith(_keysEverPaired);
        return clone;
    }

    internal IEnumerable<PairedDevice> Devices() =>
        Enumerable.Range(0, Table.Capacity).Select(Table.At).Where(d => d.IsInUse);

    internal string Describe() => Describe(Read(), Store.LastRequestSequence);

    internal static string Describe(PairedDevice device)
    {
        return string.Join(
            ' ', device.DeviceId, (int)device.Kind, (int)device.Variant, device.LocationCode, device.Occupant,
            Convert.ToHexString(device.LinkKey), device.SupervisionMinutes, device.Counter, device.OrderCounter,
            device.LastEvent, device.LastHeardUnixMinutes, device.BatteryPercent, device.IsTested, device.IsVendor,
            device.IsLost, device.IsBatteryLow, device.IsTampered, device.IsActive);
    }

    private PairedDevice Fill(PairedDevice device, uint id)
    {
        device.DeviceId = id;
        device.Kind = (DeviceKind)(int)(1 + (id % 17));
        device.Variant = (DeviceVariant)(int)(id % 4);
        device.LocationCode = (int)(id % 1000);
        device.Occupant = (int)(id % 10);
        new Random(((int)id * 1000) + ++_keys).NextBytes(device.LinkKey);
        device.SupervisionMinutes = 65_535 - (int)(id % 100);
        device.Counter = id * 3;
        device.LastHeardUnixMinutes = 28_000_000 + id;
        device.IsTested = id % 2 == 0;
        device.IsVendor = id % 5 == 0;
        return device;
    }

    private bool Write(Func<bool> write, Action<SortedDictionary<uint, string>> change)
    {
        _underWay = new SortedDictionary<uint, string>(_kept);
        _requestUnderWay = _keptRequest;
        change(_underWay);
        foreach (string line in _kept.Values)
        {
            _keysEverPaired.Add(line.Split(' ')[5]);
        }

        return End(write());
    }

    private bool End(bool isWritten)
    {
        if (isWritten)
        {
            _kept = _underWay!;
            _keptRequest = _requestUnderWay;
            _underWay = null;
            Assert.Equal(Describe(_kept, _keptRequest), Describe());
        }

        return isWritten;
    }

    private SortedDictionary<uint, string> Read()
    {
        SortedDictionary<uint, string> read = [];
        foreach (PairedDevice device in Devices())
        {
            read.Add(device.DeviceId, Describe(device));
        }

        Assert.Equal(Table.Count, read.Count);
        return read;
    }

    private static void CopyTo(SortedDictionary<uint, string> from, SortedDictionary<uint, string> to)
    {
        foreach (KeyValuePair<uint, string> pair in from)
        {
            to[pair.Key] = pair.Value;
        }
    }

    private static string Describe(SortedDictionary<uint, string> devices, ulong request) =>
        string.Join('\n', devices.Values.Append(request.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
