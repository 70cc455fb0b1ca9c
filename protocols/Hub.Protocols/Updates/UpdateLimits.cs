// Every bound of updates over the air that both ends keep.
namespace Hub.Protocols.Updates;

/// <summary>What a release and its parts may be at most. Sizes in bytes unless the name says otherwise.</summary>
public static class UpdateLimits
{
    /// <summary>What is verified as one piece: fetched, compared with its digest and written at once. A sector of the
    /// flash that images are written to.</summary>
    public const int ChunkBytes = 4096;

    /// <summary>The most bytes of one block message, so that its body stays within
    /// <see cref="ProtocolLimits.MaxMessageBytes"/>.</summary>
    public const int BlockBytes = 448;

    /// <summary>The longest envelope: one chunk.</summary>
    public const int MaxEnvelopeBytes = ChunkBytes;

    /// <summary>The longest image, the same as the loader's.</summary>
    public const int MaxImageBytes = 1_048_576;

    /// <summary>The most chunks of an image.</summary>
    public const int MaxChunks = MaxImageBytes / ChunkBytes;

    /// <summary>A digest of a chunk, of the list of an image's digests, or of an envelope.</summary>
    public const int DigestBytes = 32;

    /// <summary>The longest list of an image's digests.</summary>
    public const int MaxDigestListBytes = MaxChunks * DigestBytes;

    /// <summary>The most images of a release, one for each class of hub.</summary>
    public const int MaxImages = 16;

    /// <summary>A vendor's or a class's id.</summary>
    public const int ClassIdBytes = 16;

    /// <summary>What a hub offers once for each order, so that no order counts twice.</summary>
    public const int NonceBytes = 8;

    /// <summary>The seal of an order and of a state.</summary>
    public const int SealBytes = 16;

    /// <summary>The key that orders and states are sealed with.</summary>
    public const int KeyBytes = 32;

    /// <summary>The id of a key that releases are signed with: the first bytes of its SHA-256.</summary>
    public const int SigningKeyIdBytes = 4;

    /// <summary>Keys that a hub trusts: the current one and its successor.</summary>
    public const int TrustedKeys = 2;
}
