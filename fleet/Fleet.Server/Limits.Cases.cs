// The bounds of what people do with cases.
namespace Fleet.Server;

/// <content>The cases' section.</content>
public static partial class Limits
{
    /// <summary>Bounds of actions and chains.</summary>
    public static class Cases
    {
        /// <summary>The longest name of a responder given by an operator, in characters.</summary>
        public const int NameLength = 100;

        /// <summary>How often a case can be opened again.</summary>
        public const int Reopens = 20;

        /// <summary>How long after it was closed, in days.</summary>
        public const int ReopenDays = 30;

        /// <summary>Cases linked with one case.</summary>
        public const int Links = 50;

        /// <summary>How far back a check-in or check-out told by a person can lie, in hours.</summary>
        public const int ReceiptHours = 24;

        /// <summary>How long a home has for the test alarm that it was asked for, in minutes.</summary>
        public const int TestMinutes = 60;

        /// <summary>The shortest time for it, in minutes.</summary>
        public const int TestMinutesLeast = 5;

        /// <summary>The longest time for it, in minutes: a day.</summary>
        public const int TestMinutesMost = 1_440;

        /// <summary>Steps of one phase of a chain.</summary>
        public const int StepsPerPhase = 20;

        /// <summary>The longest wait before a step, in seconds: a day.</summary>
        public const int StepSeconds = 86_400;

        /// <summary>The longest name of a chain, in characters.</summary>
        public const int ChainNameLength = 60;

        /// <summary>The longest reason for changing a chain, in characters.</summary>
        public const int ReasonLength = 200;

        /// <summary>Versions of a chain that one request returns.</summary>
        public const int ChainVersions = 100;
    }
}
