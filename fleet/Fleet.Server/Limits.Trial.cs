// The bounds of what is kept of a home's events, and of trials of rules on them.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of stored events and of the rule trial (HUL-045).</summary>
    public static class Trial
    {
        /// <summary>Days for which a home's events are kept.</summary>
        public const int KeptDays = 90;

        /// <summary>Events kept of one home: 90 days of a busy one, 660 a day.</summary>
        public const int EventsPerHome = 60_000;

        /// <summary>Days of a trial unless it says otherwise.</summary>
        public const int Days = 30;

        /// <summary>Days before the period that are replayed too, so that what began before it is known: the longest
        /// delay and a rest.</summary>
        public const int WarmUpDays = 8;

        /// <summary>Events that wait to be written. What comes beyond is told as lost.</summary>
        public const int PendingEvents = 20_000;

        /// <summary>Minutes to which it is kept when a hub was last heard.</summary>
        public const int ReachMinutes = 5;

        /// <summary>Minutes of not being heard before a start that are told as a gap.</summary>
        public const int GapMinutes = 15;

        /// <summary>Homes whose old events are removed in one round.</summary>
        public const int HomesPerRound = 50;

        /// <summary>Events of one home removed at once.</summary>
        public const int RemovedAtOnce = 5_000;

        /// <summary>Seconds between an alarm that came and one that the replay gives, for them to be the same.
        /// </summary>
        public const int MatchSeconds = 60;

        /// <summary>What rules may do in one replay, reminders counted: 90 days of 32 rules, each 34 times a day. Rules
        /// that do more are not tried to their end.</summary>
        public const int Firings = 100_000;

        /// <summary>Alarms of one kind named in an answer; all are counted.</summary>
        public const int NamedAlarms = 500;

        /// <summary>Gaps named in an answer; all are counted.</summary>
        public const int NamedGaps = 50;

        /// <summary>Looks through all rules at one moment of a replay: each may make all others due once.</summary>
        public const int TurnsPerMoment = 64;
    }
}
