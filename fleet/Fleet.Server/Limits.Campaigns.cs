// The bounds of campaigns.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of changes for many hubs.</summary>
    public static class Campaigns
    {
        /// <summary>Hubs of one campaign.</summary>
        public const int Hubs = 20_000;

        /// <summary>Waves of one campaign.</summary>
        public const int Waves = 20;

        /// <summary>The longest time that a wave is watched, in seconds: a week.</summary>
        public const int SoakSeconds = 604_800;

        /// <summary>Hubs asked in one round of a second, by all campaigns together.</summary>
        public const int AsksPerRound = 50;

        /// <summary>Answers taken in one round.</summary>
        public const int AnswersPerRound = 500;

        /// <summary>Seconds after which a hub that is connected and has not answered counts as failed: three trials.
        /// </summary>
        public const int AnswerSeconds = 1_800;

        /// <summary>Seconds after which a list of hubs that is not finished never will be.</summary>
        public const int PlanningSeconds = 120;

        /// <summary>Hubs shown of a plan.</summary>
        public const int PlannedHubs = 2_000;

        /// <summary>Hubs of one list in one answer.</summary>
        public const int HubsPerPage = 500;

        /// <summary>Campaigns in one answer, the newest.</summary>
        public const int PerPage = 50;
    }
}
