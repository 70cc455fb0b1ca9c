// Reads an envelope from bytes nobody trusts: exactly the profile of release.cddl, all else is refused.
namespace Hub.Protocols.Updates;

/// <summary>
/// Reads the envelope of a release. No command of a manifest is carried out: the reader compares with the one template
/// that releases are made by and takes the values out of it. Never throws, never reads beyond the count. Made once and
/// used again; only the two texts of a release are allocated.
/// </summary>
public sealed class ReleaseReader
{
    private const int HeaderItems = 4;
    private const int ItemsWithTryEach = HeaderItems + 2;
    private const int ItemsWithOneImage = HeaderItems + 4;

    private readonly ReleaseItems _items = new ReleaseItems();

    /// <summary>Reads an envelope.</summary>
    /// <param name="buffer">The bytes, from the first.</param>
    /// <param name="count">How many of them are the envelope.</param>
    /// <param name="into">Takes what was read; after a fault it is of no use.</param>
    /// <returns>The first fault, or none. A release without fault has yet to pass <see cref="ReleaseCheck"/>.</returns>
    public ReleaseFault Read(byte[] buffer, int count, Release into)
    {
        into.Clear();
        if (buffer == null || count < 0 || count > buffer.Length)
        {
            return ReleaseFault.BadBuffer;
        }

        if (count > UpdateLimits.MaxEnvelopeBytes)
        {
            return ReleaseFault.TooLong;
        }

        _items.Begin(buffer);
        _items.EnterAfter(0, count, ReleaseForm.EnvelopeHead, ReleaseFault.NotAnEnvelope);
        _items.Map(2);
        _items.Key(ReleaseForm.Authentication);
        _items.Bytes(1, count);
        int authenticationOffset = _items.Offset;
        int authenticationBytes = _items.Length;
        _items.Key(ReleaseForm.Manifest);
        into.ManifestOffset = _items.Position;
        _items.Bytes(1, count);
        int manifestOffset = _items.Offset;
        int manifestBytes = _items.Length;
        into.ManifestBytes = manifestOffset + manifestBytes - into.ManifestOffset;
        _items.Leave();
        ReadAuthentication(authenticationOffset, authenticationBytes, into);
        ReadManifest(manifestOffset, manifestBytes, into);
        return _items.Fault;
    }

    private void ReadAuthentication(int offset, int count, Release into)
    {
        _items.Enter(offset, count);
        _items.Array(2);
        _items.Bytes(1, count);
        int digestOffset = _items.Offset;
        int digestBytes = _items.Length;
        _items.Bytes(1, count);
        int signatureOffset = _items.Offset;
        int signatureBytes = _items.Length;
        _items.Leave();

        ReadDigest(digestOffset, digestBytes, ReleaseForm.Sha256);
        into.DigestOffset = _items.Offset;

        _items.EnterAfter(signatureOffset, signatureBytes, ReleaseForm.SignatureHead, ReleaseFault.WrongType);
        _items.Array(4);
        _items.Same(ReleaseForm.ProtectedHeader, ReleaseFault.WrongAlgorithm);
        _items.Map(1);
        _items.Key(ReleaseForm.KeyIdHeader);
        _items.BytesInto(into.KeyId);
        _items.Null();
        _items.Bytes(1, signatureBytes);
        into.SignatureOffset = _items.Offset;
        into.SignatureBytes = _items.Length;
        _items.Leave();
    }

    // Leaves the digest itself as the byte string read last.
    private void ReadDigest(int offset, int count, int algorithm)
    {
        _items.Enter(offset, count);
        _items.Array(2);
        _items.Constant(algorithm, ReleaseFault.WrongAlgorithm);
        _items.Bytes(UpdateLimits.DigestBytes, UpdateLimits.DigestBytes);
        _items.Leave();
    }

    private void ReadManifest(int offset, int count, Release into)
    {
        const int pairsWithImages = 7;
        const int pairsWithoutImages = 4;
        _items.Enter(offset, count);
        int pairs = _items.Map();
        bool hasImages = pairs == pairsWithImages;
        if (!hasImages && pairs != pairsWithoutImages)
        {
            _items.Fail(ReleaseFault.WrongCount);
        }

        _items.Key(ReleaseForm.ManifestVersion);
        _items.Constant(1, ReleaseFault.UnknownVersion);
        _items.Key(ReleaseForm.SequenceNumber);
        into.Sequence = (uint)_items.Number(1, ProtocolLimits.MaxUInt32);
        _items.Key(ReleaseForm.Common);
        _items.Bytes(1, count);
        int commonOffset = _items.Offset;
        int commonBytes = _items.Length;
        _items.Key(ReleaseForm.ReferenceUri);
        into.Notes = _items.Text(0, ReleaseLimits.MaxNotesBytes);
        if (hasImages)
        {
            _items.Key(ReleaseForm.Validate);
            _items.Same(ReleaseForm.ValidateCommands, ReleaseFault.WrongSequence);
            _items.Key(ReleaseForm.Invoke);
            _items.Same(ReleaseForm.InvokeCommands, ReleaseFault.WrongSequence);
            _items.Key(ReleaseForm.Install);
            _items.Same(ReleaseForm.InstallCommands, ReleaseFault.WrongSequence);
        }

        _items.Leave();
        ReadCommon(commonOffset, commonBytes, hasImages, into);
    }

