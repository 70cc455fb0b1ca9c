// Every bound of the fleet manager, in one place; each slice has its own section.
namespace Fleet.Server;

/// <summary>
/// The fleet manager's bounds; <c>Limits.*.cs</c> beside this file hold some slices' sections. What happens at each is
/// defined where it is used and tested at the limit.
/// </summary>
public static partial class Limits
{
    /// <summary>
    /// Bounds of the hub gateway. All but the constants of the wire can be changed under <c>Fleet:Gateway:Limits</c>.
    /// </summary>
    public static class Gateway
    {
        /// <summary>
        /// Largest control packet taken from a hub, in bytes, fixed header included (MQTT 5.0 §3.2.2.3.6).
        /// </summary>
        public const int MaximumPacketBytes = 4096;

        /// <summary>Largest control packet taken in conformance mode, in bytes.</summary>
        public const int ConformanceMaximumPacketBytes = 256 * 1024;

        /// <summary>Messages of QoS 1 and 2 a client may have unacknowledged (MQTT 5.0 §3.2.2.3.3).</summary>
        public const int ReceiveMaximum = 64;

        /// <summary>
        /// Messages of QoS 1 and 2 the gateway keeps unacknowledged towards one client, whatever the client allows.
        /// </summary>
        public const int OutboundInFlight = 32;

        /// <summary>Topic aliases a client may set (MQTT 5.0 §3.2.2.3.8).</summary>
        public const int TopicAliasMaximum = 16;

        /// <summary>Topic aliases the gateway sets towards a client that allows them.</summary>
        public const int OutboundTopicAliases = 16;

        /// <summary>Longest topic name or filter, in bytes of UTF-8.</summary>
        public const int TopicBytes = 256;

        /// <summary>Most levels in a topic name or filter.</summary>
        public const int TopicLevels = 16;

        /// <summary>Longest client identifier, in bytes of UTF-8.</summary>
        public const int ClientIdBytes = 128;

        /// <summary>Subscriptions one hub session may hold.</summary>
        public const int SubscriptionsPerHubSession = 16;

        /// <summary>Subscriptions one session may hold in conformance mode.</summary>
        public const int SubscriptionsPerConformanceSession = 1024;

        /// <summary>Topic filters in one SUBSCRIBE or UNSUBSCRIBE.</summary>
        public const int FiltersPerPacket = 64;

        /// <summary>Messages waiting for one hub session.</summary>
        public const int QueuedMessagesPerHubSession = 64;

        /// <summary>Messages waiting for one session in conformance mode.</summary>
        public const int QueuedMessagesPerConformanceSession = 1000;

        /// <summary>Bytes waiting for one session, topics and properties included.</summary>
        public const int QueuedBytesPerSession = 1024 * 1024;

        /// <summary>
        /// Bytes of acknowledgements kept for a peer that does not read; beyond this the connection is closed.
        /// </summary>
        public const int StalledOutputBytes = 16 * 1024;

        /// <summary>Sessions of one hub besides the one whose client id is the hub id.</summary>
        public const int ExtraSessionsPerHub = 8;

        /// <summary>Connections open at once; the next is closed as soon as it is accepted.</summary>
        public const int Connections = 200_000;

        /// <summary>Sessions held at once, connected or not.</summary>
        public const int Sessions = 400_000;

        /// <summary>Retained messages held in conformance mode.</summary>
        public const int RetainedMessages = 10_000;

        /// <summary>Longest a session outlives its connection, in seconds: 7 days.</summary>
        public const long SessionExpirySeconds = 7 * 24 * 3600;

        /// <summary>Longest keep-alive interval, in seconds; a longer one is lowered (MQTT 5.0 §3.2.2.3.14).</summary>
        public const int KeepAliveSeconds = 1200;

        /// <summary>Time from accepting a connection to its complete CONNECT, TLS included, in seconds.</summary>
        public const int ConnectSeconds = 10;

        /// <summary>Time a peer may leave output unread before the connection is closed, in seconds.</summary>
        public const int WriteSeconds = 30;

        /// <summary>Time a closing connection is kept for the peer to read the reason, in milliseconds.</summary>
        public const int LingerMilliseconds = 1000;

        /// <summary>Messages a second taken from one connection; 0 for no bound.</summary>
        public const int PublishesPerSecond = 0;
    }

    /// <summary>Bounds of the ingest, where uplink messages are gathered and committed.</summary>
    public static class Ingest
    {
        /// <summary>Messages one commit group holds; while it is full, the gateway's readers wait.</summary>
        public const int GroupMessages = 16_384;

