// The bounds of statistics.
namespace Fleet.Server;

/// <summary>See <c>Limits.cs</c>.</summary>
public static partial class Limits
{
    /// <summary>Bounds of reports.</summary>
    public static class Reports
    {
        /// <summary>The longest name of a contract, in characters.</summary>
        public const int ContractLength = 200;

        /// <summary>Visits or deviations that one list shows; a shorter period shows the rest.</summary>
        public const int Rows = 10_000;
    }
}
