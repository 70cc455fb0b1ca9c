// The names of a bundle's files.
using System.Globalization;

namespace Fleet.Releases;

/// <summary>Names in the archive; those of images begin with the image's index in the manifest.</summary>
internal static class BundleFiles
{
    internal const string Envelope = "envelope.cbor";
    internal const string Manifest = "manifest.cbor";
    internal const string Notes = "notes.md";

    internal static string Image(int index)
    {
        return string.Create(CultureInfo.InvariantCulture, $"image-{index:00}.slot");
    }

    internal static string DigestList(int index)
    {
        return string.Create(CultureInfo.InvariantCulture, $"image-{index:00}.digests");
    }

    internal static string Sbom(int index)
    {
        return string.Create(CultureInfo.InvariantCulture, $"sbom-{index:00}.json");
    }
}
