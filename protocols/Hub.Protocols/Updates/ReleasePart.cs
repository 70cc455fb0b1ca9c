// What of a release a block belongs to.
namespace Hub.Protocols.Updates;

/// <summary>The parts of a release that a hub fetches.</summary>
public enum ReleasePart
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>The signed envelope.</summary>
    Envelope = 1,

    /// <summary>The digests of an image's chunks, one after the other.</summary>
    DigestList = 2,

    /// <summary>An image, as the loader takes it.</summary>
    Image = 3
}
