// A release as its envelope describes it.
namespace Hub.Protocols.Updates;

/// <summary>
/// What <see cref="ReleaseReader"/> found in an envelope: either images, one for each class, or a new successor key.
/// Nothing in it is trusted before <see cref="ReleaseCheck"/> has passed. Made once and used again.
/// </summary>
public sealed class Release
{
    private readonly ReleaseImage[] _images = new ReleaseImage[UpdateLimits.MaxImages];

    /// <summary>An empty release.</summary>
    public Release()
    {
        for (int i = 0; i < _images.Length; i++)
        {
            _images[i] = new ReleaseImage();
        }
    }

    /// <summary>The sequence, 1 to 2^32 - 1: a hub goes only up. The image's version is the same number.</summary>
    public uint Sequence { get; set; }

    /// <summary>The version for people, 1 to <see cref="ReleaseLimits.MaxVersionTextBytes"/> bytes.</summary>
    public string Version { get; set; } = "";

    /// <summary>Where the release notes are, at most <see cref="ReleaseLimits.MaxNotesBytes"/>.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The vendor, <see cref="UpdateLimits.ClassIdBytes"/>.</summary>
    public readonly byte[] VendorId = new byte[UpdateLimits.ClassIdBytes];

    /// <summary>The key id that the signature names, <see cref="UpdateLimits.SigningKeyIdBytes"/>.</summary>
    public readonly byte[] KeyId = new byte[UpdateLimits.SigningKeyIdBytes];

    /// <summary>The new successor key; its first <see cref="NewKeyBytes"/> bytes.</summary>
    public readonly byte[] NewKey = new byte[ReleaseLimits.MaxKeyBytes];

    /// <summary>The bytes of the new key; 0 when the release has images.</summary>
    public int NewKeyBytes { get; set; }

    /// <summary>The images, 0 to <see cref="UpdateLimits.MaxImages"/>; 0 when the release changes a key.</summary>
    public int ImageCount { get; set; }

    /// <summary>Where in the envelope the digest of the manifest begins.</summary>
    public int DigestOffset { get; set; }

    /// <summary>Where in the envelope the signature begins.</summary>
    public int SignatureOffset { get; set; }

    /// <summary>The bytes of the signature.</summary>
    public int SignatureBytes { get; set; }

    /// <summary>Where in the envelope the manifest begins, with the head of its byte string: what is digested.
    /// </summary>
    public int ManifestOffset { get; set; }

    /// <summary>The bytes of the manifest with that head.</summary>
    public int ManifestBytes { get; set; }

    /// <summary>Whether the release changes the trusted keys and has no image.</summary>
    public bool IsKeyChange
    {
        get { return NewKeyBytes > 0; }
    }

    /// <summary>An image, 0 to <see cref="ImageCount"/> - 1; for another index the first one.</summary>
    public ReleaseImage Image(int index)
    {
        return _images[index >= 0 && index < _images.Length ? index : 0];
    }

    /// <summary>The index of the image for a class, or -1 when the release has none.</summary>
    public int FindImage(byte[] classId)
    {
        for (int i = 0; i < ImageCount; i++)
        {
            if (IsSame(_images[i].ClassId, classId))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Sequence = 0;
        Version = "";
        Notes = "";
        NewKeyBytes = 0;
        ImageCount = 0;
        DigestOffset = 0;
        SignatureOffset = 0;
        SignatureBytes = 0;
        ManifestOffset = 0;
        ManifestBytes = 0;
    }

    internal static bool IsSame(byte[] one, byte[] other)
    {
        if (other == null || one.Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i])
            {
                return false;
            }
        }

        return true;
    }
}
