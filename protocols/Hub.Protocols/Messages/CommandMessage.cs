// down/command: the fleet manager asks the hub to do something.
namespace Hub.Protocols.Messages;

/// <summary>
/// A command, down/command; answered on up/ack. It counts only with the seal that <see cref="Security.CommandSeal"/>
/// makes, so whoever can only write to a broker or a store commands nothing.
/// </summary>
public sealed class CommandMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "command", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.OptionalNumber(4, "expiresUnixMilliseconds", ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.OptionalSigned(5, "argument", int.MinValue, int.MaxValue),
        FieldRule.Bytes(6, "sealed", ProtocolLimits.CommandSealBytes, ProtocolLimits.CommandSealBytes),
    ];

    /// <summary>What to do.</summary>
    public CommandKind Command { get; set; }

    /// <summary>Not to be done after this time, ms since 1970 UTC, 0 for never expiring (optional).</summary>
    public long ExpiresUnixMilliseconds { get; set; }

    /// <summary>A number that goes with the command (optional).</summary>
    public int Argument { get; set; }

    /// <summary>The seal, in its first <see cref="SealedLength"/> bytes.</summary>
    public byte[] Sealed { get; } = new byte[ProtocolLimits.CommandSealBytes];

    /// <summary>The bytes of the seal, <see cref="ProtocolLimits.CommandSealBytes"/>; 0 while there is none.</summary>
    public int SealedLength { get; set; }

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
            case 3: return (long)Command;
            case 4: return ExpiresUnixMilliseconds;
            case 5: return Argument;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: Command = (CommandKind)(int)value; break;
            case 4: ExpiresUnixMilliseconds = value; break;
            case 5: Argument = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override byte[] GetBytes(int key)
    {
        return Sealed;
    }

    /// <inheritdoc/>
    protected override int GetBytesLength(int key)
    {
        return SealedLength;
    }

    /// <inheritdoc/>
    protected override void SetBytesLength(int key, int length)
    {
        SealedLength = length;
    }
}
