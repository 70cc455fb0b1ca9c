// Whether an envelope says what this hub may run: well-formed, signed with a key it trusts, meant for it.
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>Placeholder until the release reader is in.</summary>
internal sealed class ReleaseProof
{
    internal ReleaseProof(HubSettings settings, IFirmware firmware)
    {
        _ = settings;
        _ = firmware;
    }

    internal byte[] Envelope { get; private set; } = new byte[0];

    internal UpdateReason Fault { get; private set; }

    internal int ImageBytes { get; private set; }

    internal byte[] ListDigest { get; } = new byte[32];

    internal int BatteryPercent { get; private set; }

    internal bool IsKeyChange { get; private set; }

    internal bool IsProved { get; private set; }

    internal UpdateReason Begin(byte[] envelope, UpdateRecord record)
    {
        Envelope = envelope;
        _ = record;
        return UpdateReason.None;
    }

    internal bool Step()
    {
        return true;
    }

    internal void TakeKeys(UpdateRecord record)
    {
        _ = record;
    }

    internal void CopyKeyIds(UpdateRecord record, byte[] into)
    {
        _ = record;
        _ = into;
    }
}
