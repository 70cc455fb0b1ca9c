// What became of one home of a rehearsal.
using System.Collections.Generic;

namespace Hub.Simulator.Scenarios;

/// <summary>The figures of one home.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Failure">The check that did not hold, with the last happenings; null when all hold.</param>
/// <param name="Presses">Presses acknowledged to a trigger.</param>
/// <param name="Pending">Alarms that wait at the end.</param>
/// <param name="Running">The release that runs for good at the end; 0 for none, or one on trial.</param>
/// <param name="HasGoneBack">Whether the hub has told that it went back, or refused.</param>
/// <param name="Starts">Starts of the hub.</param>
/// <param name="FaultRestarts">Restarts for a fault of the firmware.</param>
/// <param name="Bytes">Bytes of blocks sent to it.</param>
/// <param name="Orders">Orders sent to it.</param>
/// <param name="Resumes">How often the hub went on with a fetch begun before.</param>
/// <param name="WithUpdate">From acknowledgement of a press to its publishing with an update under way, in ms.</param>
/// <param name="WithoutUpdate">The same without.</param>
/// <param name="Fingerprint">A hash of all that has happened.</param>
public sealed record RehearsedHome(
    ulong Seed, string? Failure, int Presses, int Pending, uint Running, bool HasGoneBack, int Starts,
    int FaultRestarts, long Bytes, int Orders, int Resumes, IReadOnlyList<long> WithUpdate,
    IReadOnlyList<long> WithoutUpdate, ulong Fingerprint)
{
    /// <summary>The name of the check that did not hold; null when all hold.</summary>
    public string? BrokenCheck
    {
        get
        {
            int at = Failure?.IndexOf(" ms: ", System.StringComparison.Ordinal) ?? -1;
            return at < 0 ? FaultRestarts > 0 ? "NoRestartForFaults" : null : Failure![(at + 5)..].Split(':')[0];
        }
    }
}
