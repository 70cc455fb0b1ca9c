// What is printed on a device: which it is, and its secret.
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Simulator.World.Devices;

/// <summary>A label. Who reads it can pair the device; who does not cannot.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Variant">What tells it from others of its kind; not on the label, told when it joins.</param>
/// <param name="Secret">The secret of its install code.</param>
public sealed record DeviceLabel(uint DeviceId, DeviceKind Kind, DeviceVariant Variant, byte[] Secret)
{
    /// <summary>The install code as it is printed.</summary>
    public string InstallCode
    {
        get
        {
            InstallCode code = new();
            code.Set(DeviceId, Kind, Secret, 0);
            return code.Format();
        }
    }

    /// <summary>A label with a secret from a source of chance.</summary>
    public static DeviceLabel Make(
        uint deviceId, DeviceKind kind, SeededRandom random, DeviceVariant variant = DeviceVariant.None)
    {
        byte[] secret = new byte[RadioLimits.SecretBytes];
        for (int i = 0; i < secret.Length; i++)
        {
            secret[i] = (byte)random.NextUInt32();
        }

        return new DeviceLabel(deviceId, kind, variant, secret);
    }
}
