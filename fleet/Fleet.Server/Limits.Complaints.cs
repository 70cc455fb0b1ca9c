// The bounds of complaints.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of the register of complaints.</summary>
    public static class Complaints
    {
        /// <summary>Entries of one list in one answer.</summary>
        public const int PerPage = 500;

        /// <summary>Characters of what was said, and of an answer.</summary>
        public const int TextLength = 2_000;

        /// <summary>Characters of who took it.</summary>
        public const int NameLength = 100;

        /// <summary>How far back one can have come, in years.</summary>
        public const int Years = 10;
    }
}
