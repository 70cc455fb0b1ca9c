// Every bound of the hub's core, in one place; those of its front and its power are beside it.
using Hub.Protocols.Settings;

namespace Hub.Core;

/// <summary>The bounds of the core. Times in milliseconds unless the name says otherwise.</summary>
public static partial class Limits
{
    /// <summary>Smallest usable flash sector: it must hold all live state twice over.</summary>
    public const int MinSectorBytes = StorageLimits.MinSectorBytes;

    /// <summary>Fewest sectors: one to write, one to fall back on.</summary>
    public const int MinSectors = StorageLimits.MinSectors;

    /// <summary>Most sectors the journal uses; a larger part is used in part.</summary>
    public const int MaxSectors = StorageLimits.MaxSectors;

    /// <summary>Alarms that may wait for the fleet manager's acknowledgement.</summary>
    public const int MaxPendingAlarms = 32;

    /// <summary>Places beyond that for alarms that a damaged record brings back at recovery.</summary>
    public const int RecoverySlackAlarms = 8;

    /// <summary>Records of a snapshot beside alarms: header, state, end twice.</summary>
    public const int SnapshotOverheadRecords = 4;

    /// <summary>Slots that must be free after the largest snapshot.</summary>
    public const int MinFreeSlotsAfterSnapshot = 32;

    /// <summary>Free slots below which an idle step copies into the next sector.</summary>
    public const int IdleCompactionFreeSlots = StorageLimits.IdleCompactionFreeSlots;

    /// <summary>Tries to read a flash with unreadable parts before the readable rest is used.</summary>
    public const int MountTriesBeforePartial = StorageLimits.MountTriesBeforePartial;

    /// <summary>How often a faulty journal is tried again.</summary>
    public const int JournalRetryMilliseconds = StorageLimits.JournalRetryMilliseconds;

    /// <summary>Devices that may be paired with one hub.</summary>
    public const int MaxDevices = 64;

    /// <summary>Smallest sector of the device store's flash: it must hold all devices twice over.</summary>
    public const int MinDeviceSectorBytes = 16_384;

    /// <summary>How often the erasure of a removed device's key is tried again: an hour.</summary>
    public const int KeyEraseRetryMilliseconds = 3_600_000;

    /// <summary>Sequence numbers reserved at a time.</summary>
    public const ulong SequenceBlock = 1024;

    /// <summary>Numbers left in the block when the next reservation is written in an idle step.</summary>
    public const ulong SequenceReserveAhead = 128;

    /// <summary>Heartbeat interval unless set (HBG-018).</summary>
    public const int DefaultHeartbeatIntervalSeconds = 120;

    /// <summary>Shortest heartbeat interval.</summary>
    public const int MinHeartbeatIntervalSeconds = SettingsLimits.MinHeartbeatIntervalSeconds;

    /// <summary>Longest heartbeat interval.</summary>
    public const int MaxHeartbeatIntervalSeconds = SettingsLimits.MaxHeartbeatIntervalSeconds;

    /// <summary>Silent test interval unless set: 23 h (HBG-039).</summary>
    public const int DefaultSilentTestIntervalSeconds = 23 * 3600;

    /// <summary>Shortest silent test interval.</summary>
    public const int MinSilentTestIntervalSeconds = SettingsLimits.MinSilentTestIntervalSeconds;

    /// <summary>Longest silent test interval: a week.</summary>
    public const int MaxSilentTestIntervalSeconds = SettingsLimits.MaxSilentTestIntervalSeconds;

    /// <summary>MQTT keep-alive unless set.</summary>
    public const int DefaultKeepAliveSeconds = 60;

    /// <summary>Shortest MQTT keep-alive: a connection without one could hang for ever.</summary>
    public const int MinKeepAliveSeconds = 5;

    /// <summary>Longest MQTT password.</summary>
    public const int MaxPasswordBytes = 64;

    /// <summary>Longest time between two steps that the hub asks for; the watchdog's time must be at least four times
    /// this: a session that hangs leaves it unfed for up to three.
    /// </summary>
    public const int MaxStepIntervalMilliseconds = 30_000;

    /// <summary>Presses that may wait between the radio and a step.</summary>
    public const int PressRingCapacity = 32;

    /// <summary>Presses taken from the ring in one step.</summary>
    public const int PressesPerStep = 8;

