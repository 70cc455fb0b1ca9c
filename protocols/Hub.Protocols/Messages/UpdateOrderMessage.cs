// down/update: what the hub is to do about its firmware.
using Hub.Protocols.Updates;

namespace Hub.Protocols.Messages;

/// <summary>
/// An order, down/update; answered on up/ack, and then by <see cref="UpdateStateMessage"/>. It counts only with the
/// seal that <see cref="Security.UpdateSeal"/> makes and with the nonce that the hub offers, and only until it expires.
/// </summary>
public sealed class UpdateOrderMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "action", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(4, "releaseSequence", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(5, "envelopeBytes", 0, UpdateLimits.MaxEnvelopeBytes),
        FieldRule.Bytes(6, "envelopeDigest", UpdateLimits.DigestBytes, UpdateLimits.DigestBytes),
        FieldRule.Number(7, "imageIndex", 0, UpdateLimits.MaxImages - 1),
        FieldRule.Bytes(8, "nonce", UpdateLimits.NonceBytes, UpdateLimits.NonceBytes),
        FieldRule.Number(9, "expiresUnixMilliseconds", 1, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.OptionalNumber(10, "bytesPerHour", ProtocolLimits.MaxUInt32),
        FieldRule.Bytes(11, "seal", UpdateLimits.SealBytes, UpdateLimits.SealBytes),
    ];

    /// <summary>What to do.</summary>
    public UpdateAction Action { get; set; }

    /// <summary>The release; of a revert the one to go back to, 0 for the factory application.</summary>
    public long ReleaseSequence { get; set; }

    /// <summary>The bytes of its envelope; 0 of a cancel or a revert.</summary>
    public int EnvelopeBytes { get; set; }

    /// <summary>The digest of the envelope; zeros of a cancel or a revert.</summary>
    public byte[] EnvelopeDigest { get; } = new byte[UpdateLimits.DigestBytes];

    /// <summary>The bytes of the digest.</summary>
    public int EnvelopeDigestLength { get; set; }

    /// <summary>Which of the release's images is for this hub, 0 to 15.</summary>
    public int ImageIndex { get; set; }

    /// <summary>The nonce that the hub offered last.</summary>
    public byte[] Nonce { get; } = new byte[UpdateLimits.NonceBytes];

    /// <summary>The bytes of the nonce.</summary>
    public int NonceLength { get; set; }

    /// <summary>Nothing of it may be begun after this time, ms since 1970 UTC.</summary>
    public long ExpiresUnixMilliseconds { get; set; }

    /// <summary>The most bytes of blocks to fetch in an hour, 0 for no limit but the hub's own (optional).</summary>
    public long BytesPerHour { get; set; }

    /// <summary>The seal.</summary>
    public byte[] Seal { get; } = new byte[UpdateLimits.SealBytes];

    /// <summary>The bytes of the seal; 0 while there is none.</summary>
    public int SealLength { get; set; }

    /// <inheritdoc/>
    protected override FieldRule[] Rules
    {
        get { return AllRules; }
    }

    /// <inheritdoc/>
    protected override long GetNumber(int key)
    {
        switch (key)
        {
            case 3: return (long)Action;
            case 4: return ReleaseSequence;
            case 5: return EnvelopeBytes;
            case 7: return ImageIndex;
            case 9: return ExpiresUnixMilliseconds;
            case 10: return BytesPerHour;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: Action = (UpdateAction)(int)value; break;
            case 4: ReleaseSequence = value; break;
            case 5: EnvelopeBytes = (int)value; break;
            case 7: ImageIndex = (int)value; break;
            case 9: ExpiresUnixMilliseconds = value; break;
            case 10: BytesPerHour = value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        return key == 6 ? EnvelopeDigest : key == 8 ? Nonce : Seal;
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        return key == 6 ? EnvelopeDigestLength : key == 8 ? NonceLength : SealLength;
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        switch (key)
        {
            case 6: EnvelopeDigestLength = length; break;
            case 8: NonceLength = length; break;
            default: SealLength = length; break;
        }
    }
}
