// Reads the signer's bundles, and proves them as a hub does.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Fleet.Releases;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Releases;

/// <summary>
/// With the reader and the proof that hubs run: what is taken here, a hub that trusts the same keys takes too.
/// </summary>
internal sealed class BundleReader : IBundleReader
{
    public ReadBundle Read(string path, IReadOnlyList<byte[]> keys)
    {
        ReleaseBundle bundle;
        try
        {
            bundle = ReleaseBundle.Read(File.ReadAllBytes(path));
        }
        catch (ReleaseBundleException exception)
        {
            return ReadBundle.Refused(exception.Message);
        }

        if (bundle.Envelope is not { } envelope)
        {
            return ReadBundle.Refused("The release is not signed.");
        }

        ReleaseFault fault = bundle.Prove(
            keys.Count > 0 ? keys[0] : [], keys.Count > 1 ? keys[1] : []);
        return fault switch
        {
            ReleaseFault.None => Taken(bundle, envelope),
            ReleaseFault.UnknownKey => ReadBundle.Refused("It is signed with a key that is not trusted."),
            _ => ReadBundle.Refused($"The release is refused: {fault}."),
        };
    }

    public string? FaultOf(byte[] publicKey)
    {
        return ReleaseCheck.IsUsable(publicKey, publicKey.Length)
            ? null
            : "must be an HSS public key of one level that a hub can verify with "
                + $"{ReleaseLimits.MaxVerifyCompressions} compressions at most.";
    }

    private static ReadBundle Taken(ReleaseBundle bundle, byte[] envelope)
    {
        ReleaseDescription told = bundle.Description;
        var release = new Release();
        new ReleaseReader().Read(envelope, envelope.Length, release);
        var images = new List<ReadImage>(told.Images.Count);
        for (int i = 0; i < told.Images.Count; i++)
        {
            BundleImage image = told.Images[i];
            images.Add(new ReadImage(
                i,
                image.ClassId,
                image.Image,
                image.DigestList,
                image.RequiresSequence,
                image.MinimumBatteryPercent,
                image.Sbom));
        }

        return new ReadBundle(
            null,
            told.Sequence,
            told.Version,
            release.VendorId,
            Convert.ToHexStringLower(release.KeyId),
            envelope,
            images,
            Encoding.UTF8.GetBytes(bundle.Notes));
    }
}
