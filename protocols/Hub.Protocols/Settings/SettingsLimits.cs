// Every bound of a home's settings in one place; the tests prove each at the limit and one beyond.
namespace Hub.Protocols.Settings;

/// <summary>The bounds that writer and reader of a settings document keep.</summary>
public static class SettingsLimits
{
    /// <summary>The form of the document that this code writes and reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>Seconds within which a hub goes back by itself from settings that are not proved.</summary>
    public const int TrialSeconds = 600;

    /// <summary>The longest document, in bytes: three parts.</summary>
    public const int MaxDocumentBytes = 1_152;

    /// <summary>The most numbers in each of the three lists.</summary>
    public const int MaxNumbers = 8;

    /// <summary>The most receivers: a primary and a reserve (NOR-027).</summary>
    public const int MaxReceivers = 2;

    /// <summary>The most characters of a receiver's host.</summary>
    public const int MaxHostCharacters = 128;

    /// <summary>The highest port.</summary>
    public const int MaxPort = 65_535;

    /// <summary>The shortest time between heartbeats, in seconds.</summary>
    public const int MinHeartbeatIntervalSeconds = 10;

    /// <summary>The longest time between heartbeats, in seconds.</summary>
    public const int MaxHeartbeatIntervalSeconds = 3_600;

    /// <summary>The shortest time between silent tests, in seconds.</summary>
    public const int MinSilentTestIntervalSeconds = 600;

    /// <summary>The longest time between silent tests, in seconds: a week.</summary>
    public const int MaxSilentTestIntervalSeconds = 604_800;

    /// <summary>The most bytes a day over the mobile network.</summary>
    public const int MaxBytesPerDay = 1_000_000_000;

    /// <summary>The longest random wait before a connection, in seconds.</summary>
    public const int MaxReconnectSpreadSeconds = 300;

    /// <summary>The least volume, in percent: a hub that nobody hears asks nobody anything.</summary>
    public const int MinVolumePercent = 10;

    /// <summary>The minutes of a day.</summary>
    public const int MinutesPerDay = 1_440;
}
