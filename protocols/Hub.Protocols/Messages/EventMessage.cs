// up/event: something happened that nobody must run for.
namespace Hub.Protocols.Messages;

/// <summary>An event, up/event; also the will that the broker publishes for a lost hub.</summary>
public sealed class EventMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "hubUnixMilliseconds", 0, ProtocolLimits.MaxUnixMilliseconds),
        FieldRule.Number(4, "uptimeMilliseconds", 0, ProtocolLimits.MaxDurationMilliseconds),
        FieldRule.Number(5, "deviceId", 0, ProtocolLimits.MaxUInt32),
        FieldRule.Number(6, "deviceType", 0, ProtocolLimits.MaxScaipCode),
        FieldRule.Number(7, "statusCode", 0, ProtocolLimits.MaxScaipCode),
        FieldRule.OptionalSigned(8, "value", int.MinValue, int.MaxValue),
        FieldRule.OptionalText(9, "text", ProtocolLimits.MaxEventTextBytes),
    ];

    /// <summary>The hub's clock in ms since 1970 UTC, 0 when it has not been set.</summary>
    public long HubUnixMilliseconds { get; set; }

    /// <summary>Time since the start, in ms.</summary>
    public long UptimeMilliseconds { get; set; }

    /// <summary>The device it happened to, 0 for the hub itself.</summary>
    public uint DeviceId { get; set; }

    /// <summary>What the device is, a SCAIP device type.</summary>
    public int DeviceType { get; set; }

    /// <summary>What happened, a SCAIP status code.</summary>
    public int StatusCode { get; set; }

    /// <summary>A number that goes with it, in the status code's own unit (optional).</summary>
    public int Value { get; set; }

    /// <summary>For technicians, at most 64 bytes of UTF-8, never about a person (optional).</summary>
    public string Text { get; set; } = "";

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
            case 3: return HubUnixMilliseconds;
            case 4: return UptimeMilliseconds;
            case 5: return DeviceId;
            case 6: return DeviceType;
            case 7: return StatusCode;
            case 8: return Value;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: HubUnixMilliseconds = value; break;
            case 4: UptimeMilliseconds = value; break;
            case 5: DeviceId = (uint)value; break;
            case 6: DeviceType = (int)value; break;
            case 7: StatusCode = (int)value; break;
            case 8: Value = (int)value; break;
        }
    }

    /// <inheritdoc/>
    protected override string GetText(int key)
    {
        return Text;
    }

    /// <inheritdoc/>
    protected override void SetText(int key, string value)
    {
        Text = value;
    }
}
