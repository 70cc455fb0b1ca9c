// What a release says of the image for one class of hubs.
namespace Hub.Protocols.Updates;

/// <summary>An image of a release. Filled by <see cref="ReleaseReader"/>.</summary>
public sealed class ReleaseImage
{
    /// <summary>The class of hubs that the image is for, <see cref="UpdateLimits.ClassIdBytes"/>.</summary>
    public readonly byte[] ClassId = new byte[UpdateLimits.ClassIdBytes];

    /// <summary>The digest of the digest list, <see cref="UpdateLimits.DigestBytes"/>.</summary>
    public readonly byte[] ListDigest = new byte[UpdateLimits.DigestBytes];

    /// <summary>The bytes of the image, 1 to <see cref="UpdateLimits.MaxImageBytes"/>.</summary>
    public int ImageBytes { get; set; }

    /// <summary>The lowest sequence from which a hub may go straight to this image; 0 for any.</summary>
    public uint RequiresSequence { get; set; }

    /// <summary>The least that the battery must hold to install it, in percent, 0 to 100.</summary>
    public int MinimumBatteryPercent { get; set; }

    /// <summary>The chunks of the image, 1 to <see cref="UpdateLimits.MaxChunks"/>.</summary>
    public int Chunks
    {
        get { return (ImageBytes + UpdateLimits.ChunkBytes - 1) / UpdateLimits.ChunkBytes; }
    }

    /// <summary>The bytes of the digest list.</summary>
    public int DigestListBytes
    {
        get { return Chunks * UpdateLimits.DigestBytes; }
    }

    /// <summary>The bytes of a chunk; the last one may be shorter. 0 for a chunk that is not there.</summary>
    public int ChunkBytes(int chunk)
    {
        int left = ImageBytes - (chunk * UpdateLimits.ChunkBytes);
        if (chunk < 0 || chunk >= Chunks)
        {
            return 0;
        }

        return left < UpdateLimits.ChunkBytes ? left : UpdateLimits.ChunkBytes;
    }
}
