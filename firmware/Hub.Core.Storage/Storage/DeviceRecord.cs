// The payloads of the device store's records; firmware/README.md has them as tables.
using Hub.Core.Pairing;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Storage;

/// <summary>
/// Writes and reads what is the device store's own in its records; <see cref="LogRecord"/> has the rest. A device is
/// always written whole: a damaged record then costs what it told, never the device.
/// </summary>
internal static class DeviceRecord
{
    /// <summary>Size of a record, and of a slot.</summary>
    internal const int Bytes = 64;

    /// <summary>"DEVS", in the header of each sector.</summary>
    internal const uint Magic = 0x53564544;

    /// <summary>In a state record: sectors before this one may still hold keys of devices that are gone.</summary>
    internal const int RemovedKeysFlag = 1;

    private const int PayloadOffset = LogRecord.PayloadOffset;
    private const int KeyOffset = PayloadOffset + 16;
    private const int ReplacedOffset = PayloadOffset + 44;

    // A device that has told no event yet; its event number is then 0.
    private const int NoEventFlag = 0x80;

    internal static void PutState(byte[] slot, ulong lastRequestSequence, int flags)
    {
        LittleEndian.Put(slot, PayloadOffset, lastRequestSequence, 8);
        LittleEndian.Put(slot, PayloadOffset + 8, (ulong)flags, 1);
    }

    internal static void PutAirUse(byte[] slot, int steps)
    {
        slot[PayloadOffset + 9] = (byte)steps;
    }

    internal static int GetAirUse(byte[] slot)
    {
        return slot[PayloadOffset + 9];
    }

    internal static ulong GetRequestSequence(byte[] slot)
    {
        return LittleEndian.Get(slot, PayloadOffset, 8);
    }

    internal static int GetStateFlags(byte[] slot)
    {
        return slot[PayloadOffset + 8];
    }

    internal static void PutDevice(byte[] slot, PairedDevice device)
    {
        bool hasEvent = device.LastEvent != PairedDevice.NoEvent;
        LittleEndian.Put(slot, PayloadOffset, device.DeviceId, 4);
        LittleEndian.Put(slot, PayloadOffset + 4, device.Counter, 4);
        LittleEndian.Put(slot, PayloadOffset + 8, device.OrderCounter, 4);
        LittleEndian.Put(slot, PayloadOffset + 12, device.LastHeardUnixMinutes, 4);
        for (int i = 0; i < RadioLimits.KeyBytes; i++)
        {
            slot[KeyOffset + i] = device.LinkKey[i];
        }

        LittleEndian.Put(slot, PayloadOffset + 32, (ulong)device.LocationCode, 2);
        LittleEndian.Put(slot, PayloadOffset + 34, (ulong)device.SupervisionMinutes, 2);
        LittleEndian.Put(slot, PayloadOffset + 36, (ulong)(hasEvent ? device.LastEvent : 0), 2);
        LittleEndian.Put(slot, PayloadOffset + 38, (ulong)(int)device.Kind, 1);
        LittleEndian.Put(slot, PayloadOffset + 39, (ulong)(int)device.Variant, 1);
        LittleEndian.Put(slot, PayloadOffset + 40, (ulong)device.Occupant, 1);
        LittleEndian.Put(slot, PayloadOffset + 41, (ulong)device.BatteryPercent, 1);
        slot[PayloadOffset + 42] = (byte)(device.StoredFlags | (hasEvent ? 0 : NoEventFlag));
    }

    internal static void GetDevice(byte[] slot, PairedDevice device)
    {
        int flags = slot[PayloadOffset + 42];
        bool hasEvent = (flags & NoEventFlag) == 0;
        device.DeviceId = DeviceId(slot);
        device.Counter = (uint)LittleEndian.Get(slot, PayloadOffset + 4, 4);
        device.OrderCounter = (uint)LittleEndian.Get(slot, PayloadOffset + 8, 4);
        device.LastHeardUnixMinutes = (uint)LittleEndian.Get(slot, PayloadOffset + 12, 4);
        for (int i = 0; i < RadioLimits.KeyBytes; i++)
        {
            device.LinkKey[i] = slot[KeyOffset + i];
        }

        device.LocationCode = (int)LittleEndian.Get(slot, PayloadOffset + 32, 2);
        device.SupervisionMinutes = (int)LittleEndian.Get(slot, PayloadOffset + 34, 2);
        device.LastEvent = hasEvent ? (int)LittleEndian.Get(slot, PayloadOffset + 36, 2) : PairedDevice.NoEvent;
        device.Kind = (DeviceKind)(int)slot[PayloadOffset + 38];
        device.Variant = (DeviceVariant)(int)slot[PayloadOffset + 39];
        device.Occupant = slot[PayloadOffset + 40];
        device.BatteryPercent = slot[PayloadOffset + 41];
        device.StoredFlags = flags;
    }

    /// <summary>The device that a record of a device, of a replacement or of a removal is about.</summary>
    internal static uint DeviceId(byte[] slot)
    {
        return (uint)LittleEndian.Get(slot, PayloadOffset, 4);
    }

    internal static void PutReplaced(byte[] slot, uint replacedId, PairedDevice device)
    {
        PutDevice(slot, device);
        LittleEndian.Put(slot, ReplacedOffset, replacedId, 4);
    }

    internal static uint GetReplacedId(byte[] slot)
    {
        return (uint)LittleEndian.Get(slot, ReplacedOffset, 4);
    }

    internal static void PutRemoved(byte[] slot, uint deviceId)
    {
        LittleEndian.Put(slot, PayloadOffset, deviceId, 4);
    }
}
