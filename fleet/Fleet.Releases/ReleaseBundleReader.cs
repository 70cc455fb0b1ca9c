// Reads bundles that nobody has proved yet.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Fleet.Evidence.Bundles;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>Reads a bundle's file; <see cref="ReleaseBundle.Read"/>.</summary>
internal static class ReleaseBundleReader
{
    internal static ReleaseBundle Read(byte[] file)
    {
        Require(
            file.Length <= BundleLimits.MaxBundleBytes,
            $"The bundle has {file.Length} bytes; at most {BundleLimits.MaxBundleBytes} are taken.");
        IReadOnlyList<BundleFile>? read = BundleArchive.Read(file, BundleLimits.MaxFiles);
        Require(read is not null, "This is no bundle, or it was changed: it is not written as bundles are.");
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (BundleFile one in read!)
        {
            Require(files.TryAdd(one.Name, one.Content), $"The file {one.Name} is in the bundle twice.");
        }

        files.TryGetValue(BundleFiles.Envelope, out byte[]? envelope);
        Release release = ReadRelease(files, envelope);
        ReleaseBundle bundle = new(Describe(release, files), NotesOf(files), envelope);

        // What is left to differ: index, texts, files that do not belong here, their order.
        Require(
            bundle.Write().AsSpan().SequenceEqual(file),
            "The bundle holds something that its manifest does not: a file, or a line of its index.json.");
        return bundle;
    }

    private static Release ReadRelease(Dictionary<string, byte[]> files, byte[]? envelope)
    {
        if (envelope is null)
        {
            Require(
                files.TryGetValue(BundleFiles.Manifest, out byte[]? manifest)
                    && manifest.Length < UpdateLimits.MaxEnvelopeBytes,
                "The bundle has no envelope and no manifest.");
            envelope = ReleaseEnvelope.Write(manifest!, new byte[UpdateLimits.SigningKeyIdBytes], [0]);
        }

        var release = new Release();
        ReleaseFault fault = new ReleaseReader().Read(envelope, envelope.Length, release);
        Require(fault == ReleaseFault.None, $"The release is refused: {fault}.");
        Require(
            release.VendorId.AsSpan().SequenceEqual(ReleaseIds.Vendor()), "The release is of another vendor.");
        return release;
    }

    private static ReleaseDescription Describe(Release release, Dictionary<string, byte[]> files)
    {
        IReadOnlyList<string> models = BundleIndex.ReadModels(
            Find(files, BundleIndex.FileName, BundleLimits.MaxIndexBytes));
        Require(
            models.Count == release.ImageCount, "The index.json does not name one model for each image.");
        var images = new List<BundleImage>(release.ImageCount);
        for (int i = 0; i < release.ImageCount; i++)
        {
            images.Add(ReadImage(release, i, models[i], files));
        }

        return new ReleaseDescription(
            release.Sequence, release.Version, release.Notes, images, release.NewKey[..release.NewKeyBytes]);
    }

    private static BundleImage ReadImage(Release release, int index, string model, Dictionary<string, byte[]> files)
    {
        ReleaseImage told = release.Image(index);
        string name = BundleFiles.Image(index);
        byte[] image = Find(files, name, UpdateLimits.MaxImageBytes);
        byte[] list = Find(files, BundleFiles.DigestList(index), UpdateLimits.MaxDigestListBytes);
        byte[] sbom = Find(files, BundleFiles.Sbom(index), BundleLimits.MaxSbomBytes);
        Require(
            ReleaseClass.IsModel(model) && ReleaseClass.Of(model).AsSpan().SequenceEqual(told.ClassId),
            $"The class of {name} is not that of the model '{model}'.");
        Require(image.Length == told.ImageBytes, $"{name} has another length than the manifest says.");
        Require(
            ChunkDigests.ListOf(image).AsSpan().SequenceEqual(list)
                && ChunkDigests.Of(list).AsSpan().SequenceEqual(told.ListDigest),
            $"{name} has other digests than the manifest says.");
        Require(
            SlotImage.Read(image).Sequence == release.Sequence,
            $"{name} is of another sequence than the release.");
        return new BundleImage(
            model, told.ClassId, image, list, told.ListDigest, told.RequiresSequence, told.MinimumBatteryPercent, sbom);
    }

    private static string NotesOf(Dictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(BundleFiles.Notes, out byte[]? notes))
        {
            return "";
        }

        Require(notes.Length <= BundleLimits.MaxNotesBytes, $"The notes have over {BundleLimits.MaxNotesBytes} bytes.");
        return Encoding.UTF8.GetString(notes);
    }

    private static byte[] Find(Dictionary<string, byte[]> files, string name, int maxBytes)
    {
        Require(files.TryGetValue(name, out byte[]? content), $"The bundle has no file {name}.");
        Require(content!.Length <= maxBytes, $"The bundle's {name} has over {maxBytes} bytes.");
        return content;
    }

    private static void Require(bool isRight, string otherwise)
    {
        if (!isRight)
        {
            throw new ReleaseBundleException(otherwise);
        }
    }
}
