// Whether an envelope says what this hub may run: well-formed, signed with a key it trusts, meant for it.
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>
/// Reads an envelope at once and verifies its signature in steps. What it says of the hub itself is looked at only when
/// the signature is right. Keys that a release has told count before those from the bench.
/// </summary>
internal sealed class ReleaseProof
{
    private const int SuccessorPlace = 1;

    private readonly IFirmware _firmware;
    private readonly byte[][] _benchKeys;
    private readonly byte[] _vendorId;
    private readonly byte[] _classId;
    private readonly ReleaseReader _reader = new ReleaseReader();
    private readonly ReleaseCheck _check = new ReleaseCheck();
    private readonly Release _release = new Release();
    private readonly byte[] _keyId = new byte[UpdateLimits.SigningKeyIdBytes];
    private UpdateRecord? _record;

    internal ReleaseProof(HubSettings settings, IFirmware firmware)
    {
        _firmware = firmware;
        _benchKeys = settings.ReleaseKeys;
        _vendorId = settings.VendorId;
        _classId = settings.ClassId;
    }

    /// <summary>The envelope under proof.</summary>
    internal byte[] Envelope { get; private set; } = new byte[0];

    /// <summary>Why the release is refused; None while the proof is under way.</summary>
    internal UpdateReason Fault { get; private set; }

    /// <summary>Whether the release is proved.</summary>
    internal bool IsProved { get; private set; }

    /// <summary>Whether it tells a new key and brings no image.</summary>
    internal bool IsKeyChange
    {
        get { return _release.IsKeyChange; }
    }

    /// <summary>Bytes of the image for this hub.</summary>
    internal int ImageBytes
    {
        get { return IsProved ? Image.ImageBytes : 0; }
    }

    /// <summary>The digest of the list of digests of that image.</summary>
    internal byte[] ListDigest
    {
        get { return Image.ListDigest; }
    }

    /// <summary>The least charge that the release asks for, in percent; 0 while not known.</summary>
    internal int BatteryPercent
    {
        get { return IsProved && !IsKeyChange ? Image.MinimumBatteryPercent : 0; }
    }

    /// <summary>What the release says of the image for this hub; of no meaning before it is proved.</summary>
    internal ReleaseImage Image
    {
        get { return _release.Image(_record == null ? 0 : _record.ImageIndex); }
    }

    /// <summary>Begins with another envelope.</summary>
    /// <returns>Why it is refused; None when the proof goes on.</returns>
    internal UpdateReason Begin(byte[] envelope, UpdateRecord record)
    {
        Forget();
        _record = record;
        Envelope = envelope;
        if (_reader.Read(envelope, envelope.Length, _release) != ReleaseFault.None
            || _release.Sequence != record.ReleaseSequence)
        {
            return _release.Sequence != record.ReleaseSequence && _release.Sequence != 0
                ? UpdateReason.OtherEnvelope : UpdateReason.BadEnvelope;
        }

        _check.Begin(envelope, _release, _vendorId, KeyAt(record, 0), KeyAt(record, SuccessorPlace));
        return UpdateReason.None;
    }

    /// <summary>Goes on for one step.</summary>
    /// <returns>Whether the proof is over; <see cref="Fault"/> says how it ended.</returns>
    internal bool Step()
    {
        if (!_check.Step(Limits.CompressionsPerStep))
        {
            return false;
        }

        Fault = Meaning(_check.Fault);
        if (Fault == UpdateReason.None)
        {
            Fault = IsKeyChange ? WhyNoKey() : WhyNotHere();
        }

        IsProved = Fault == UpdateReason.None;
        return true;
    }

    /// <summary>Forgets the release.</summary>
    internal void Forget()
    {
        IsProved = false;
        Fault = UpdateReason.None;
        _release.Clear();
    }

    /// <summary>The key that signed becomes the current one, the one that it tells its successor.</summary>
    internal void TakeKeys(UpdateRecord record)
    {
        byte[] signer = KeyAt(record, _check.KeyIndex);
        record.SetKey(0, signer, 0, signer.Length);
        record.SetKey(SuccessorPlace, _release.NewKey, 0, _release.NewKeyBytes);
    }

    /// <summary>Writes the ids of the keys that are trusted, zeros for none.</summary>
    internal void CopyKeyIds(UpdateRecord record, byte[] into)
    {
        for (int place = 0; place < UpdateLimits.TrustedKeys; place++)
        {
            byte[] key = KeyAt(record, place);
            if (key.Length > 0)
            {
                ReleaseCheck.PutKeyId(key, key.Length, _keyId);
            }

            for (int i = 0; i < UpdateLimits.SigningKeyIdBytes; i++)
            {
                into[(place * UpdateLimits.SigningKeyIdBytes) + i] = key.Length > 0 ? _keyId[i] : (byte)0;
            }
        }
    }

    // The one that replaces must not be the one to be replaced: a stolen current key could shut its owner out.
    private UpdateReason WhyNoKey()
    {
        return _check.KeyIndex == SuccessorPlace ? UpdateReason.None : UpdateReason.BadSignature;
    }

    private UpdateReason WhyNotHere()
    {
        int index = _release.FindImage(_classId);
        if (index < 0 || index != _record!.ImageIndex)
        {
            return UpdateReason.WrongClass;
        }

        ReleaseImage image = _release.Image(index);
        return _firmware.RunningSequence < image.RequiresSequence ? UpdateReason.Dependency
            : image.ImageBytes > _firmware.SlotBytes ? UpdateReason.TooLarge
            : UpdateReason.None;
    }

    private static UpdateReason Meaning(ReleaseFault fault)
    {
        switch (fault)
        {
            case ReleaseFault.None: return UpdateReason.None;
            case ReleaseFault.OtherVendor: return UpdateReason.WrongVendor;
            case ReleaseFault.BadKey: return UpdateReason.TooCostly;
            case ReleaseFault.UnknownKey:
            case ReleaseFault.WrongDigest:
            case ReleaseFault.BadSignatureForm:
            case ReleaseFault.BadSignature: return UpdateReason.BadSignature;
            default: return UpdateReason.BadEnvelope;
        }
    }

    private byte[] KeyAt(UpdateRecord record, int place)
    {
        byte[] told = record.Key(place, out int length);
        if (length > 0)
        {
            byte[] key = new byte[length];
            System.Array.Copy(told, 0, key, 0, length);
            return key;
        }

        return place >= 0 && place < _benchKeys.Length ? _benchKeys[place] : new byte[0];
    }
}
