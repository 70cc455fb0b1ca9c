// up/update: what firmware the hub runs, and where it is with a release.
using Hub.Protocols.Updates;

namespace Hub.Protocols.Messages;

/// <summary>
/// What the hub runs and where it is with a release, up/update: after each hello and at each change, until the receiver
/// has it; a newer one takes its place. Sealed by <see cref="Security.UpdateSeal"/> with the hub's key, so nobody can
/// say for a hub what it runs.
/// </summary>
public sealed class UpdateStateMessage : HubMessage
{
    /// <summary>Of <see cref="Flags"/>: there is a firmware that a revert would go back to.</summary>
    public const int HasPrevious = 1;

    private const int KeyListBytes = UpdateLimits.TrustedKeys * UpdateLimits.SigningKeyIdBytes;

    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "runningSequence", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "phase", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(5, "releaseSequence", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(6, "reason", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalNumber(7, "bytesDone", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(8, "bytesTotal", ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(9, "resumes", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(10, "secondsLeft", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(11, "flags", ProtocolLimits.MaxCount),
        FieldRule.OptionalNumber(12, "previousSequence", ProtocolLimits.MaxUInt32),
        FieldRule.Bytes(13, "nonce", UpdateLimits.NonceBytes, UpdateLimits.NonceBytes),
        FieldRule.Bytes(14, "classId", UpdateLimits.ClassIdBytes, UpdateLimits.ClassIdBytes),
        FieldRule.Bytes(15, "runningDigest", UpdateLimits.DigestBytes, UpdateLimits.DigestBytes),
        FieldRule.Bytes(16, "trustedKeyIds", KeyListBytes, KeyListBytes),
        FieldRule.Bytes(17, "seal", UpdateLimits.SealBytes, UpdateLimits.SealBytes),
    ];

    /// <summary>The release that runs; 0 for the factory application.</summary>
    public long RunningSequence { get; set; }

    /// <summary>Where the hub is with <see cref="ReleaseSequence"/>.</summary>
    public UpdatePhase Phase { get; set; }

    /// <summary>The release that <see cref="Phase"/> is about; 0 for none.</summary>
    public long ReleaseSequence { get; set; }

    /// <summary>Why.</summary>
    public UpdateReason Reason { get; set; }

    /// <summary>Bytes of the image that are verified in the spare slot (optional).</summary>
    public long BytesDone { get; set; }

    /// <summary>Bytes of the image; 0 while not known (optional).</summary>
    public long BytesTotal { get; set; }

    /// <summary>How often fetching was taken up again after a cut, since the order (optional).</summary>
    public int Resumes { get; set; }

    /// <summary>Of a trial: seconds until the hub goes back by itself (optional).</summary>
    public int SecondsLeft { get; set; }

    /// <summary>Bits: 1 <see cref="HasPrevious"/>; unknown bits are kept (optional).</summary>
    public int Flags { get; set; }

    /// <summary>The release that a revert would go back to; 0 for the factory application (optional).</summary>
    public long PreviousSequence { get; set; }

    /// <summary>What the next order must carry.</summary>
    public byte[] Nonce { get; } = new byte[UpdateLimits.NonceBytes];

    /// <summary>The bytes of the nonce.</summary>
    public int NonceLength { get; set; }

    /// <summary>The class of the hub, which says what images are for it.</summary>
    public byte[] ClassId { get; } = new byte[UpdateLimits.ClassIdBytes];

    /// <summary>The bytes of the class.</summary>
    public int ClassIdLength { get; set; }

    /// <summary>The digest of the list of digests of what runs; zeros for the factory application.</summary>
    public byte[] RunningDigest { get; } = new byte[UpdateLimits.DigestBytes];

    /// <summary>The bytes of the digest.</summary>
    public int RunningDigestLength { get; set; }

    /// <summary>The ids of the keys that the hub trusts, 4 bytes each, the current one first; zeros for none.</summary>
    public byte[] TrustedKeyIds { get; } = new byte[KeyListBytes];

    /// <summary>The bytes of those ids.</summary>
    public int TrustedKeyIdsLength { get; set; }

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
            case 3: return RunningSequence;
            case 4: return (long)Phase;
            case 5: return ReleaseSequence;
            case 6: return (long)Reason;
            case 7: return BytesDone;
            case 8: return BytesTotal;
            case 9: return Resumes;
            case 10: return SecondsLeft;
            case 11: return Flags;
            case 12: return PreviousSequence;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: RunningSequence = value; break;
            case 4: Phase = (UpdatePhase)(int)value; break;
            case 5: ReleaseSequence = value; break;
            case 6: Reason = (UpdateReason)(int)value; break;
            case 7: BytesDone = value; break;
            case 8: BytesTotal = value; break;
            case 9: Resumes = (int)value; break;
            case 10: SecondsLeft = (int)value; break;
            case 11: Flags = (int)value; break;
            case 12: PreviousSequence = value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        switch (key)
        {
            case 13: return Nonce;
            case 14: return ClassId;
            case 15: return RunningDigest;
            case 16: return TrustedKeyIds;
            default: return Seal;
        }
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        switch (key)
        {
            case 13: return NonceLength;
            case 14: return ClassIdLength;
            case 15: return RunningDigestLength;
            case 16: return TrustedKeyIdsLength;
            default: return SealLength;
        }
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        switch (key)
        {
            case 13: NonceLength = length; break;
            case 14: ClassIdLength = length; break;
            case 15: RunningDigestLength = length; break;
            case 16: TrustedKeyIdsLength = length; break;
            default: SealLength = length; break;
        }
    }
}
