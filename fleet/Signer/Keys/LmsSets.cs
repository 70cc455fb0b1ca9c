// The parameter sets that keys can be made of.
using System.Collections.Generic;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Keys;

/// <summary>Sets with w=4, which a hub can verify within its budget, and trees that can be made in a minute.</summary>
internal static class LmsSets
{
    /// <summary>The set of a key when none is asked for: 1,024 signatures.</summary>
    internal const string Default = "n32w4h10";

    private static readonly Dictionary<string, (uint Lms, uint Ots)> All = new()
    {
        ["n32w4h5"] = (5, 3),
        [Default] = (6, 3),
        ["n32w4h15"] = (7, 3),
        ["n24w4h5"] = (10, 7),
        ["n24w4h10"] = (11, 7),
        ["n24w4h15"] = (12, 7),
    };

    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>The two typecodes of a set.</summary>
    /// <exception cref="FailureException">There is no such set.</exception>
    internal static (uint Lms, uint Ots) Typecodes(string name)
    {
        return All.TryGetValue(name, out (uint Lms, uint Ots) types)
            ? types
            : throw new FailureException(
                ExitCode.Usage, $"There is no set '{name}'; there are {string.Join(", ", All.Keys)}.");
    }

    internal static LmsParameters Parameters(string name)
    {
        (uint lms, uint ots) = Typecodes(name);
        var set = new LmsParameters();
        set.Set(lms, ots);
        return set;
    }
}
