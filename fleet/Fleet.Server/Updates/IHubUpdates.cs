// The public handler of one hub's firmware, and of the codes that keep neighbours apart.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates;

/// <summary>What a hub runs as it has sealed it, and which hubs are not updated beside it.</summary>
public interface IHubUpdates
{
    /// <summary>How a hub's firmware stands; null when the tenant has no such hub.</summary>
    Task<HubUpdateView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>Sets the codes of a hub.</summary>
    /// <returns>False when the tenant has no such hub.</returns>
    Task<bool> PutAsync(Actor actor, string hubId, HubPlaces places, CancellationToken cancellationToken);
}

/// <summary>
/// Codes of what hubs have in common, set by technicians; empty for none. Only whether two are the same counts: no
/// address or name belongs here.
/// </summary>
/// <param name="Stairwell">Neighbours who hear each other.</param>
/// <param name="Round">The round of the responders who go there.</param>
/// <param name="Cell">The radio cell by which they reach the fleet manager.</param>
public sealed record HubPlaces(string Stairwell, string Round, string Cell);

/// <summary>How a hub's firmware stands.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="IsKnown">Whether it has ever said, sealed, what it runs; the rest means nothing otherwise.</param>
/// <param name="RunningRelease">The release that it runs; 0 for the factory application.</param>
/// <param name="RunningVersion">What that is called; empty when no such release is kept.</param>
/// <param name="Phase">Where it is with <paramref name="Release"/>.</param>
/// <param name="Release">The release that the phase is about; 0 for none.</param>
/// <param name="Reason">Why it waits, has refused or has gone back.</param>
/// <param name="BytesDone">Bytes of the image that it has.</param>
/// <param name="BytesTotal">Of how many; 0 when not known.</param>
/// <param name="Resumes">How often it has taken fetching up again.</param>
/// <param name="SecondsLeft">Of a trial: until it goes back by itself.</param>
/// <param name="PreviousRelease">What it would go back to; null for nothing.</param>
/// <param name="ClassId">Its class, 32 hexadecimal digits.</param>
/// <param name="RunningDigest">Digest of what it runs, hexadecimal; zeros for the factory application.</param>
/// <param name="TrustedKeyIds">The keys that it trusts, 8 hexadecimal digits each.</param>
/// <param name="ReportedAt">When it said so.</param>
/// <param name="Places">Its codes.</param>
public sealed record HubUpdateView(
    string HubId,
    bool IsKnown,
    long RunningRelease,
    string RunningVersion,
    UpdatePhase Phase,
    long Release,
    UpdateReason Reason,
    long BytesDone,
    long BytesTotal,
    int Resumes,
    int SecondsLeft,
    long? PreviousRelease,
    string ClassId,
    string RunningDigest,
    string[] TrustedKeyIds,
    DateTimeOffset? ReportedAt,
    HubPlaces Places);
