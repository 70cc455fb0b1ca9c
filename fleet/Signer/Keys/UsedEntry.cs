// One entry of the list of used leaves.
namespace Fleet.Signer.Keys;

/// <summary>A leaf that is used, for ever: also when its signature never left the machine.</summary>
/// <param name="Index">The leaf, counted from 0 without gaps.</param>
/// <param name="KeyId">The key, 8 hexadecimal digits.</param>
/// <param name="Sequence">The release.</param>
/// <param name="Digest">The digest of its manifest, hexadecimal.</param>
/// <param name="Time">When, ISO 8601 in UTC.</param>
/// <param name="Previous">The hash of the entry before; of the public key for the first.</param>
internal sealed record UsedEntry(
    int Index, string KeyId, uint Sequence, string Digest, string Time, string Previous);
