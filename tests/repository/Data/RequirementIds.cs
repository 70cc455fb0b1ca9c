// The ids of the requirements, so that a mistyped one is found.
using System.Linq;

namespace Repository.Tests.Data;

/// <summary>Which requirement ids exist. The requirements themselves stand outside the repository.</summary>
internal static class RequirementIds
{
    /// <summary>
    /// The prefixes are the source documents: Helsingborg, Hultsfred, Norrtälje, Upplands-Bro and MFD.
    /// </summary>
    public static readonly (string Prefix, int First, int Last)[] Ranges =
    [
        ("HBG", 1, 103),
        ("HUL", 1, 8), ("HUL", 10, 33), ("HUL", 40, 46), ("HUL", 50, 57), ("HUL", 60, 62), ("HUL", 70, 93),
        ("HUL", 100, 102), ("HUL", 110, 114), ("HUL", 120, 130), ("HUL", 140, 156),
        ("NOR", 1, 42),
        ("UPP", 1, 11), ("UPP", 20, 43),
        ("MFD", 1, 12),
    ];

    public static bool Exists(string prefix, int number) =>
        Ranges.Any(r => r.Prefix == prefix && number >= r.First && number <= r.Last);
}
