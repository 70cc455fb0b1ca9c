// The bounds of updates over the air.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of releases, rollouts, orders and blocks.</summary>
    public static class Updates
    {
        /// <summary>Largest bundle of a release, in bytes: sixteen images of 1 MiB, their lists, and papers; the same
        /// as the signer makes at most.</summary>
        public const int BundleBytes = 32 * 1024 * 1024;

        /// <summary>Releases that a municipality keeps.</summary>
        public const int Releases = 500;

        /// <summary>Keys for releases that a municipality trusts: as many as its hubs do.</summary>
        public const int TrustedKeys = 2;

        /// <summary>Longest public key in bytes, of those that hubs can verify with.</summary>
        public const int PublicKeyBytes = 60;

        /// <summary>Rehearsals kept of one release.</summary>
        public const int RehearsalsPerRelease = 50;

        /// <summary>Fewest homes of a rehearsal that counts.</summary>
        public const int RehearsalHomes = 200;

        /// <summary>Fewest simulated days of a rehearsal that counts.</summary>
        public const int RehearsalDays = 7;

        /// <summary>Names of broken invariants in one report.</summary>
        public const int InvariantsPerReport = 100;

        /// <summary>Characters of the name of an invariant.</summary>
        public const int InvariantNameLength = 200;

        /// <summary>Hubs of one rollout.</summary>
        public const int Hubs = 20_000;

        /// <summary>Hubs shown of a plan, and of one list in one answer.</summary>
        public const int HubsPerPage = 500;

        /// <summary>Hubs that a rollout may name one by one.</summary>
        public const int NamedHubs = 1_000;

        /// <summary>Rollouts or releases in one answer, the newest.</summary>
        public const int PerPage = 50;

        /// <summary>Longest time that a wave is watched after its last answer, in seconds: four weeks.</summary>
        public const int SoakSeconds = 2_419_200;

        /// <summary>Most hubs admitted in a minute.</summary>
        public const int HubsPerMinute = 600;

        /// <summary>Most hubs admitted at once.</summary>
        public const int Burst = 200;

        /// <summary>Characters of a reason.</summary>
        public const int CommentLength = 500;

        /// <summary>Characters of a code of a stairwell, a round or a cell.</summary>
        public const int PlaceCodeLength = 32;

        /// <summary>People who must agree to start without a passed rehearsal.</summary>
        public const int OverridesNeeded = 2;

        /// <summary>How long a hub may take an order to fetch, in seconds.</summary>
        public const int FetchOrderSeconds = 21_600;

        /// <summary>How long a hub may take an order to install, cancel or go back, in seconds: short, so that no hub
        /// restarts when nobody looks any more.</summary>
        public const int InstallOrderSeconds = 900;

        /// <summary>Seconds after which an order that a connected hub has not taken is given again.</summary>
        public const int RetrySeconds = 60;

        /// <summary>How often an order is given to a hub that does not take it.</summary>
        public const int Tries = 8;

        /// <summary>How long a hub may take from the order to install until it has kept or left the release, in
        /// seconds: waiting for the order, the restart, and a trial of ten minutes.</summary>
        public const int SettleSeconds = 3_600;

        /// <summary>How long a connected hub may take to fetch a release, in seconds: a day, on the slowest link.
        /// </summary>
        public const int FetchSeconds = 86_400;

        /// <summary>Hubs looked at in one round of one rollout.</summary>
        public const int HubsPerRound = 500;

        /// <summary>Orders given in one round, by all rollouts together.</summary>
        public const int OrdersPerRound = 50;

        /// <summary>Words of hubs on their firmware that may wait to be written; beyond it the hub says it again.
        /// </summary>
        public const int PendingNews = 20_000;

        /// <summary>Bytes of releases that are sent to all hubs together in a second.</summary>
        public const int BlockBytesPerSecond = 4 * 1024 * 1024;

        /// <summary>Hubs whose request for bytes may wait; a further one is not heard, and its hub asks again.
        /// </summary>
        public const int WaitingRequests = 50_000;

        /// <summary>Bytes of releases held in memory.</summary>
        public const int CachedBytes = 32 * 1024 * 1024;

        /// <summary>Days before an update that a hub is held against.</summary>
        public const int BaselineDays = 7;

        /// <summary>Hours of a hub's figures after which they are held against those before.</summary>
        public const int SignalHours = 6;

        /// <summary>Missed heartbeats a day more than before that are too many.</summary>
        public const int MoreGapsPerDay = 6;

        /// <summary>Restarts a day more than before that are too many; the one into the release does not count.
        /// </summary>
        public const int MoreRestartsPerDay = 2;

        /// <summary>Milliseconds that a test alarm may take longer than before.</summary>
        public const int SlowerTestMilliseconds = 10_000;

        /// <summary>Percent of battery an hour that a hub may lose more than before.</summary>
        public const int MoreBatteryPercentPerHour = 5;

        /// <summary>Triggers that may be lost more than before, in a day.</summary>
        public const int MoreLostTriggersPerDay = 0;
    }
}
