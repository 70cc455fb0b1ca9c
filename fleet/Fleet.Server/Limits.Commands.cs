// The bounds of commands to hubs.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of commands to hubs.</summary>
    public static class Commands
    {
        /// <summary>Characters of the reason for a command.</summary>
        public const int CommentLength = 500;

        /// <summary>The longest time that a command may wait and be done in, in seconds: seven days.</summary>
        public const int LongestSeconds = 604_800;

        /// <summary>How long a command may be done in unless it says otherwise, in seconds.</summary>
        public const int DefaultSeconds = 300;

        /// <summary>Commands of one hub that may be open: as many as a hub can have under way.</summary>
        public const int OpenPerHub = 8;

        /// <summary>Commands of one municipality that may be open.</summary>
        public const int OpenPerTenant = 1_000;

        /// <summary>Settled commands kept of one hub; older ones are forgotten.</summary>
        public const int KeptPerHub = 200;

        /// <summary>Commands in one answer.</summary>
        public const int PerPage = 100;

        /// <summary>Seconds after which an unanswered command is sent again to a hub that stays connected.</summary>
        public const int RetrySeconds = 60;

        /// <summary>Seconds after its deadline in which a command that has left may still be answered.</summary>
        public const int AnswerGraceSeconds = 60;

        /// <summary>Hubs that are sent to in one round, so that a return of many hubs at once delays nothing else.
        /// </summary>
        public const int HubsPerRound = 100;

        /// <summary>Answers that wait to be written. Beyond it an answer is not kept: the command is sent again, and
        /// answered again.</summary>
        public const int PendingNews = 10_000;

        /// <summary>Characters of a hub's reason: what an acknowledgement holds.</summary>
        public const int ReasonLength = 64;

        /// <summary>Pages of one municipality that may listen to changes of commands.</summary>
        public const int FeedListeners = 2_000;
    }
}