    /// <summary>Triggers whose last press is remembered, so that a repeated frame is one press.</summary>
    public const int RecentPressCapacity = 64;

    /// <summary>Alarms of one trigger that are sent without being acknowledged; the next one waits and takes further
    /// presses by count until one of them is acknowledged.</summary>
    public const int MaxSentPerTrigger = 3;

    /// <summary>Presses one alarm can stand for.</summary>
    public const int MaxPressCount = 65535;

    /// <summary>Test alarms that may be pending at a time.</summary>
    public const int MaxPendingTests = 4;

    /// <summary>Sendings of an alarm in the quick part of the schedule: at once and 16 more (requirements 5.2).
    /// </summary>
    public const int QuickSendings = 17;

    /// <summary>Time between sendings in the quick part of the schedule.</summary>
    public const int QuickRetryMilliseconds = 30_000;

    /// <summary>Time between sendings for ever after.</summary>
    public const int SlowRetryMilliseconds = 600_000;

    /// <summary>Alarms sent in one step.</summary>
    public const int AlarmsPerStep = 8;

    /// <summary>Messages that may wait for the uplink's answer.</summary>
    public const int PublishWindow = 8;

    /// <summary>Places in the window kept free for alarms of persons.</summary>
    public const int PublishWindowReserve = 4;

    /// <summary>How long the uplink may take no message before the session is made anew.</summary>
    public const int PublishStuckMilliseconds = 60_000;

    /// <summary>How long a published message may stay unanswered before the session is made anew. Equal to the first
    /// retry of an alarm, so that a dead session costs an alarm no more than that.</summary>
    public const int PublishAnswerTimeoutMilliseconds = 30_000;

    /// <summary>How soon to try again when the uplink takes nothing more for now.</summary>
    public const int PublishRetryMilliseconds = 200;

    /// <summary>How soon to try again when the uplink has taken nothing for long.</summary>
    public const int PublishRetryMaxMilliseconds = 2_000;

    /// <summary>How often a bearer that is opening is looked at.</summary>
    public const int BearerPollMilliseconds = 100;

    /// <summary>How long making a session may take.</summary>
    public const int ConnectTimeoutMilliseconds = 90_000;

    /// <summary>How long opening a bearer's stream may take.</summary>
    public const int BearerOpenTimeoutMilliseconds = 60_000;

    /// <summary>Shortest wait after a failed connection, doubled with each further one.</summary>
    public const int BackoffBaseMilliseconds = 2_000;

    /// <summary>Longest wait after a failed connection.</summary>
    public const int BackoffMaxMilliseconds = 60_000;

    /// <summary>Longest wait after a failed connection while an alarm of a person is pending.</summary>
    public const int UrgentBackoffMaxMilliseconds = 5_000;

    /// <summary>Shortest time between two connections, whatever the hurry.</summary>
    public const int MinReconnectMilliseconds = 1_000;

    /// <summary>How long a session must hold before the wait starts from its shortest again.</summary>
    public const int StableLinkMilliseconds = 30_000;

    /// <summary>Earliest time a clock is set to: 2024-01-01.</summary>
    public const long MinUnixMilliseconds = 1_704_067_200_000;

    /// <summary>Commands that may wait or be answered at a time.</summary>
    public const int CommandCapacity = 8;

    /// <summary>Commands remembered as done, so that a repeated one is answered and not done again.</summary>
    public const int RecentCommandCapacity = 16;

    /// <summary>How long a command with an expiry waits for the clock to be set.</summary>
    public const int CommandClockWaitMilliseconds = 60_000;

    /// <summary>How long a restart waits for its answer to go out.</summary>
    public const int RestartDelayMilliseconds = 5_000;

    /// <summary>Events kept while they cannot be sent.</summary>
    public const int EventCapacity = 32;

    /// <summary>Events sent in one step.</summary>
    public const int EventsPerStep = 4;

    /// <summary>Faults remembered for diagnostics.</summary>
    public const int FaultsRemembered = 3;

    /// <summary>How often an event that the receiver refuses is sent before it is given up.</summary>
    public const int EventTries = 3;

    /// <summary>Least time between two events about refused messages.</summary>
    public const int RefusalReportMilliseconds = 600_000;

    /// <summary>How long a change of power must last to count.</summary>
    public const int PowerDebounceMilliseconds = 2_000;

