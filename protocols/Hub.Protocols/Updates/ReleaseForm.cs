// The numbers and the fixed byte strings of the profile.
namespace Hub.Protocols.Updates;

/// <summary>What of an envelope is the same in every release (protocols/release.cddl).</summary>
internal static class ReleaseForm
{
    internal const int Authentication = 2;
    internal const int Manifest = 3;

    internal const int ManifestVersion = 1;
    internal const int SequenceNumber = 2;
    internal const int Common = 3;
    internal const int ReferenceUri = 4;
    internal const int Validate = 7;
    internal const int Invoke = 9;
    internal const int Install = 20;

    internal const int Components = 2;
    internal const int SharedSequence = 4;

    internal const int VendorCondition = 1;
    internal const int ClassCondition = 2;
    internal const int TryEach = 15;
    internal const int OverrideParameters = 20;
    internal const int Policy = 15;

    internal const int VendorId = 1;
    internal const int ClassId = 2;
    internal const int ImageDigest = 3;
    internal const int ImageSize = 14;
    internal const int RequiresSequence = -1;
    internal const int MinimumBattery = -2;
    internal const int VersionText = -3;
    internal const int NewKey = -4;

    internal const int Sha256 = -16;
    internal const int Hmac256 = 5;
    internal const int KeyIdHeader = 4;

    /// <summary>The head of a tagged envelope, tag 107.</summary>
    internal static readonly byte[] EnvelopeHead = [0xD8, 0x6B];

    /// <summary>The head of a tagged COSE_Sign1, tag 18.</summary>
    internal static readonly byte[] SignatureHead = [0xD2];

    /// <summary>The protected header: {1: -46}, HSS-LMS (RFC 8778).</summary>
    internal static readonly byte[] ProtectedHeader = [0xA1, 0x01, 0x38, 0x2D];

    /// <summary>The one component, the slot that does not run.</summary>
    internal static readonly byte[] Component = [0x00];

    /// <summary>Does the image match: [3, 15].</summary>
    internal static readonly byte[] ValidateCommands = [0x82, 0x03, 0x0F];

    /// <summary>Start the image: [23, 15].</summary>
    internal static readonly byte[] InvokeCommands = [0x82, 0x17, 0x0F];

    /// <summary>Fetch it over the hub's session, and check it: [20, {21: "hub:fetch"}, 21, 15, 3, 15].</summary>
    internal static readonly byte[] InstallCommands =
    [
        0x86, 0x14, 0xA1, 0x15, 0x69, 0x68, 0x75, 0x62, 0x3A, 0x66, 0x65, 0x74, 0x63, 0x68, 0x15, 0x0F, 0x03, 0x0F,
    ];

    /// <summary>
    /// What is signed before the digest (RFC 9052 §4.4): an array of four, "Signature1", the protected header, no
    /// external data, and the head of a payload of 36 bytes, which begins as a SUIT_Digest with SHA-256 does.
    /// </summary>
    internal static readonly byte[] SignedHead =
    [
        0x84, 0x6A, 0x53, 0x69, 0x67, 0x6E, 0x61, 0x74, 0x75, 0x72, 0x65, 0x31, 0x44, 0xA1, 0x01, 0x38, 0x2D, 0x40,
        0x58, 0x24, 0x82, 0x2F, 0x58, 0x20,
    ];
}
