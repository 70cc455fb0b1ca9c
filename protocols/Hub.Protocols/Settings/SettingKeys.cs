// The settings by number, as the document has them.
namespace Hub.Protocols.Settings;

/// <summary>The keys of <c>protocols/settings.cddl</c>; a key is never given another meaning.</summary>
public static class SettingKeys
{
    /// <summary>Seconds between heartbeats (HBG-018).</summary>
    public const int HeartbeatIntervalSeconds = 10;

    /// <summary>Seconds between silent tests (HBG-039).</summary>
    public const int SilentTestIntervalSeconds = 11;

    /// <summary>Bytes a day over the mobile network; 0 for no limit.</summary>
    public const int BytesPerDay = 12;

    /// <summary>The longest random wait before a connection, in seconds.</summary>
    public const int ReconnectSpreadSeconds = 13;

    /// <summary>The home's standard time, in minutes east of UTC.</summary>
    public const int OffsetMinutes = 14;

    /// <summary>1 when clocks there are put forward in summer as in the European Union, else 0.</summary>
    public const int SummerTime = 15;

    /// <summary>The brightness of the lamps, in percent.</summary>
    public const int LampPercent = 20;

    /// <summary>The first minute of the night, of the local day.</summary>
    public const int NightStartMinute = 21;

    /// <summary>The minute that the night ends with.</summary>
    public const int NightEndMinute = 22;

    /// <summary>The brightness of the lamps at night, in percent.</summary>
    public const int NightLampPercent = 23;

    /// <summary>The volume of signals and speech, in percent.</summary>
    public const int VolumePercent = 24;

    /// <summary>The volume at night, in percent; an alarm is never told more softly than by day.</summary>
    public const int NightVolumePercent = 25;

    /// <summary>The language of speech: 0 Swedish, 1 English.</summary>
    public const int Language = 26;

    /// <summary>Who gets a short message when no receiver holds a person's alarm.</summary>
    public const int ShortMessageNumbers = 40;

    /// <summary>Whom the hub calls after a person's alarm (HBG-046).</summary>
    public const int VoiceNumbers = 41;

    /// <summary>Whose calls are taken without anybody's doing after an alarm (NOR-030).</summary>
    public const int AnsweredNumbers = 42;

    /// <summary>The receivers of what the hub reports (NOR-027).</summary>
    public const int Receivers = 43;
}
