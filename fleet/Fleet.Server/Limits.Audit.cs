// The bounds of the tenants' logs.
namespace Fleet.Server;

/// <summary>See <c>Limits.cs</c>.</summary>
public static partial class Limits
{
    /// <summary>Bounds of the tenants' logs and of what is exported from them.</summary>
    public static class Audit
    {
        /// <summary>The longest topic or step, in characters.</summary>
        public const int CodeLength = 40;

        /// <summary>The longest subject, in characters.</summary>
        public const int SubjectLength = 100;

        /// <summary>The longest detail, in characters.</summary>
        public const int DetailLength = 1_000;

        /// <summary>Entries that one check looks at; the next goes on from there.</summary>
        public const int EntriesPerCheck = 20_000;

        /// <summary>Entries that one list shows.</summary>
        public const int PerPage = 500;

        /// <summary>The longest period of one export or report, in days.</summary>
        public const int PeriodDays = 3_660;

        /// <summary>Entries read at a time while a log is checked or exported.</summary>
        public const int EntriesPerRead = 500;
    }
}
