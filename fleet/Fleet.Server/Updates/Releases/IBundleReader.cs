// How a bundle of a release is read.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Updates.Releases;

/// <summary>Reads bundles that the signer makes.</summary>
internal interface IBundleReader
{
    /// <summary>Reads a bundle, and checks it: the envelope's form and signature, every digest.</summary>
    /// <param name="path">Where the bundle lies.</param>
    /// <param name="keys">The public keys that it may be signed with.</param>
    /// <returns>What is in it, or why it is not taken.</returns>
    ReadBundle Read(string path, IReadOnlyList<byte[]> keys);

    /// <summary>Whether a public key is of a kind that hubs can verify with.</summary>
    /// <returns>Null when it is; else why not.</returns>
    string? FaultOf(byte[] publicKey);
}

/// <summary>What is in a bundle.</summary>
/// <param name="Fault">Why it is not taken; null when it is.</param>
/// <param name="Sequence">The release's number.</param>
/// <param name="Version">What it is called.</param>
/// <param name="VendorId">16 bytes.</param>
/// <param name="KeyId">The key it is signed with.</param>
/// <param name="Envelope">The signed envelope.</param>
/// <param name="Images">Its images.</param>
/// <param name="Notes">What is new, plain text; empty for nothing.</param>
internal sealed record ReadBundle(
    string? Fault,
    long Sequence,
    string Version,
    byte[] VendorId,
    string KeyId,
    byte[] Envelope,
    IReadOnlyList<ReadImage> Images,
    byte[] Notes)
{
    /// <summary>A bundle that is not taken.</summary>
    public static ReadBundle Refused(string fault)
    {
        return new ReadBundle(fault, 0, "", [], "", [], [], []);
    }
}

/// <summary>An image in a bundle.</summary>
/// <param name="Index">0 to 15.</param>
/// <param name="ClassId">16 bytes.</param>
/// <param name="Image">Its bytes.</param>
/// <param name="DigestList">The digests of its chunks, one after the other.</param>
/// <param name="RequiresSequence">The lowest release from which a hub may go straight to it.</param>
/// <param name="MinimumBatteryPercent">The battery below which no hub installs it.</param>
/// <param name="Sbom">What is in it, JSON; empty for nothing.</param>
internal sealed record ReadImage(
    int Index,
    byte[] ClassId,
    byte[] Image,
    byte[] DigestList,
    long RequiresSequence,
    int MinimumBatteryPercent,
    byte[] Sbom)
{
    /// <summary>The class as text.</summary>
    public string Class => Convert.ToHexStringLower(ClassId);
}
