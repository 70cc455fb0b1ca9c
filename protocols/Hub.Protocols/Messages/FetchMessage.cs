// up/fetch: the hub asks for bytes of a release.
using Hub.Protocols.Updates;

namespace Hub.Protocols.Messages;

/// <summary>A request for bytes of a release, up/fetch; answered by blocks, <see cref="BlockMessage"/>, in ascending
/// order. One at a time: a new one takes the place of the one before.</summary>
public sealed class FetchMessage : HubMessage
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
        FieldRule.Number(7, "bytes", 1, UpdateLimits.ChunkBytes),
    ];

    /// <summary>The release.</summary>
    public long ReleaseSequence { get; set; }

    /// <summary>What of it.</summary>
    public ReleasePart Part { get; set; }

    /// <summary>Which image, 0 to 15; 0 of an envelope.</summary>
    public int ImageIndex { get; set; }

    /// <summary>The first byte asked for.</summary>
    public int Offset { get; set; }

    /// <summary>How many, at most a chunk; fewer come at the part's end.</summary>
    public int Bytes { get; set; }

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
            case 7: return Bytes;
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
            case 7: Bytes = (int)value; break;
        }
    }
}
