// down/time: what time it is.
namespace Hub.Protocols.Messages;

/// <summary>The time, down/time: after each hello, and when the fleet manager sees the hub's clock astray.</summary>
public sealed class TimeMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "unixMilliseconds", 1, ProtocolLimits.MaxUnixMilliseconds),
    ];

    /// <summary>The time in ms since 1970 UTC, at sending.</summary>
    public long UnixMilliseconds { get; set; }

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
            case 3: return UnixMilliseconds;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: UnixMilliseconds = value; break;
        }
    }
}
