// The bounds of the documentation of cases and its way to the care record.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of documentation.</summary>
    public static class CareRecord
    {
        /// <summary>Steps of a case in its documentation.</summary>
        public const int Entries = 500;

        /// <summary>Bytes of one documentation as it is sent.</summary>
        public const int DocumentBytes = 262_144;

        /// <summary>Bytes of an answer that are read.</summary>
        public const int AnswerBytes = 65_536;

        /// <summary>How often one is sent before a person must enter it: about six hours.</summary>
        public const int Attempts = 12;

        /// <summary>How long the care record may take to answer, in seconds.</summary>
        public const int TimeoutSeconds = 20;

        /// <summary>How long one that was taken is left alone, in milliseconds: a round at its slowest.</summary>
        public const long LeaseMilliseconds = 300_000;

        /// <summary>Sent in one round.</summary>
        public const int PerRound = 10;

        /// <summary>Entries of one list in one answer.</summary>
        public const int PerPage = 500;

        /// <summary>The shortest key of the signature, in characters.</summary>
        public const int SecretLength = 16;
    }
}
