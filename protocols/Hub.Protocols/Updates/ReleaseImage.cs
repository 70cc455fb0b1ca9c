// What a release says of the image for one class of hubs.
namespace Hub.Protocols.Updates;

/// <summary>An image of a release. Filled by <see cref="ReleaseReader"/>.</summary>
public sealed class ReleaseImage
{
    /// <summary>The class of hubs that the image is for, <see cref="ReleaseLimits.IdBytes"/>.</summary>
    public readonly byte[] ClassId = new byte[ReleaseLimits.IdBytes];

    /// <summary>The digest of the digest list, <see cref="ReleaseLimits.DigestBytes"/>.</summary>
    public readonly byte[] ListDigest = new byte[ReleaseLimits.DigestBytes];

    /// <summary>The bytes of the image, 1 to <see cref="ReleaseLimits.MaxImageBytes"/>.</summary>
    public int ImageBytes { get; set; }

    /// <summary>The lowest sequence from which a hub may go straight to this image; 0 for any.</summary>
    public uint RequiresSequence { get; set; }

    /// <summary>The least that the battery must hold to install it, in percent, 0 to 100.</summary>
    public int MinimumBatteryPercent { get; set; }

    /// <summary>The chunks of the image, 1 to <see cref="ReleaseLimits.MaxChunks"/>.</summary>
    public int Chunks
    {
        get { return (ImageBytes + ReleaseLimits.ChunkBytes - 1) / ReleaseLimits.ChunkBytes; }
    }

    /// <summary>The bytes of the digest list.</summary>
    public int DigestListBytes
    {
        get { return Chunks * ReleaseLimits.DigestBytes; }
    }

    /// <summary>The bytes of a chunk; the last one may be shorter. 0 for a chunk that is not there.</summary>
    public int ChunkBytes(int chunk)
    {
        int left = ImageBytes - (chunk * ReleaseLimits.ChunkBytes);
        if (chunk < 0 || chunk >= Chunks)
        {
            return 0;
        }

        return left < ReleaseLimits.ChunkBytes ? left : ReleaseLimits.ChunkBytes;
    }
}