        /// <summary>Bytes one commit group holds, frame heads included.</summary>
        public const int GroupBytes = 4 * 1024 * 1024;

        /// <summary>
        /// The longest message body taken, in bytes; a longer one is answered as not being a message.
        /// </summary>
        public const int BodyBytes = 16 * 1024;

        /// <summary>Bytes kept of a body that could not be decoded.</summary>
        public const int RefusedBodyBytes = 512;

        /// <summary>Refused bodies kept per hub; the oldest make room.</summary>
        public const int RefusedPerHub = 16;

        /// <summary>Refused bodies stored per commit group; more are answered and not kept.</summary>
        public const int RefusedPerGroup = 512;

        /// <summary>
        /// History lines that may wait to be written; beyond it only lines of alarms and tests are kept.
        /// </summary>
        public const int PendingHistory = 100_000;
    }

    /// <summary>Bounds of the store.</summary>
    public static class Store
    {
        /// <summary>Writes that may wait for the store; more are refused as busy.</summary>
        public const int WaitingWrites = 10_000;

        /// <summary>Rows one background write changes, so that the ingest never waits long for it.</summary>
        public const int RowsPerBackgroundWrite = 200;

        /// <summary>Hubs one portion of a round writes: a few milliseconds of one core.</summary>
        public const int HubsPerPortion = 50;

        /// <summary>Between two portions, so that rounds of 100,000 hubs take minutes, not the ingest's time.</summary>
        public const int PortionMilliseconds = 100;
    }

    /// <summary>Bounds of the hub registry.</summary>
    public static class Hubs
    {
        /// <summary>The most hubs one request registers.</summary>
        public const int PerAdd = 100_000;

        /// <summary>The most hubs one page of a list holds.</summary>
        public const int PerPage = 1_000;

        /// <summary>The longest prefix of a hub's list name, in characters.</summary>
        public const int NamePrefixLength = 40;

        /// <summary>The most history lines one request returns.</summary>
        public const int HistoryPerPage = 1_000;

        /// <summary>Listeners to hub changes at the same time, per tenant.</summary>
        public const int FeedListeners = 2_000;

        /// <summary>How long a registration is remembered by its Idempotency-Key, in days.</summary>
        public const int AdditionDays = 7;
    }

    /// <summary>Bounds of hubs' devices, of pairing and of walk tests.</summary>
    public static class Devices
    {
        /// <summary>Rows kept per hub, removed devices among them; the oldest removed ones make room.</summary>
        public const int RowsPerHub = 256;

        /// <summary>How long a pairing window is open unless told otherwise, in seconds (anchors C.2).</summary>
        public const int WindowSeconds = 120;

        /// <summary>The shortest pairing window or walk test, in seconds.</summary>
        public const int ShortestSeconds = 10;

        /// <summary>The longest pairing window, in seconds.</summary>
        public const int LongestWindowSeconds = 600;

        /// <summary>How long a device that has joined may take until its first press is at the centre, in
        /// seconds.</summary>
        public const int InterviewSeconds = 600;

        /// <summary>How long a connected hub may take to answer a request, in seconds.</summary>
        public const int AnswerSeconds = 15;

        /// <summary>How long after the hub's own end of a window its last word is waited for, in seconds.</summary>
        public const int GraceSeconds = 10;

        /// <summary>How long a walk test lasts unless told otherwise, in seconds.</summary>
        public const int WalkSeconds = 900;

        /// <summary>The longest walk test, in seconds.</summary>
        public const int LongestWalkSeconds = 3_600;

        /// <summary>Steps kept of one pairing; what a hub tells beyond stays in its history only.</summary>
        public const int StepsPerPairing = 500;

        /// <summary>Presses kept of one walk test.</summary>
        public const int PressesPerTest = 2_000;

        /// <summary>Pairings kept per hub of those opened at the hub itself.</summary>
        public const int PairingsAtHub = 500;

        /// <summary>The most pairings, walk tests or requests one list holds.</summary>
        public const int PerPage = 100;

        /// <summary>States of devices that may wait for the store; beyond it the daily report brings them.</summary>
        public const int PendingStates = 200_000;

        /// <summary>Listeners to device changes at the same time, per tenant.</summary>
        public const int FeedListeners = 2_000;
    }

    /// <summary>Bounds of the alarm cases.</summary>
    public static class Alarms
    {
        /// <summary>The most cases one request returns.</summary>
        public const int PerPage = 500;

        /// <summary>The longest note given when closing a case, in characters.</summary>
        public const int NoteLength = 500;

        /// <summary>The most presses a case counts.</summary>
        public const int PressCount = 1_000_000;

