// The public handler of releases: what may run on hubs, and what was proved of it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Updates;

/// <summary>Keeps signed releases, the keys that they must be signed with, and rehearsals of them.</summary>
public interface IReleases
{
    /// <summary>Releases of the actor's tenant, the newest first.</summary>
    Task<IReadOnlyList<ReleaseView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One release; null when there is none of this sequence.</summary>
    Task<ReleaseView?> FindAsync(Actor actor, long sequence, CancellationToken cancellationToken);

    /// <summary>Takes a bundle: checks it, and keeps what is in it.</summary>
    /// <param name="actor">Who brings it.</param>
    /// <param name="bundle">Its bytes, at most <see cref="Limits.Updates.BundleBytes"/>; more are not read.</param>
    /// <param name="cancellationToken">Stops the taking; nothing is kept then.</param>
    Task<ReleaseChange> TakeAsync(Actor actor, Stream bundle, CancellationToken cancellationToken);

    /// <summary>Keeps a rehearsal of a release.</summary>
    Task<RehearsalChange> RehearseAsync(
        Actor actor, long sequence, RehearsalReport report, CancellationToken cancellationToken);

    /// <summary>Rehearsals of a release, newest first; null when there is none of this sequence.</summary>
    Task<IReadOnlyList<RehearsalView>?> RehearsalsAsync(
        Actor actor, long sequence, CancellationToken cancellationToken);

    /// <summary>The keys that releases of the tenant must be signed with.</summary>
    Task<IReadOnlyList<ReleaseKeyView>> KeysAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Trusts a key; the same again changes nothing.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="publicKey">The public key, hexadecimal.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<ReleaseKeyChange> TrustAsync(Actor actor, string publicKey, CancellationToken cancellationToken);

    /// <summary>Trusts a key no more.</summary>
    /// <returns>False when there is none such.</returns>
    Task<bool> DistrustAsync(Actor actor, string keyId, CancellationToken cancellationToken);

    /// <summary>Where a part of a release lies; null when there is none such.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="sequence">The release.</param>
    /// <param name="paper">Which part.</param>
    /// <param name="imageIndex">Which image, where it is one.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<ReleaseFile?> FileAsync(
        Actor actor, long sequence, ReleasePaper paper, int imageIndex, CancellationToken cancellationToken);
}

/// <summary>What of a release can be downloaded.</summary>
public enum ReleasePaper
{
    /// <summary>The signed envelope.</summary>
    Envelope = 0,

    /// <summary>An image.</summary>
    Image = 1,

    /// <summary>The list of what is in an image.</summary>
    Sbom = 2,

    /// <summary>What is new in it.</summary>
    Notes = 3,
}

/// <summary>A file of a release.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Digest">Its SHA-256, hexadecimal; its entity tag.</param>
public sealed record ReleaseFile(string Path, string Digest);

/// <summary>A release.</summary>
/// <param name="Sequence">Its number; a hub never goes to a lower one but back to what it ran.</param>
/// <param name="Version">What it is called.</param>
/// <param name="VendorId">Whose it is, 32 hexadecimal digits.</param>
/// <param name="KeyId">The key it is signed with, 8 hexadecimal digits.</param>
/// <param name="EnvelopeBytes">Bytes of its envelope.</param>
/// <param name="BundleDigest">SHA-256 of the bundle as it was brought, hexadecimal.</param>
/// <param name="Images">Its images.</param>
/// <param name="HasNotes">Whether it says what is new.</param>
/// <param name="IsRehearsed">Whether a rehearsal has passed.</param>
/// <param name="UploadedAt">When it was brought.</param>
/// <param name="ActorName">By whom.</param>
public sealed record ReleaseView(
    long Sequence,
    string Version,
    string VendorId,
    string KeyId,
    int EnvelopeBytes,
    string BundleDigest,
    IReadOnlyList<ReleaseImageView> Images,
    bool HasNotes,
    bool IsRehearsed,
    DateTimeOffset UploadedAt,
    string ActorName);

/// <summary>An image of a release.</summary>
/// <param name="Index">0 to 15.</param>
/// <param name="ClassId">The class of hubs that it is for, 32 hexadecimal digits.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="RequiresSequence">The lowest release from which a hub may go straight to it; 0 for any.</param>
/// <param name="MinimumBatteryPercent">The battery below which no hub installs it.</param>
public sealed record ReleaseImageView(
    int Index, string ClassId, int Bytes, long RequiresSequence, int MinimumBatteryPercent);

/// <summary>A key that releases are signed with.</summary>
/// <param name="KeyId">The first 4 bytes of its SHA-256, hexadecimal.</param>
/// <param name="PublicKey">The key, hexadecimal.</param>
/// <param name="AddedAt">When it was trusted.</param>
/// <param name="ActorName">By whom.</param>
public sealed record ReleaseKeyView(string KeyId, string PublicKey, DateTimeOffset AddedAt, string ActorName);

/// <summary>A rehearsal as it was run: a simulated neighbourhood from one release to the next.</summary>
/// <param name="Seed">The seed of its chance.</param>
/// <param name="Homes">Homes in it.</param>
/// <param name="Days">Simulated days.</param>
/// <param name="FromSequence">The release that they ran before; 0 for the factory application.</param>
/// <param name="ToSequence">The release rehearsed.</param>
/// <param name="BundleDigest">SHA-256 of the bundle that was run, hexadecimal.</param>
/// <param name="Presses">Presses of people.</param>
/// <param name="LostPresses">Acknowledged presses that never came.</param>
/// <param name="UnacknowledgedPresses">Presses that nobody acknowledged by the end.</param>
/// <param name="HubsUpdated">Hubs that run the release at the end.</param>
/// <param name="HubsReverted">Hubs that went back by themselves.</param>
/// <param name="HubsStuck">Hubs that neither run it nor what they ran.</param>
/// <param name="BrokenInvariants">What must always hold and did not.</param>
public sealed record RehearsalReport(
    long Seed,
    int Homes,
    int Days,
    long FromSequence,
    long ToSequence,
    string BundleDigest,
    long Presses,
    long LostPresses,
    long UnacknowledgedPresses,
    int HubsUpdated,
    int HubsReverted,
    int HubsStuck,
    IReadOnlyList<string> BrokenInvariants);

/// <summary>A rehearsal that is kept.</summary>
/// <param name="Number">From 1, of this release.</param>
/// <param name="IsPassed">Whether its figures are good enough, as this server counts.</param>
/// <param name="Faults">Why not.</param>
/// <param name="Report">The figures.</param>
/// <param name="UploadedAt">When it was brought.</param>
/// <param name="ActorName">By whom.</param>
public sealed record RehearsalView(
    int Number,
    bool IsPassed,
    IReadOnlyList<string> Faults,
    RehearsalReport Report,
    DateTimeOffset UploadedAt,
    string ActorName);

/// <summary>The answer to a bundle.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Release">The release; null when none is kept.</param>
/// <param name="Sentence">What is wrong with the bundle; else empty.</param>
public sealed record ReleaseChange(UpdateResult Result, ReleaseView? Release, string Sentence = "");

/// <summary>The answer to a rehearsal.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Rehearsal">What is kept; null for nothing.</param>
/// <param name="Faults">What is wrong with the report, each with its place.</param>
public sealed record RehearsalChange(
    UpdateResult Result, RehearsalView? Rehearsal, IReadOnlyList<FieldFault> Faults);

/// <summary>The answer to a key.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="Sentence">What is wrong; else empty.</param>
public sealed record ReleaseKeyChange(UpdateResult Result, ReleaseKeyView? Key, string Sentence = "");
