// Bounds of the console's pages about cases, responders and planning.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of the pages about cases, responders and planning.</summary>
    public static class Pages
    {
        /// <summary>Shortest time between two readings of a responder's page, in milliseconds.</summary>
        public const int RespondCoalescingMilliseconds = 500;

        /// <summary>How often a call that goes on is asked how it stands, in seconds.</summary>
        public const int CallWatchSeconds = 1;

        /// <summary>Homes read and shown at a time.</summary>
        public const int HomesShown = 200;

        /// <summary>Cases offered to be merged or linked with.</summary>
        public const int CasesOffered = 50;
    }
}