    private void ReadCommon(int offset, int count, bool hasImages, Release into)
    {
        _items.Enter(offset, count);
        _items.Map(hasImages ? 2 : 1);
        if (hasImages)
        {
            _items.Key(ReleaseForm.Components);
            _items.Array(1);
            _items.Array(1);
            _items.Same(ReleaseForm.Component, ReleaseFault.OutOfRange);
        }

        _items.Key(ReleaseForm.SharedSequence);
        _items.Bytes(1, count);
        int sharedOffset = _items.Offset;
        int sharedBytes = _items.Length;
        _items.Leave();

        _items.Enter(sharedOffset, sharedBytes);
        int items = _items.Array();
        _items.Key(ReleaseForm.OverrideParameters);
        _items.Map(hasImages ? 2 : 3);
        _items.Key(ReleaseForm.VendorId);
        _items.BytesInto(into.VendorId);
        _items.Key(ReleaseForm.VersionText);
        into.Version = _items.Text(1, ReleaseLimits.MaxVersionTextBytes);
        if (!hasImages)
        {
            _items.Key(ReleaseForm.NewKey);
            _items.Bytes(ReleaseLimits.MinKeyBytes, ReleaseLimits.MaxKeyBytes);
            _items.Copy(into.NewKey);
            into.NewKeyBytes = _items.Length;
        }

        _items.Key(ReleaseForm.VendorCondition);
        _items.Key(ReleaseForm.Policy);
        if (hasImages)
        {
            ReadImages(items, into);
        }
        else
        {
            CheckNewKey(items, into);
        }
    }

    private void CheckNewKey(int items, Release into)
    {
        if (items != HeaderItems)
        {
            _items.Fail(ReleaseFault.WrongCount);
        }

        _items.Leave();
        if (_items.Fault == ReleaseFault.None && !ReleaseCheck.IsUsable(into.NewKey, into.NewKeyBytes))
        {
            _items.Fail(ReleaseFault.BadNewKey);
        }
    }

    // One image stands in the shared sequence itself; more are tried one after the other, each in a byte string.
    private void ReadImages(int items, Release into)
    {
        if (items == ItemsWithOneImage)
        {
            ReadImage(into.Image(0));
            into.ImageCount = 1;
            return;
        }

        if (items != ItemsWithTryEach)
        {
            _items.Fail(ReleaseFault.WrongCount);
        }

        _items.Key(ReleaseForm.TryEach);
        int images = _items.Array();
        if (images < 2 || images > UpdateLimits.MaxImages)
        {
            _items.Fail(ReleaseFault.WrongCount);
        }

        int listOffset = _items.Position;
        for (int i = 0; i < images && _items.Fault == ReleaseFault.None; i++)
        {
            _items.Bytes(1, UpdateLimits.MaxEnvelopeBytes);
        }

        int listEnd = _items.Position;
        _items.Leave();
        ReadListed(images, listOffset, listEnd, into);
    }

    // The byte strings have been passed once and are well-formed. The reader has one place, so each image's commands
    // are read before the next string's head is.
    private void ReadListed(int images, int offset, int end, Release into)
    {
        for (int i = 0; i < images && _items.Fault == ReleaseFault.None; i++)
        {
            _items.EnterString(offset, end - offset);
            offset = _items.Offset + _items.Length;
            _items.Enter(_items.Offset, _items.Length);
            _items.Array(4);
            ReadImage(into.Image(i));
            into.ImageCount = i + 1;
            for (int other = 0; other < i; other++)
            {
                if (Release.IsSame(into.Image(other).ClassId, into.Image(i).ClassId))
                {
                    _items.Fail(ReleaseFault.TwiceTheClass);
                }
            }
        }
    }

    private void ReadImage(ReleaseImage image)
    {
        _items.Key(ReleaseForm.OverrideParameters);
        _items.Map(5);
        _items.Key(ReleaseForm.ClassId);
        _items.BytesInto(image.ClassId);
        _items.Key(ReleaseForm.ImageDigest);
        _items.Bytes(1, UpdateLimits.MaxEnvelopeBytes);
        int digestOffset = _items.Offset;
        int digestBytes = _items.Length;
        _items.Key(ReleaseForm.ImageSize);
        image.ImageBytes = (int)_items.Number(1, UpdateLimits.MaxImageBytes);
        _items.Key(ReleaseForm.RequiresSequence);
        image.RequiresSequence = (uint)_items.Number(0, ProtocolLimits.MaxUInt32);
        _items.Key(ReleaseForm.MinimumBattery);
        image.MinimumBatteryPercent = (int)_items.Number(0, ReleaseLimits.MaxBatteryPercent);
        _items.Key(ReleaseForm.ClassCondition);
        _items.Key(ReleaseForm.Policy);
        _items.Leave();
        ReadDigest(digestOffset, digestBytes, ReleaseForm.Hmac256);
        _items.Copy(image.ListDigest);
    }
}
