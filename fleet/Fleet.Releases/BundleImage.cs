// One image of a bundle, with all that belongs to it.
namespace Fleet.Releases;

/// <summary>The image for one class.</summary>
/// <param name="Model">The model that the class is named by.</param>
/// <param name="ClassId">The class, 16 bytes.</param>
/// <param name="Image">The image's bytes.</param>
/// <param name="DigestList">One digest of 32 bytes for each chunk of 4,096.</param>
/// <param name="ListDigest">The digest of that list, as the manifest has it: 32 bytes.</param>
/// <param name="RequiresSequence">The lowest running sequence from which it may be installed; 0 any.</param>
/// <param name="MinimumBatteryPercent">0 to 100.</param>
/// <param name="Sbom">The list of its parts, CycloneDX JSON.</param>
public sealed record BundleImage(
    string Model, byte[] ClassId, byte[] Image, byte[] DigestList, byte[] ListDigest, uint RequiresSequence,
    int MinimumBatteryPercent, byte[] Sbom)
{
    /// <summary>The image with its class, digests and list of parts worked out.</summary>
    public static BundleImage Make(string model, byte[] image, uint requiresSequence, int minimumBatteryPercent)
    {
        byte[] list = ChunkDigests.ListOf(image);
        return new BundleImage(
            model, ReleaseClass.Of(model), image, list, ChunkDigests.Of(list), requiresSequence,
            minimumBatteryPercent, SbomWriter.Write(model, SlotImage.Read(image)));
    }
}
