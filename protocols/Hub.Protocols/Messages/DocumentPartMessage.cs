// down/rules, down/settings: one part of a document that is longer than a message.
using Hub.Protocols.Rules;

namespace Hub.Protocols.Messages;

/// <summary>
/// A part of a document, down/rules or down/settings. Each names the whole: its version, its length, and the tag that
/// <see cref="Security.DocumentSeal"/> makes over all of it, so parts may come in any order, twice, and mixed with
/// those of another version.
/// </summary>
public sealed class DocumentPartMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "documentVersion", 1, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "documentBytes", 1, RuleLimits.MaxDocumentBytes),
        FieldRule.Number(5, "partIndex", 0, RuleLimits.MaxParts - 1),
        FieldRule.Bytes(6, "part", 1, RuleLimits.PartBytes),
        FieldRule.Bytes(7, "tag", RuleLimits.TagBytes, RuleLimits.TagBytes),
    ];

    /// <summary>The document's version, above that of the one before.</summary>
    public long DocumentVersion { get; set; }

    /// <summary>The bytes of the whole document.</summary>
    public int DocumentBytes { get; set; }

    /// <summary>Which part it is, from 0; it lies at that many times <see cref="RuleLimits.PartBytes"/>.</summary>
    public int PartIndex { get; set; }

    /// <summary>The part, in its first <see cref="PartLength"/> bytes.</summary>
    public byte[] Part { get; } = new byte[RuleLimits.PartBytes];

    /// <summary>The bytes of the part: all but the last have <see cref="RuleLimits.PartBytes"/>.</summary>
    public int PartLength { get; set; }

    /// <summary>The tag of the whole document.</summary>
    public byte[] Tag { get; } = new byte[RuleLimits.TagBytes];

    /// <summary>The bytes of the tag.</summary>
    public int TagLength { get; set; }

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
            case 3: return DocumentVersion;
            case 4: return DocumentBytes;
            case 5: return PartIndex;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: DocumentVersion = value; break;
            case 4: DocumentBytes = (int)value; break;
            case 5: PartIndex = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        return key == 6 ? Part : Tag;
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        return key == 6 ? PartLength : TagLength;
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        if (key == 6)
        {
            PartLength = length;
        }
        else
        {
            TagLength = length;
        }
    }
}
