// A release with all that belongs to it, as one file (.vhr).
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Fleet.Evidence.Bundles;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>
/// A release: envelope, images, digest lists, lists of parts, notes. Its file is a ZIP that can be written in one way
/// only, so the same release has the same bytes, and a byte that differs is seen. An unsigned one holds the manifest in
/// place of the envelope.
/// </summary>
/// <param name="Description">What the manifest says, with the images themselves.</param>
/// <param name="Notes">The release notes, Markdown; empty for none.</param>
/// <param name="Envelope">The signed envelope; null as long as nobody has signed.</param>
public sealed record ReleaseBundle(ReleaseDescription Description, string Notes, byte[]? Envelope)
{
    /// <summary>The manifest, without the head of its byte string.</summary>
    public byte[] Manifest => ReleaseEnvelope.Manifest(Description);

    /// <summary>The digest that an order names the envelope by, 32 bytes; empty when it is not signed.</summary>
    public byte[] EnvelopeDigest => Envelope is null ? [] : ChunkDigests.Of(Envelope);

    /// <summary>What a signature of this release covers, 56 bytes.</summary>
    public byte[] SignedBytes => ReleaseEnvelope.SignedBytes(ReleaseEnvelope.DigestOf(Manifest));

    /// <summary>The release with a signature.</summary>
    /// <param name="publicKey">The HSS public key that signed.</param>
    /// <param name="signature">The HSS signature of one level over <see cref="SignedBytes"/>.</param>
    /// <exception cref="ReleaseBundleException">The envelope would be longer than a hub takes.</exception>
    public ReleaseBundle WithSignature(byte[] publicKey, byte[] signature)
    {
        byte[] keyId = new byte[UpdateLimits.SigningKeyIdBytes];
        ReleaseCheck.PutKeyId(publicKey, publicKey.Length, keyId);
        byte[] envelope = ReleaseEnvelope.Write(Manifest, keyId, signature);
        if (envelope.Length > UpdateLimits.MaxEnvelopeBytes)
        {
            throw new ReleaseBundleException(
                $"The envelope would have {envelope.Length} bytes; a hub takes {UpdateLimits.MaxEnvelopeBytes}. "
                + "Use fewer classes, shorter texts or a key with a lower tree.");
        }

        return this with { Envelope = envelope };
    }

    /// <summary>Checks the signature as a hub does.</summary>
    /// <param name="firstKey">A trusted HSS public key.</param>
    /// <param name="secondKey">Another one, or an empty array.</param>
    /// <returns>None when a hub that trusts these keys takes the release.</returns>
    public ReleaseFault Prove(byte[] firstKey, byte[] secondKey)
    {
        if (Envelope is null)
        {
            return ReleaseFault.BadSignatureForm;
        }

        var release = new Release();
        ReleaseFault fault = new ReleaseReader().Read(Envelope, Envelope.Length, release);
        if (fault != ReleaseFault.None)
        {
            return fault;
        }

        var check = new ReleaseCheck();
        check.Begin(Envelope, release, ReleaseIds.Vendor(), firstKey, secondKey);
        while (!check.Step(ReleaseLimits.MaxVerifyCompressions))
        {
        }

        return check.Fault;
    }

    /// <summary>The bundle's file.</summary>
    public byte[] Write()
    {
        var files = new List<BundleFile>
        {
            Envelope is null ? new(BundleFiles.Manifest, Manifest) : new(BundleFiles.Envelope, Envelope),
            new(BundleIndex.FileName, BundleIndex.Write(this)),
        };
        if (Notes.Length > 0)
        {
            files.Add(new BundleFile(BundleFiles.Notes, Encoding.UTF8.GetBytes(Notes)));
        }

        for (int i = 0; i < Description.Images.Count; i++)
        {
            BundleImage image = Description.Images[i];
            files.Add(new BundleFile(BundleFiles.Image(i), image.Image));
            files.Add(new BundleFile(BundleFiles.DigestList(i), image.DigestList));
            files.Add(new BundleFile(BundleFiles.Sbom(i), image.Sbom));
        }

        return BundleArchive.Write([.. files.OrderBy(file => file.Name, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Reads a bundle and checks everything in it against the manifest; the signature only <see cref="Prove"/> checks.
    /// </summary>
    /// <param name="file">The bundle's bytes.</param>
    /// <exception cref="ReleaseBundleException">It is no bundle, or not whole; the sentence says what is wrong.
    /// </exception>
    public static ReleaseBundle Read(byte[] file)
    {
        return ReleaseBundleReader.Read(file);
    }
}
