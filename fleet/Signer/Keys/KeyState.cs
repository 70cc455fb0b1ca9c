// All that is kept of a key.
namespace Fleet.Signer.Keys;

/// <summary>A key's state. Its next leaf only goes up; an older copy of it must not sign.</summary>
/// <param name="Version">The form of the file, 1.</param>
/// <param name="Set">The name of the parameter set.</param>
/// <param name="PublicKey">The HSS public key, hexadecimal.</param>
/// <param name="Identifier">I, hexadecimal.</param>
/// <param name="Secret">The seed.</param>
/// <param name="Host">The id of the place that the state was made at.</param>
/// <param name="NextIndex">The next leaf, which is also the count of the list's entries.</param>
/// <param name="ListHash">The hash of the list's last entry.</param>
/// <param name="LastEntry">That entry, which the list may still lack when the machine stopped; empty for none.</param>
internal sealed record KeyState(
    int Version, string Set, string PublicKey, string Identifier, SecretBox Secret, string Host, int NextIndex,
    string ListHash, string LastEntry);
