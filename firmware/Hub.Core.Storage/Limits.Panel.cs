// The bounds of the hub's front and of its power.
namespace Hub.Core;

/// <content>Buttons, voice, lamps, battery and load shedding.</content>
public static partial class Limits
{
    /// <summary>Check-ins and check-outs that may wait for the fleet manager's acknowledgement.</summary>
    public const int MaxPendingPresences = 8;

    /// <summary>How long an alarm of a person may wait until the hub says that it still does.</summary>
    public const int AlarmVoiceFirstMilliseconds = 45_000;

    /// <summary>How often that is said again.</summary>
    public const int AlarmVoiceAgainMilliseconds = 120_000;

    /// <summary>For how long it is said as often as that.</summary>
    public const int AlarmVoiceOftenMilliseconds = 600_000;

    /// <summary>How often it is said after that, for as long as an alarm waits.</summary>
    public const int AlarmVoiceSeldomMilliseconds = 900_000;

    /// <summary>How long after an alarm was received cancel tells that it cannot be cancelled.</summary>
    public const int RecentAlarmMilliseconds = 600_000;

    /// <summary>How often the lamp Radio looks for devices with a fault.</summary>
    public const int DeviceLampMilliseconds = 10_000;

    /// <summary>Charge at or below which the battery is critical.</summary>
    public const int BatteryCriticalPercent = 10;

    /// <summary>Charge at or above which the battery is no longer critical.</summary>
    public const int BatteryNotCriticalPercent = 15;

    /// <summary>Charge at or below which the battery is empty: what is left keeps the voltage from sagging.</summary>
    public const int BatteryEmptyPercent = 3;

    /// <summary>Charge at or above which the battery is no longer empty.</summary>
    public const int BatteryNotEmptyPercent = 6;

    /// <summary>How long the hub is on battery until the second bearer is switched off; a short cut changes no path.
    /// </summary>
    public const int SecondBearerShedMilliseconds = 600_000;

    /// <summary>How long the modem may be without a session until the second bearer gets its power back.</summary>
    public const int SecondBearerReturnMilliseconds = 120_000;

    /// <summary>How much further apart heartbeats are with a critical battery.</summary>
    public const int LastResortHeartbeatFactor = 5;

    /// <summary>Fall of the charge, in percent, from which on it tells how fast it falls.</summary>
    public const int MeasuredFallPercent = 5;

    /// <summary>How long the battery must have been low for empty to be believed: the largest load takes longer for the
    /// charge between the two.</summary>
    public const int EmptyPlausibleMilliseconds = 3_600_000;

    /// <summary>How long the hub waits at empty for what it has to tell.</summary>
    public const int EmptyFarewellMilliseconds = 20_000;

    /// <summary>How long the last phrase takes.</summary>
    public const int EmptyPhraseMilliseconds = 5_000;
}
