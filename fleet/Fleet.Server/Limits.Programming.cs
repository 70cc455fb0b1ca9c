// The bounds of remote programming.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of what is programmed into hubs from afar; those of a rule set itself are the wire's.</summary>
    public static class Programming
    {
        /// <summary>Characters of the reason for a change.</summary>
        public const int CommentLength = 500;

        /// <summary>Versions of one list in one answer.</summary>
        public const int VersionsPerPage = 100;

        /// <summary>Versions that are compared, back from the newest, to tell what was changed in each rule.</summary>
        public const int ComparedVersions = 200;

        /// <summary>Changes shown of one rule; HUL-043 asks for five at least.</summary>
        public const int ChangesPerRule = 5;

        /// <summary>Faults named in one answer.</summary>
        public const int Faults = 50;

        /// <summary>Characters of a hub's reason for a refusal: what an acknowledgement holds.</summary>
        public const int ReasonLength = 64;

        /// <summary>Tries to send a version while a hub stays connected and does not answer; a hello begins anew.
        /// </summary>
        public const int Tries = 5;

        /// <summary>Seconds until the second try; each further waits twice as long as the one before.</summary>
        public const int RetrySeconds = 60;

        /// <summary>Trials of settings that a hub begins and tells nothing more of; then they are not sent any more.
        /// </summary>
        public const int Trials = 3;

        /// <summary>Hubs looked at in one round because they have said hello.</summary>
        public const int MetPerRound = 50;

        /// <summary>Groups of hubs of a municipality.</summary>
        public const int Groups = 200;

        /// <summary>Characters of a group's name.</summary>
        public const int GroupNameLength = 60;

        /// <summary>Sendings of a hub that are remembered, so that an answer to any of them is understood.</summary>
        public const int Sendings = 8;

        /// <summary>Documents sent in one round, so that a return of many hubs at once delays nothing else.</summary>
        public const int SendsPerRound = 50;

        /// <summary>Answers and events that wait to be written. Beyond it an answer is not kept: the version is sent
        /// again, and answered again.</summary>
        public const int PendingNews = 10_000;
    }
}
