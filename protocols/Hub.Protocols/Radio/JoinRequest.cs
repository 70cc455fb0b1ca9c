// What a device says of itself to a hub that it wants to join: the text of a join request.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Radio;

/// <summary>A join request, sealed with the join key. An instance is made once and used again.</summary>
public sealed class JoinRequest
{
    /// <summary>What the device is.</summary>
    public DeviceKind DeviceKind { get; set; }

    /// <summary>What tells it from others of its kind.</summary>
    public DeviceVariant Variant { get; set; }

    /// <summary>The version of its firmware, 0 to 65535.</summary>
    public int FirmwareVersion { get; set; }

    /// <summary>Charge of its battery in %, 0 to 100, or 255 for unknown.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>The device's share of the link key's salt, random for each attempt.</summary>
    public byte[] DeviceNonce { get; } = new byte[RadioLimits.JoinNonceBytes];

    /// <summary>Writes the request's <see cref="RadioLimits.JoinRequestBytes"/>.</summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public int Put(byte[] buffer, int offset)
    {
        if (!RadioText.HasRoom(buffer, offset, RadioLimits.JoinRequestBytes))
        {
            return 0;
        }

        buffer[offset] = (byte)(int)DeviceKind;
        buffer[offset + 1] = (byte)(int)Variant;
        LittleEndian.Put(buffer, offset + 2, RadioText.Within(FirmwareVersion, 0, ProtocolLimits.MaxCount), 2);
        buffer[offset + 4] = (byte)RadioText.Battery(BatteryPercent);
        System.Array.Copy(DeviceNonce, 0, buffer, offset + 5, RadioLimits.JoinNonceBytes);
        return RadioLimits.JoinRequestBytes;
    }

    /// <summary>Reads a request; what a later version has appended is passed over.</summary>
    /// <returns>False when the bytes are too few; the fields are then as they were.</returns>
    public bool Get(byte[] buffer, int offset, int count)
    {
        if (count < RadioLimits.JoinRequestBytes || !RadioText.HasRoom(buffer, offset, count))
        {
            return false;
        }

        DeviceKind = (DeviceKind)buffer[offset];
        Variant = (DeviceVariant)buffer[offset + 1];
        FirmwareVersion = (int)LittleEndian.Get(buffer, offset + 2, 2);
        BatteryPercent = RadioText.Battery(buffer[offset + 4]);
        System.Array.Copy(buffer, offset + 5, DeviceNonce, 0, RadioLimits.JoinNonceBytes);
        return true;
    }
}
