// The bounds of homes.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of homes and those who live in them.</summary>
    public static class Residents
    {
        /// <summary>The longest place code, in characters.</summary>
        public const int AreaLength = 40;

        /// <summary>The longest name of a person or unit, in characters.</summary>
        public const int NameLength = 80;

        /// <summary>The longest street or town, in characters.</summary>
        public const int AddressLength = 80;

        /// <summary>The longest key number, in characters.</summary>
        public const int KeyLength = 20;

        /// <summary>The longest plan, note of absence or criterion, in characters (HUL-012 found 50 too few).</summary>
        public const int PlanLength = 2_000;

        /// <summary>Those who live in one home.</summary>
        public const int PerHome = 9;

        /// <summary>Relatives of one home.</summary>
        public const int RelativesPerHome = 10;

        /// <summary>Criteria of one home.</summary>
        public const int CriteriaPerHome = 30;

        /// <summary>The most homes one list holds.</summary>
        public const int PerPage = 500;
    }
}