    /// <summary>Charge at or below which the battery is low (HBG-021).</summary>
    public const int BatteryLowPercent = 20;

    /// <summary>Charge at or above which the battery is no longer low.</summary>
    public const int BatteryOkPercent = 30;

    /// <summary>Latest end of starting, for the lamp Power (HUL-141).</summary>
    public const int PowerLampStartMilliseconds = 90_000;

    /// <summary>Latest verdict of the lamp Internet after a start (HUL-142).</summary>
    public const int InternetLampStartMilliseconds = 120_000;

    /// <summary>Beyond a heartbeat's interval, how long a proof of the chain counts (HUL-143: 120 s + 60 s).</summary>
    public const int ServiceProofSlackMilliseconds = 60_000;

    /// <summary>How long a sent alarm may be unacknowledged before the lamp Service goes out (HUL-143).</summary>
    public const int ServiceAlarmWaitMilliseconds = 180_000;

    /// <summary>How long a part may make no progress before the watchdog is no longer fed.</summary>
    public const int MaxIdlePartMilliseconds = 600_000;

    /// <summary>Devices that can be delivered with a hub, already paired (UPP-036).</summary>
    public const int MaxKitDevices = 16;

    /// <summary>Descriptions of other vendors' devices.</summary>
    public const int MaxDeviceDescriptions = 64;

    /// <summary>Event codes in one description.</summary>
    public const int MaxDescribedEvents = 64;

    /// <summary>Frames that may wait between the transceiver and a step.</summary>
    public const int FrameRingCapacity = 32;

    /// <summary>Frames taken from the ring in one step.</summary>
    public const int FramesPerStep = 8;

    /// <summary>Events of other vendors' devices that may wait for a step.</summary>
    public const int VendorRingCapacity = 16;

    /// <summary>Events of other vendors' devices taken in one step.</summary>
    public const int VendorEventsPerStep = 8;

    /// <summary>Air time in an hour that only acknowledgements of persons' alarms may use.</summary>
    public const int AirReserveMilliseconds = 1_800;

    /// <summary>Frames of the hub that may wait for the transceiver.</summary>
    public const int RadioOutboxCapacity = 16;

    /// <summary>How soon to look at a busy channel again.</summary>
    public const int ChannelRetryMilliseconds = 15;

    /// <summary>How long what is urgent waits for a free channel: longer than three of the longest frames, shorter than
    /// a device listens. A transmitter that never stops must not keep a heard press from being answered.</summary>
    public const int ChannelPatienceMilliseconds = 150;

    /// <summary>How long an answer is worth sending: after that its device listens no more.</summary>
    public const int AnswerWithinMilliseconds = 2_000;

    /// <summary>How often the same frame, heard again, is acknowledged again: a quick burst has 12.</summary>
    public const int MaxRepeatAcknowledgements = 12;

    /// <summary>How long after its first hearing a frame is acknowledged again; later it can only be a recording.
    /// </summary>
    public const int RepeatWithinMilliseconds = 30_000;

    /// <summary>Least time between two resyncs of one device.</summary>
    public const int ResyncIntervalMilliseconds = 60_000;

    /// <summary>Least time between two resyncs that may use the reserve of the air budget.</summary>
    public const int UrgentResyncMilliseconds = 300_000;

    /// <summary>Least time between two events about frames of one device that are not authentic.</summary>
    public const int IntrusionReportMilliseconds = 600_000;

    /// <summary>How long a channel must be busy on end to count as jammed, and quiet to count as free again.</summary>
    public const int JamMilliseconds = 30_000;

    /// <summary>How often a channel that was found busy is looked at.</summary>
    public const int JamPollMilliseconds = 1_000;

    /// <summary>How long the lamp Radio flashes.</summary>
    public const int RadioFlashMilliseconds = 300;

    /// <summary>How long a device may join after the button on the hub, in seconds.</summary>
    public const int PairingWindowSeconds = 120;

    /// <summary>The longest time for which the fleet manager may open pairing, in seconds.</summary>
    public const int MaxPairingWindowSeconds = 600;

    /// <summary>How long after pairing a press counts as its test.</summary>
    public const int InterviewMilliseconds = 600_000;

    /// <summary>Join attempts of one window whose link keys are kept until one of them is proven.</summary>
    public const int JoinAttempts = 4;

