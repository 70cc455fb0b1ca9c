// down/block: bytes of a release.
using Hub.Protocols.Updates;

namespace Hub.Protocols.Messages;

/// <summary>
/// Bytes of a release, down/block, with QoS 0: what does not come is asked for again. Nothing in it is believed before
/// the digest of the whole has been found right.
/// </summary>
public sealed class BlockMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "releaseSequence", 1, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "part", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(5, "imageIndex", 0, UpdateLimits.MaxImages - 1),
        FieldRule.Number(6, "offset", 0, UpdateLimits.MaxImageBytes - 1),
        FieldRule.Number(7, "totalBytes", 0, UpdateLimits.MaxImageBytes),
        FieldRule.Bytes(8, "block", 1, UpdateLimits.BlockBytes),
    ];

    /// <summary>The release.</summary>
    public long ReleaseSequence { get; set; }

    /// <summary>What of it.</summary>
    public ReleasePart Part { get; set; }

    /// <summary>Which image, 0 to 15; 0 of an envelope.</summary>
    public int ImageIndex { get; set; }

    /// <summary>Where the block lies in the part.</summary>
    public int Offset { get; set; }

    /// <summary>The bytes of the whole part; 0 for one that is not to be had, and the block then means nothing.
    /// </summary>
    public int TotalBytes { get; set; }

    /// <summary>The bytes, in its first <see cref="BlockLength"/>.</summary>
    public byte[] Block { get; } = new byte[UpdateLimits.BlockBytes];

    /// <summary>How many bytes the block has.</summary>
    public int BlockLength { get; set; }

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
            case 3: return ReleaseSequence;
            case 4: return (long)Part;
            case 5: return ImageIndex;
            case 6: return Offset;
            case 7: return TotalBytes;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: ReleaseSequence = value; break;
            case 4: Part = (ReleasePart)(int)value; break;
            case 5: ImageIndex = (int)value; break;
            case 6: Offset = (int)value; break;
            case 7: TotalBytes = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        return Block;
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        return BlockLength;
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        BlockLength = length;
    }
}
