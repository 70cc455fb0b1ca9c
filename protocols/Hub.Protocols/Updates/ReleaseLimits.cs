// Every bound of a release in one place; the tests prove each at the limit and one beyond.
namespace Hub.Protocols.Updates;

/// <summary>The bounds of a release's envelope and what it describes. Sizes in bytes unless the name says otherwise.
/// </summary>
public static class ReleaseLimits
{
    /// <summary>The shortest HSS public key of one level (hashes of 24 bytes).</summary>
    public const int MinKeyBytes = 52;

    /// <summary>The longest HSS public key of one level (hashes of 32 bytes).</summary>
    public const int MaxKeyBytes = 60;

    /// <summary>The longest text of a version, UTF-8.</summary>
    public const int MaxVersionTextBytes = ProtocolLimits.MaxFirmwareVersionBytes;

    /// <summary>The longest reference to release notes, UTF-8.</summary>
    public const int MaxNotesBytes = 128;

    /// <summary>The highest battery level that a release may ask for, in percent.</summary>
    public const int MaxBatteryPercent = 100;

    /// <summary>The longest message that a signature is verified over.</summary>
    public const int MaxSignedBytes = 1024;

    /// <summary>Bytes of what a release's signature covers: the Sig_structure around the manifest's digest.</summary>
    public const int SignedBytes = 56;

    /// <summary>The most compressions that a key may need for a verification (issue 8); others are refused.</summary>
    public const int MaxVerifyCompressions = 1_100;
}
