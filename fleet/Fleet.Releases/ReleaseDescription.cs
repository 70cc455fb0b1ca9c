// What a release says, for who writes its manifest.
using System.Collections.Generic;

namespace Fleet.Releases;

/// <summary>A release: images, or a new key and no image.</summary>
/// <param name="Sequence">1 to 2^32 - 1.</param>
/// <param name="Version">For people, 1 to 32 bytes.</param>
/// <param name="NotesReference">Where the notes are, at most 128 bytes.</param>
/// <param name="Images">One for each class, 0 to 16.</param>
/// <param name="NewKey">The HSS public key of the new successor; empty when there are images.</param>
public sealed record ReleaseDescription(
    uint Sequence, string Version, string NotesReference, IReadOnlyList<BundleImage> Images, byte[] NewKey);
