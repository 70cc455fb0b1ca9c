// One join request that was answered, until its link key is proven.
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>The keys of an attempt. They live in memory only: what is not proven leaves nothing behind.</summary>
internal sealed class JoinAttempt
{
    internal bool IsInUse { get; set; }

    internal byte[] DeviceNonce { get; } = new byte[RadioLimits.JoinNonceBytes];

    internal byte[] HubNonce { get; } = new byte[RadioLimits.JoinNonceBytes];

    internal byte[] LinkKey { get; } = new byte[RadioLimits.KeyBytes];

    internal DeviceKind DeviceKind { get; set; }

    internal DeviceVariant Variant { get; set; }

    internal int BatteryPercent { get; set; }

    internal bool IsOf(byte[] deviceNonce)
    {
        for (int i = 0; i < DeviceNonce.Length; i++)
        {
            if (DeviceNonce[i] != deviceNonce[i])
            {
                return false;
            }
        }

        return IsInUse;
    }

    internal void Clear()
    {
        IsInUse = false;
        for (int i = 0; i < LinkKey.Length; i++)
        {
            LinkKey[i] = 0;
        }
    }
}