        /// <summary>The longest log one request returns, in entries.</summary>
        public const int LogEntries = 10_000;

        /// <summary>Listeners to case changes at the same time, per tenant.</summary>
        public const int FeedListeners = 2_000;

        /// <summary>
        /// Case events a listener of the event stream may lag behind before it is told to start over.
        /// </summary>
        public const int FeedLag = 4_096;

        /// <summary>
        /// Case events replayed to a listener that resumes; from further back it is told to start over.
        /// </summary>
        public const int FeedReplay = 10_000;
    }

    /// <summary>Bounds of sign-in.</summary>
    public static class Access
    {
        /// <summary>The longest user name or password, in characters.</summary>
        public const int CredentialLength = 200;

        /// <summary>Failed sign-ins for one user name after which it must wait.</summary>
        public const int Failures = 10;

        /// <summary>How long a failed sign-in counts, in seconds.</summary>
        public const int FailureWindowSeconds = 300;

        /// <summary>User names whose failed sign-ins are remembered; when full, the oldest make room.</summary>
        public const int FailureEntries = 10_000;
    }

    /// <summary>Bounds of the HTTP interface.</summary>
    public static class Http
    {
        /// <summary>The largest request body, in bytes.</summary>
        public const int RequestBodyBytes = 64 * 1024;

        /// <summary>HTTP connections open at once; hubs' connections are bounded by the gateway.</summary>
        public const int Connections = 10_000;

        /// <summary>Event streams open at once on this node.</summary>
        public const int EventStreams = 2_000;

        /// <summary>The longest Idempotency-Key, in characters.</summary>
        public const int IdempotencyKeyLength = 64;
    }

    /// <summary>Bounds of the operators' console.</summary>
    public static class Console
    {
        /// <summary>Longest time between two pulses to a page, in seconds.</summary>
        public const int PulseSeconds = 2;

        /// <summary>A page without a pulse for so long says that it is blind, in seconds (anchors C.1).</summary>
        public const int BlindAfterSeconds = 5;

        /// <summary>A page without a pulse for so long begins to connect anew, in seconds.</summary>
        public const int ComeBackAfterSeconds = 9;

        /// <summary>A page's connection without any sign of the server for so long is given up, in seconds.</summary>
        public const int ServerTimeoutSeconds = 10;

        /// <summary>Longest wait for a page to take a pulse before the next is tried, in seconds.</summary>
        public const int PulseTimeoutSeconds = 3;

        /// <summary>Shortest time between two renderings of a page caused by the feeds, in milliseconds.</summary>
        public const int CoalescingMilliseconds = 100;

        /// <summary>How often a page reads the whole list again, in case a feed lost a change, in seconds.</summary>
        public const int ReadEverySeconds = 20;

        /// <summary>How soon a failed reading is tried again, in seconds.</summary>
        public const int ReadAgainAfterFailureSeconds = 3;

        /// <summary>Open cases read at once; with more, the page says that there are more.</summary>
        public const int CasesRead = 500;

        /// <summary>Rows one list shows; with more, the page says that there are more.</summary>
        public const int RowsShown = 200;

        /// <summary>Rows among the new alarms; with more, the band says that there are more.</summary>
        public const int NewRowsShown = 50;

        /// <summary>Changed cases kept for a page that is busy; beyond that it reads the whole list again.</summary>
        public const int UnappliedChanges = 5000;

        /// <summary>How long an unclaimed alarm stays among the new ones while nobody touches the list, in
        /// seconds.</summary>
        public const int NewAlarmSeconds = 30;

        /// <summary>Longest mute of the alarm sound, in seconds (anchors C.1).</summary>
        public const int MuteSeconds = 60;

        /// <summary>Longest text searched for, in characters.</summary>
        public const int SearchCharacters = 100;

        /// <summary>Hubs read for the hub list, worst status first; with more, the page says that there are
        /// more.</summary>
        public const int HubsRead = 5000;

        /// <summary>Hubs shown at once.</summary>
        public const int HubsShown = 100;

        /// <summary>Commands of a hub shown on its page.</summary>
        public const int CommandsShown = 20;

        /// <summary>Entries of a hub's history shown.</summary>
        public const int HistoryEntries = 200;

        /// <summary>How long before its end a session warns, in seconds (WCAG 2.2.1).</summary>
        public const int SessionWarningSeconds = 600;

        /// <summary>How long a page that lost its connection can have its circuit back, in seconds.</summary>
        public const int CircuitKeptSeconds = 180;

        /// <summary>Lost circuits kept at once.</summary>
        public const int CircuitsKept = 500;
    }
}
