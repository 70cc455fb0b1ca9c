// The settings that the hub goes by now.
using Hub.Protocols.Settings;

namespace Hub.Core.Programming;

/// <summary>
/// What was put in at the bench, and over it what a document tells. The parts of the hub read it each time they need a
/// value, so that a change counts at once.
/// </summary>
public sealed class SettingsInForce
{
    private const int Full = 100;
    private const int SwedenOffsetMinutes = 60;

    private readonly HubSettings _provisioned;

    internal SettingsInForce(HubSettings provisioned)
    {
        _provisioned = provisioned;
        Version = (uint)provisioned.SettingsVersion;
        ShortMessageNumbers = provisioned.Link.ShortMessageNumbers;
        VoiceNumbers = provisioned.Link.VoiceNumbers;
        AnsweredNumbers = provisioned.Link.AnsweredNumbers;
        Receivers = provisioned.Link.Receivers;
        Apply(new HomeSettings());
    }

    /// <summary>The version in force for good; 0 for what was put in at the bench.</summary>
    public uint Version { get; internal set; }

    /// <summary>Seconds between heartbeats.</summary>
    public int HeartbeatIntervalSeconds { get; private set; }

    /// <summary>Seconds between silent tests.</summary>
    public int SilentTestIntervalSeconds { get; private set; }

    /// <summary>Bytes a day over the mobile network; 0 for no limit.</summary>
    public int BytesPerDay { get; private set; }

    /// <summary>The longest random wait before a connection, in seconds.</summary>
    public int ReconnectSpreadSeconds { get; private set; }

    /// <summary>The home's standard time, in minutes east of UTC.</summary>
    public int OffsetMinutes { get; private set; }

    /// <summary>Whether clocks there are put forward in summer.</summary>
    public bool HasSummerTime { get; private set; }

    /// <summary>Brightness of the lamps by day, in percent.</summary>
    public int LampPercent { get; private set; }

    /// <summary>Brightness of the lamps at night, in percent.</summary>
    public int NightLampPercent { get; private set; }

    /// <summary>The first minute of the night; as <see cref="NightEndMinute"/> when there is none.</summary>
    public int NightStartMinute { get; private set; }

    /// <summary>The minute that the night ends with.</summary>
    public int NightEndMinute { get; private set; }

    /// <summary>Volume by day, in percent.</summary>
    public int VolumePercent { get; private set; }

    /// <summary>Volume at night, in percent.</summary>
    public int NightVolumePercent { get; private set; }

    /// <summary>The language of speech: 0 Swedish, 1 English.</summary>
    public int Language { get; private set; }

    /// <summary>Who gets a short message when no receiver holds a person's alarm.</summary>
    public string[] ShortMessageNumbers { get; private set; }

    /// <summary>Whom the hub calls after a person's alarm.</summary>
    public string[] VoiceNumbers { get; private set; }

    /// <summary>Whose calls are taken without anybody's doing after an alarm.</summary>
    public string[] AnsweredNumbers { get; private set; }

    /// <summary>The receivers; empty when the wiring does not say where they are.</summary>
    public ReceiverAddress[] Receivers { get; private set; }

    /// <summary>Grows with each change.</summary>
    internal int ChangeCount { get; private set; }

    /// <summary>Goes by a document from now on.</summary>
    internal void Apply(HomeSettings told)
    {
        LinkSettings link = _provisioned.Link;
        HeartbeatIntervalSeconds =
            told.NumberOr(SettingKeys.HeartbeatIntervalSeconds, _provisioned.HeartbeatIntervalSeconds);
        SilentTestIntervalSeconds =
            told.NumberOr(SettingKeys.SilentTestIntervalSeconds, _provisioned.SilentTestIntervalSeconds);
        BytesPerDay = told.NumberOr(SettingKeys.BytesPerDay, link.BytesPerDay);
        ReconnectSpreadSeconds = told.NumberOr(SettingKeys.ReconnectSpreadSeconds, link.ReconnectSpreadSeconds);
        OffsetMinutes = told.NumberOr(SettingKeys.OffsetMinutes, SwedenOffsetMinutes);
        HasSummerTime = told.NumberOr(SettingKeys.SummerTime, 1) == 1;
        LampPercent = told.NumberOr(SettingKeys.LampPercent, Full);
        NightLampPercent = told.NumberOr(SettingKeys.NightLampPercent, LampPercent);
        NightStartMinute = told.NumberOr(SettingKeys.NightStartMinute, 0);
        NightEndMinute = told.NumberOr(SettingKeys.NightEndMinute, 0);
        VolumePercent = told.NumberOr(SettingKeys.VolumePercent, Full);
        NightVolumePercent = told.NumberOr(SettingKeys.NightVolumePercent, VolumePercent);
        Language = told.NumberOr(SettingKeys.Language, 0);
        ShortMessageNumbers = told.PhonesOr(SettingKeys.ShortMessageNumbers, link.ShortMessageNumbers);
        VoiceNumbers = told.PhonesOr(SettingKeys.VoiceNumbers, link.VoiceNumbers);
        AnsweredNumbers = told.PhonesOr(SettingKeys.AnsweredNumbers, link.AnsweredNumbers);
        Receivers = told.ReceiversOr(link.Receivers);
        ChangeCount++;
    }
}
