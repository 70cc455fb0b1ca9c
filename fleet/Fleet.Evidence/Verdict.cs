// What a check of evidence found.
using System.Collections.Generic;

namespace Fleet.Evidence;

/// <summary>The outcome of a check.</summary>
/// <param name="Fault">About the first thing that is wrong; null when everything is as it was written.</param>
/// <param name="Facts">Sentences about what was checked; none after a fault.</param>
/// <param name="Keys">The keys whose signatures were checked, in hexadecimal.</param>
public sealed record Verdict(string? Fault, IReadOnlyList<string> Facts, IReadOnlyList<string> Keys)
{
    /// <summary>True when everything is as it was written.</summary>
    public bool IsWhole => Fault is null;

    /// <summary>A verdict that something is wrong.</summary>
    internal static Verdict Wrong(string sentence)
    {
        return new Verdict(sentence, [], []);
    }
}