    /// <summary>Join answers sent in one window.</summary>
    public const int MaxJoinAnswers = 24;

    /// <summary>Refused join requests told in one window; further ones are only counted.</summary>
    public const int MaxToldRefusals = 8;

    /// <summary>Reports about pairing and walk tests that may wait for the session.</summary>
    public const int PairingReportCapacity = 32;

    /// <summary>Pairing requests remembered as answered.</summary>
    public const int RecentRequestCapacity = 8;

    /// <summary>The longest walk test, in seconds.</summary>
    public const int MaxWalkTestSeconds = 3_600;

    /// <summary>A walk test unless the request says otherwise, in seconds.</summary>
    public const int WalkTestSeconds = 900;

    /// <summary>Orders to devices that may be under way.</summary>
    public const int OrderCapacity = 4;

    /// <summary>How often an order is sent until the device reports that it was carried out.</summary>
    public const int OrderTries = 5;

    /// <summary>Time between two sendings of an order.</summary>
    public const int OrderRetryMilliseconds = 3_000;

    /// <summary>Technical alarms that may be pending at a time; what else is wrong waits its turn.</summary>
    public const int MaxPendingTechnicalAlarms = 8;

    /// <summary>Changes of devices' conditions told in one step.</summary>
    public const int ConditionsPerStep = 8;

    /// <summary>How soon a technical alarm that found no place is tried again.</summary>
    public const int ConditionRetryMilliseconds = 10_000;

    /// <summary>Charge of a device's battery at or below which it is low, even if the device does not say so.</summary>
    public const int DeviceBatteryLowPercent = 10;

    /// <summary>Charge that only a new battery has.</summary>
    public const int DeviceBatteryNewPercent = 50;

    /// <summary>Reports in a row without a low battery until it counts as good again.</summary>
    public const int DeviceBatteryOkReports = 3;

    /// <summary>How long a device's case must stay closed until tampering counts as ended.</summary>
    public const int TamperEndMilliseconds = 300_000;

    /// <summary>How often the state of all devices is told though nothing changed.</summary>
    public const int DeviceStateMilliseconds = 24 * 3_600_000;

    /// <summary>Removed devices whose removal waits to be told.</summary>
    public const int RemovedCapacity = 8;

    /// <summary>Phrases that may wait to be spoken.</summary>
    public const int SpeechCapacity = 8;

    /// <summary>How soon to ask again whether the speaker is silent.</summary>
    public const int SpeechRetryMilliseconds = 100;

    /// <summary>Alarms of one rule that may be pending at a time: one on the wire and one that tells that it went on.
    /// </summary>
    public const int MaxPendingPerRule = 2;

    /// <summary>Alarms of rules that may be pending at a time; the other places are kept for presses.</summary>
    public const int MaxPendingRuleAlarms = 16;

    /// <summary>Rules that remind or fire in one step; what else is due waits for the next, which comes at once.
    /// </summary>
    public const int RulesFiredPerStep = 4;

    /// <summary>Rules of a new set that are read in one step.</summary>
    public const int RulesReadPerStep = 2;

    /// <summary>Bytes of a new document that are hashed in one step.</summary>
    public const int DocumentBytesHashedPerStep = 512;

    /// <summary>How long parts of a document are kept while others are missing.</summary>
    public const int DocumentPatienceMilliseconds = 600_000;

    /// <summary>Least time between two records about the same rule's activity, so that motion does not wear the flash.
    /// </summary>
    public const int RuleRecordMilliseconds = 600_000;

    /// <summary>Records about rules under way that are written in one step.</summary>
    public const int RuleRecordsPerStep = 8;

    /// <summary>Oldest run of a rule that a restart takes up again: a week and a day.</summary>
    public const long MaxKeptRunMilliseconds = 8L * 24 * 3_600_000;

    /// <summary>How long after a window has closed what was due in it still fires, after a suspended board or a clock
    /// that was set.</summary>
    public const int LateWindowMilliseconds = 3_600_000;

    /// <summary>Sectors of the rules' flash that hold the rule set; the others hold what is under way.</summary>
    public const int RuleSetSectors = 2;

    /// <summary>Fewest sectors of the rules' flash.</summary>
    public const int MinDocumentSectors = 4;

    /// <summary>Plugs switched by one action.</summary>
    public const int PlugsPerAction = 4;
}
