// The bounds of the link and of calls.
using Hub.Protocols;
using Hub.Protocols.Settings;

namespace Hub.Core;

/// <content>Paths, modem, short messages, bytes and calls.</content>
public static partial class Limits
{
    /// <summary>Paths of a hub: receivers times bearers.</summary>
    public const int MaxPaths = 6;

    /// <summary>Receivers over MQTT.</summary>
    public const int MaxReceivers = 3;

    /// <summary>How long a session over one of several paths may take to make while somebody waits for help.</summary>
    public const int UrgentAttemptMilliseconds = 10_000;

    /// <summary>The same when nobody does.</summary>
    public const int QuietAttemptMilliseconds = 30_000;

    /// <summary>How long a person's alarm stays on a path whose receiver does not hold it.</summary>
    public const int PersonPatienceMilliseconds = 10_000;

    /// <summary>The same for tests and technical alarms, and for persons' when all paths have been tried.</summary>
    public const int PathTestMilliseconds = 60_000;

    /// <summary>Rounds of all paths at that pace; then the hub stays ten minutes on each.</summary>
    public const int QuickCycles = 8;

    /// <summary>Wait before a path that the hub prefers is tried again, doubled each time.</summary>
    public const int FailBackMinMilliseconds = 300_000;

    /// <summary>Longest such wait.</summary>
    public const int FailBackMaxMilliseconds = 3_600_000;

    /// <summary>How long the preferred path must hold for that wait to start from its shortest again.</summary>
    public const int FailBackForgetMilliseconds = 3_600_000;

    /// <summary>Least time between two events about one path.</summary>
    public const int PathReportMilliseconds = 600_000;

    /// <summary>Numbers in one list of the link settings.</summary>
    public const int MaxNumbers = SettingsLimits.MaxNumbers;

    /// <summary>Fewest digits of a number.</summary>
    public const int MinNumberDigits = ProtocolLimits.MinNumberDigits;

    /// <summary>Most digits of a number, the plus sign not counted.</summary>
    public const int MaxNumberDigits = ProtocolLimits.MaxNumberDigits;

    /// <summary>Earliest short message about an alarm, after it was raised.</summary>
    public const int ShortMessageMinMilliseconds = 20_000;

    /// <summary>Latest first short message about an alarm that nobody holds.</summary>
    public const int ShortMessageMaxMilliseconds = 45_000;

    /// <summary>Short messages about one alarm that the network has taken.</summary>
    public const int MaxShortMessagesPerAlarm = 3;

    /// <summary>Time between two short messages about one alarm.</summary>
    public const int ShortMessageRepeatMilliseconds = 600_000;

    /// <summary>How long the network may take to take a short message.</summary>
    public const int ShortMessageAnswerMilliseconds = 30_000;

    /// <summary>How often a short message that is being sent is looked at.</summary>
    public const int ShortMessagePollMilliseconds = 1_000;

    /// <summary>How often the modem is asked how it is.</summary>
    public const int ModemAskMilliseconds = 20_000;

    /// <summary>How long the modem may take to answer.</summary>
    public const int ModemAnswerMilliseconds = 20_000;

    /// <summary>How long a modem whose power was cycled is left alone.</summary>
    public const int ModemStartMilliseconds = 30_000;

    /// <summary>How long a modem may look for a network; the wait between two steps of recovery, doubled each time.
    /// </summary>
    public const int ModemSearchMilliseconds = 120_000;

    /// <summary>The same at first while somebody waits for help and there is no other path.</summary>
    public const int UrgentModemMilliseconds = 60_000;

    /// <summary>Longest wait between two steps of the modem's recovery.</summary>
    public const int MaxModemWaitMilliseconds = 3_600_000;

    /// <summary>How long a modem must be well for its recovery to start from the first step again.</summary>
    public const int ModemStableMilliseconds = 30_000;

    /// <summary>Steps of the modem's recovery before the hub is restarted.</summary>
    public const int ModemRungsBeforeRestart = 3;

    /// <summary>Least uptime, and time without a session, before the hub is restarted for its modem's sake.</summary>
    public const int FirstRecoveryMilliseconds = 1_200_000;

    /// <summary>Least uptime before it is restarted for that once more.</summary>
    public const int NextRecoveryMilliseconds = 6 * 3_600_000;

    /// <summary>Bytes a day over the mobile network unless set: 60 MB a month. A quiet day takes 0.47 MB.</summary>
    public const int DefaultBytesPerDay = 2_000_000;

    /// <summary>Largest budget of bytes a day.</summary>
    public const int MaxBytesPerDay = SettingsLimits.MaxBytesPerDay;

    /// <summary>The budget's day.</summary>
    public const int BudgetDayMilliseconds = 24 * 3_600_000;

    /// <summary>What IP, TCP and TLS are taken to add to each read or write: 20 + 20 + 29 bytes, and an empty packet
    /// of 40 back.</summary>
    public const int PacketOverheadBytes = 109;

    /// <summary>What opening a TLS connection is taken to cost, both ways.</summary>
    public const int HandshakeBytes = 6_000;

    /// <summary>Spread of connections unless set, in seconds: of 100,000 hubs at most 3,000 in a second.</summary>
    public const int DefaultReconnectSpreadSeconds = 60;

    /// <summary>Widest spread of connections, in seconds.</summary>
    public const int MaxReconnectSpreadSeconds = SettingsLimits.MaxReconnectSpreadSeconds;

    /// <summary>Loudest volume of a call.</summary>
    public const int MaxVolume = 7;

    /// <summary>Volume with which a call begins.</summary>
    public const int DefaultVolume = 4;

    /// <summary>Tones of the other end taken in one step.</summary>
    public const int TonesPerStep = 8;

    /// <summary>Calls tried after an alarm.</summary>
    public const int MaxDials = 3;

    /// <summary>How long an alarm waits to be held before it is called about all the same.</summary>
    public const int CallUnheldMilliseconds = 30_000;

    /// <summary>How long a call may ring at the other end.</summary>
    public const int DialMilliseconds = 45_000;

    /// <summary>Time between two tries to call.</summary>
    public const int RedialMilliseconds = 15_000;

    /// <summary>How often a call is looked at.</summary>
    public const int CallPollMilliseconds = 500;

    /// <summary>How long listed numbers are answered after an alarm, and after a call.</summary>
    public const int AnswerWindowMilliseconds = 600_000;

    /// <summary>Longest call on mains.</summary>
    public const int CallMilliseconds = 1_800_000;

    /// <summary>Longest call on battery (HBG-016: 72 h hold with one such call).</summary>
    public const int BatteryCallMilliseconds = 300_000;

    /// <summary>How long before its end a call is said to end.</summary>
    public const int CallWarningMilliseconds = 30_000;
}
