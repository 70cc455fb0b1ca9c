// All that the device store keeps of one device, compared by value.
using System;
using System.Buffers.Binary;
using Hub.Core.Pairing;
using Hub.Protocols.Devices;

namespace Firmware.Tests.Storage;

internal sealed record DeviceFacts(
    uint DeviceId, DeviceKind Kind, DeviceVariant Variant, int LocationCode, int Occupant, ulong KeyStart,
    ulong KeyEnd, int SupervisionMinutes, uint Counter, uint OrderCounter, int LastEvent, uint LastHeardUnixMinutes,
    int BatteryPercent, bool IsTested, bool IsVendor, bool IsLost, bool IsBatteryLow, bool IsTampered, bool IsActive)
{
    internal static DeviceFacts Of(PairedDevice device)
    {
        return new DeviceFacts(
            device.DeviceId, device.Kind, device.Variant, device.LocationCode, device.Occupant,
            BinaryPrimitives.ReadUInt64LittleEndian(device.LinkKey),
            BinaryPrimitives.ReadUInt64LittleEndian(device.LinkKey.AsSpan(8)),
            device.SupervisionMinutes, device.Counter, device.OrderCounter, device.LastEvent,
            device.LastHeardUnixMinutes, device.BatteryPercent, device.IsTested, device.IsVendor, device.IsLost,
            device.IsBatteryLow, device.IsTampered, device.IsActive);
    }

    internal byte[] Key()
    {
        byte[] key = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(key, KeyStart);
        BinaryPrimitives.WriteUInt64LittleEndian(key.AsSpan(8), KeyEnd);
        return key;
    }
}
