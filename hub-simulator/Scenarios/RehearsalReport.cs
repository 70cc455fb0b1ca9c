// What a rehearsal found.
using System.Collections.Generic;

namespace Hub.Simulator.Scenarios;

/// <summary>The figures that a fleet manager judges a rehearsal by, in its own names.</summary>
/// <param name="Seed">The seed of the first home.</param>
/// <param name="Homes">How many homes.</param>
/// <param name="Days">Days that each lived.</param>
/// <param name="FromSequence">The release that they began with; 0 for the factory application.</param>
/// <param name="ToSequence">The release rehearsed.</param>
/// <param name="BundleDigest">SHA-256 of its bundle, hexadecimal.</param>
/// <param name="Presses">Presses acknowledged to a trigger.</param>
/// <param name="LostPresses">Homes in which an acknowledged press was neither journalled nor held.</param>
/// <param name="UnacknowledgedPresses">Alarms that nobody had acknowledged at the end.</param>
/// <param name="HubsUpdated">Hubs that ran the release at the end.</param>
/// <param name="HubsReverted">Hubs that ran the release before at the end, having gone back.</param>
/// <param name="HubsStuck">All other hubs.</param>
/// <param name="BrokenInvariants">Names of the checks that did not hold, each once.</param>
public sealed record RehearsalReport(
    ulong Seed, int Homes, int Days, long FromSequence, long ToSequence, string BundleDigest, long Presses,
    long LostPresses, long UnacknowledgedPresses, int HubsUpdated, int HubsReverted, int HubsStuck,
    IReadOnlyList<string> BrokenInvariants)
{
    /// <summary>Whether the release is good enough to be rolled out.</summary>
    public bool IsPassed => Presses > 0 && LostPresses == 0 && UnacknowledgedPresses == 0 && HubsUpdated == Homes
        && HubsReverted == 0 && HubsStuck == 0 && BrokenInvariants.Count == 0;
}
