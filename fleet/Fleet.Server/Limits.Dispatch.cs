// The bounds of dispatching.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of groups, rotas, templates and messages.</summary>
    public static class Dispatch
    {
        /// <summary>The longest name of a group, rota or unit, in characters.</summary>
        public const int NameLength = 60;

        /// <summary>The longest name of a phone, in characters.</summary>
        public const int RecipientNameLength = 40;

        /// <summary>Groups of one tenant.</summary>
        public const int Groups = 500;

        /// <summary>Phones of one group.</summary>
        public const int RecipientsPerGroup = 20;

        /// <summary>People who sign in for one group.</summary>
        public const int MembersPerGroup = 200;

        /// <summary>Rotas of one tenant.</summary>
        public const int Rotas = 200;

        /// <summary>Windows of one rota.</summary>
        public const int WindowsPerRota = 50;

        /// <summary>Past changes of a number shown for one phone, beside those to come.</summary>
        public const int NumbersShown = 50;

        /// <summary>Changes to come that one phone's number may have.</summary>
        public const int NumbersAhead = 20;

        /// <summary>How far ahead a number may be changed, in days.</summary>
        public const int NumberDaysAhead = 366;

        /// <summary>The longest template, in characters.</summary>
        public const int TemplateLength = 640;

        /// <summary>The longest message that goes out, in characters.</summary>
        public const int MessageLength = 640;

        /// <summary>The most short messages that one text may take.</summary>
        public const int MessageParts = 4;

        /// <summary>The longest reason of a change, in characters.</summary>
        public const int ReasonLength = 500;

        /// <summary>How long a message that asks may wait to be sent, in minutes.</summary>
        public const int AskMinutes = 15;

        /// <summary>How long a message that only tells may wait to be sent, in minutes.</summary>
        public const int NoticeMinutes = 60;

        /// <summary>How long a link shows the home after the acceptance, in minutes (HBG-070).</summary>
        public const int LinkMinutes = 60;

        /// <summary>The shortest such time that a tenant may set, in minutes.</summary>
        public const int ShortestLinkMinutes = 5;

        /// <summary>The longest such time that a tenant may set, in minutes.</summary>
        public const int LongestLinkMinutes = 1_440;

        /// <summary>Links that are none which one person may try within the time below.</summary>
        public const int LinkGuesses = 20;

        /// <summary>How long such tries are counted, in seconds.</summary>
        public const int LinkGuessSeconds = 600;

        /// <summary>People whose tries are counted at once.</summary>
        public const int LinkGuessers = 10_000;

        /// <summary>How long a reply without a number can belong to a case that is taken, in hours.</summary>
        public const int LateReplyHours = 24;

        /// <summary>The longest reply kept, in characters.</summary>
        public const int ReplyLength = 1_600;

        /// <summary>Unmatched replies, messages or desk cases one list holds.</summary>
        public const int PerPage = 500;

        /// <summary>Versions of a policy that a list holds.</summary>
        public const int VersionsShown = 100;

        /// <summary>Problems that one answer names.</summary>
        public const int ProblemsShown = 200;

        /// <summary>Faults of one rota that one answer names.</summary>
        public const int GapsShown = 20;
    }
}
