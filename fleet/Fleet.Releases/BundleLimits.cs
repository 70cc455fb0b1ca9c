// Every bound of a release bundle.
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>The bounds of a bundle, in bytes unless the name says otherwise.</summary>
public static class BundleLimits
{
    /// <summary>The longest bundle.</summary>
    public const int MaxBundleBytes = 32 * 1024 * 1024;

    /// <summary>The most files: envelope, index, notes, and three for each image.</summary>
    public const int MaxFiles = 3 + (3 * UpdateLimits.MaxImages);

    /// <summary>The longest index.</summary>
    public const int MaxIndexBytes = 64 * 1024;

    /// <summary>The longest release notes, UTF-8.</summary>
    public const int MaxNotesBytes = 64 * 1024;

    /// <summary>The longest list of parts (SBOM) of an image.</summary>
    public const int MaxSbomBytes = 256 * 1024;

    /// <summary>The longest name of a model, ASCII letters, digits and hyphens.</summary>
    public const int MaxModelLength = 32;
}
