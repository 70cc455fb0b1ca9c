// What a pairing window is opened for.
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>The terms of one pairing: which device, by which secret, in whose place. Used again and again.</summary>
internal sealed class PairingTerms
{
    /// <summary>The request it answers, 0 for the button on the hub.</summary>
    internal uint PairingId { get; set; }

    /// <summary>The only device that may join, 0 while none is named.</summary>
    internal uint DeviceId { get; set; }

    internal DeviceKind DeviceKind { get; set; }

    /// <summary>The secret of its label, when <see cref="HasSecret"/>.</summary>
    internal byte[] Secret { get; } = new byte[RadioLimits.SecretBytes];

    internal bool HasSecret { get; set; }

    /// <summary>How long it may join, in seconds.</summary>
    internal int Seconds { get; set; }

    internal int LocationCode { get; set; }

    internal int Occupant { get; set; }

    /// <summary>The device whose place it takes, 0 for none.</summary>
    internal uint ReplacesDeviceId { get; set; }

    /// <summary>The description of another vendor's device, 0 for one of the hub's own radio.</summary>
    internal int DescriptionNumber { get; set; }

    internal void Clear()
    {
        PairingId = 0;
        DeviceId = 0;
        DeviceKind = DeviceKind.Unknown;
        for (int i = 0; i < Secret.Length; i++)
        {
            Secret[i] = 0;
        }

        HasSecret = false;
        Seconds = 0;
        LocationCode = 0;
        Occupant = 0;
        ReplacesDeviceId = 0;
        DescriptionNumber = 0;
    }

    internal void CopyFrom(PairingTerms other)
    {
        PairingId = other.PairingId;
        DeviceId = other.DeviceId;
        DeviceKind = other.DeviceKind;
        System.Array.Copy(other.Secret, 0, Secret, 0, Secret.Length);
        HasSecret = other.HasSecret;
        Seconds = other.Seconds;
        LocationCode = other.LocationCode;
        Occupant = other.Occupant;
        ReplacesDeviceId = other.ReplacesDeviceId;
        DescriptionNumber = other.DescriptionNumber;
    }
}
