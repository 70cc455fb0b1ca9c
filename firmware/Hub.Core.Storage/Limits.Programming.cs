// The bounds of what is told from afar.
using Hub.Protocols.Settings;

namespace Hub.Core;

/// <content>Settings: how long they are tried, and how often the hub looks.</content>
public static partial class Limits
{
    /// <summary>How long settings are tried; not proved by then, the hub goes back by itself.</summary>
    public const int SettingsTrialMilliseconds = SettingsLimits.TrialSeconds * 1_000;

    /// <summary>Between two looks at a trial, or at an alarm that postpones one.</summary>
    public const int SettingsTrialLookMilliseconds = 1_000;

    /// <summary>Between two test alarms, or two tries of a path, of one trial.</summary>
    public const int SettingsTrialAskMilliseconds = 30_000;

    /// <summary>How long a call for help may wait on a link that is being tried, when that has a session.</summary>
    public const int SettingsTrialCallMilliseconds = 3_000;

    /// <summary>Between two looks at the time of day, for the night.</summary>
    public const int NightLookMilliseconds = 30_000;
}
