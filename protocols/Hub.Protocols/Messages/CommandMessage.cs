// down/command: the fleet manager asks the hub to do something.
namespace Hub.Protocols.Messages;

/// <summary>A command, down/command; answered on up/ack.</summary>
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
    ];

    /// <summary>What to do.</summary>
    public CommandKind Command { get; set; }

    /// <summary>Not to be done after this time, ms since 1970 UTC, 0 for never expiring (optional).</summary>
    public long ExpiresUnixMilliseconds { get; set; }

    /// <summary>A number that goes with the command (optional).</summary>
    public int Argument { get; set; }

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
}
