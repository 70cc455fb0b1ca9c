// up/settings: what has become of a settings document.
namespace Hub.Protocols.Messages;

/// <summary>What has become of a settings document, up/settings: told at each change, until the receiver has it.
/// </summary>
public sealed class SettingsStateMessage : HubMessage
{
    private static readonly FieldRule[] AllRules =
    [
        FieldRule.ProtocolVersion(),
        FieldRule.BootCount(),
        FieldRule.Sequence(),
        FieldRule.Number(3, "documentVersion", 1, ProtocolLimits.MaxUInt32),
        FieldRule.Number(4, "phase", 0, ProtocolLimits.MaxEnumerationNumber),
        FieldRule.Number(5, "settingsVersion", 0, ProtocolLimits.MaxUInt32),
        FieldRule.OptionalNumber(6, "secondsLeft", ProtocolLimits.MaxCount),
        FieldRule.OptionalText(7, "reason", ProtocolLimits.MaxReasonBytes),
    ];

    /// <summary>The version it is about.</summary>
    public long DocumentVersion { get; set; }

    /// <summary>Where the hub is with it.</summary>
    public SettingsPhase Phase { get; set; }

    /// <summary>The version in force for good, 0 for what was put in at the bench.</summary>
    public long SettingsVersion { get; set; }

    /// <summary>Seconds until the hub goes back by itself, of a trial; 0 otherwise (optional).</summary>
    public int SecondsLeft { get; set; }

    /// <summary>Why it went back or waits, ASCII, at most 64 bytes (optional).</summary>
    public string Reason { get; set; } = "";

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
            case 4: return (long)Phase;
            case 5: return SettingsVersion;
            case 6: return SecondsLeft;
            default: return 0;
        }
    }

    /// <inheritdoc/>
    protected override void SetNumber(int key, long value)
    {
        switch (key)
        {
            case 3: DocumentVersion = value; break;
            case 4: Phase = (SettingsPhase)(int)value; break;
            case 5: SettingsVersion = value; break;
            case 6: SecondsLeft = (int)value; break;
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
