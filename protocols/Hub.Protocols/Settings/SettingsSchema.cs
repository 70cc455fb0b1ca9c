// All settings that a hub takes from afar (HBG-017).
namespace Hub.Protocols.Settings;

/// <summary>The one schema: reader, writer, fleet manager and documents go by it.</summary>
public static class SettingsSchema
{
    private static readonly SettingRule[] Rules =
    [
        SettingRule.Number(
            SettingKeys.HeartbeatIntervalSeconds, "heartbeatIntervalSeconds", "s",
            SettingsLimits.MinHeartbeatIntervalSeconds, SettingsLimits.MaxHeartbeatIntervalSeconds, 120),
        SettingRule.Number(
            SettingKeys.SilentTestIntervalSeconds, "silentTestIntervalSeconds", "s",
            SettingsLimits.MinSilentTestIntervalSeconds, SettingsLimits.MaxSilentTestIntervalSeconds, 82_800),
        SettingRule.Number(
            SettingKeys.BytesPerDay, "bytesPerDay", "bytes", 0, SettingsLimits.MaxBytesPerDay, 2_000_000),
        SettingRule.Number(
            SettingKeys.ReconnectSpreadSeconds, "reconnectSpreadSeconds", "s", 0,
            SettingsLimits.MaxReconnectSpreadSeconds, 60),
        SettingRule.Number(SettingKeys.OffsetMinutes, "offsetMinutes", "min", -720, 840, 60),
        SettingRule.Number(SettingKeys.SummerTime, "summerTime", "", 0, 1, 1),
        SettingRule.Number(SettingKeys.LampPercent, "lampPercent", "%", 1, 100, 100).OfAlarmResponsible(false),
        SettingRule.Number(
            SettingKeys.NightStartMinute, "nightStartMinute", "min", 0, SettingsLimits.MinutesPerDay - 1, 0)
            .OfAlarmResponsible(false),
        SettingRule.Number(
            SettingKeys.NightEndMinute, "nightEndMinute", "min", 0, SettingsLimits.MinutesPerDay - 1, 0)
            .OfAlarmResponsible(false),
        SettingRule.Number(SettingKeys.NightLampPercent, "nightLampPercent", "%", 1, 100, 100)
            .OfAlarmResponsible(false),
        SettingRule.Number(
            SettingKeys.VolumePercent, "volumePercent", "%", SettingsLimits.MinVolumePercent, 100, 100)
            .OfAlarmResponsible(true),
        SettingRule.Number(
            SettingKeys.NightVolumePercent, "nightVolumePercent", "%", SettingsLimits.MinVolumePercent, 100, 100)
            .OfAlarmResponsible(true),
        SettingRule.Number(SettingKeys.Language, "language", "", 0, 1, 0).OfAlarmResponsible(true),
        SettingRule.Phones(SettingKeys.ShortMessageNumbers, "shortMessageNumbers"),
        SettingRule.Phones(SettingKeys.VoiceNumbers, "voiceNumbers").OfAlarmResponsible(false),
        SettingRule.Phones(SettingKeys.AnsweredNumbers, "answeredNumbers").OfAlarmResponsible(true),
        SettingRule.Receivers(SettingKeys.Receivers, "receivers"),
    ];

    /// <summary>How many settings there are.</summary>
    public static int Count
    {
        get { return Rules.Length; }
    }

    /// <summary>The setting at a place, by ascending key.</summary>
    public static SettingRule At(int index)
    {
        return Rules[index];
    }

    /// <summary>The place of a key; -1 when no setting has it.</summary>
    public static int IndexOf(int key)
    {
        for (int i = 0; i < Rules.Length; i++)
        {
            if (Rules[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
