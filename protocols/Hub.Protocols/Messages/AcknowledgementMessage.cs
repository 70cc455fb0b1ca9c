// down/ack and up/ack: what became of a message from the other side.
namespace Hub.Protocols.Messages;

/// <summary>An acknowledgement: down/ack after the fleet manager's commit, up/ack from the hub.</summary>
public sealed class AcknowledgementMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number64(3, "acknowledgedSequence"),
        FieldRule.Number(4, "result", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalText(5, "reason", ProtocolLimits.MaxReasonBytes),
        FieldRule.Number(6, "acknowledgedBootCount", 0, ProtocolLimits.MaxUInt32),
    ];

    /// <summary>The sequence of the message spoken of.</summary>
    public ulong AcknowledgedSequence { get; set; }

    /// <summary>What became of it.</summary>
    public AcknowledgementResult Result { get; set; }

    /// <summary>Why, for technicians, at most 64 bytes of UTF-8 (optional).</summary>
    public string Reason { get; set; } = "";

    /// <summary>The boot count of the message spoken of.</summary>
    public long AcknowledgedBootCount { get; set; }

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
            case 3: return (long)AcknowledgedSequence;
            case 4: return (long)Result;
            case 6: return AcknowledgedBootCount;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: AcknowledgedSequence = (ulong)value; break;
            case 4: Result = (AcknowledgementResult)(int)value; break;
            case 6: AcknowledgedBootCount = value; break;
        }
    }

    /// <inheritdoc/>
    protected override string GetText(int key)
    {
        return Reason;
    }

    /// <inheritdoc/>
    protected override void SetText(int key, string value)
    {
        Reason = value;
    }
}
