// The MQTT password that hub and fleet manager both derive from the hub's key.
using System.Text;

namespace Hub.Protocols.Security;

/// <summary>
/// HKDF-SHA256 of the hub's key (salt empty, info "valfardshub mqtt sign-in v1", 32 bytes) in base64url without
/// padding (RFC 4648 §5): 43 characters.
/// </summary>
public static class SignInPassword
{
    /// <summary>The label of this derivation.</summary>
    public const string Label = "valfardshub mqtt sign-in v1";

    /// <summary>The length of a password, in characters.</summary>
    public const int Length = 43;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Derives the password of a hub.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/> bytes.</param>
    /// <returns>The password, or an empty text for a key of another length.</returns>
    public static string Derive(byte[] hubKey)
    {
        if (hubKey == null || hubKey.Length != ProtocolLimits.HubKeyBytes)
        {
            return "";
        }

        byte[] derived = new byte[Sha256.HashBytes];
        new Hkdf().Derive(hubKey, new byte[0], Encoding.UTF8.GetBytes(Label), derived, 0, derived.Length);
        return ToBase64Url(derived);
    }

    private static string ToBase64Url(byte[] bytes)
    {
        char[] text = new char[(bytes.Length * 8 + 5) / 6];
        int held = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            held = ((held & 0x3F) << 8) | bytes[i];
            bits += 8;
            while (bits >= 6)
            {
                bits -= 6;
                text[length++] = Alphabet[(held >> bits) & 0x3F];
            }
        }

        if (bits > 0)
        {
            text[length++] = Alphabet[(held << (6 - bits)) & 0x3F];
        }

        return new string(text);
    }
}
