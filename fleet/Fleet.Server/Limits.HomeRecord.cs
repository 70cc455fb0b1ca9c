// The bounds of a home's record.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of what one answer shows of a home.</summary>
    public static class HomeRecord
    {
        /// <summary>Entries of each list in one answer.</summary>
        public const int PerPage = 50;

        /// <summary>How far a list is followed; what is older is in the lists of cases and tickets.</summary>
        public const int Skip = 400;
    }
}
